//! `src/api.rs`: the API as a table.
use super::Piece;
use crate::analyze::Ctx;
use crate::config::Config;
use proc_macro2::TokenStream;
use quote::quote;

/// The table that the runtime knows the API by.
pub(crate) fn api(ctx: Ctx<'_>, config: &Config) -> Piece {
    let prefix = config.env_prefix();
    let servers = ctx
        .api
        .servers
        .iter()
        .map(crate::ir::Server::default_url)
        .filter(|url| !url.is_empty());
    let needs_token = ctx.api.needs_token();
    let (errors, retry) = (errors(config), retry(config));
    let tokens = quote! {
        //! The API as a table: what the runtime knows of it.
        use crate::runtime::{ApiMeta, ErrorShape, RetryWords};

        /// The API that this crate calls.
        pub static API: ApiMeta = ApiMeta {
            name: env!("CARGO_PKG_NAME"),
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            env_prefix: #prefix,
            needs_token: #needs_token,
            servers: &[#(#servers),*],
            errors: #errors,
            retry: #retry,
        };
    };
    Piece {
        path: "src/api.rs".to_owned(),
        tokens,
    }
}

/// Where error bodies say what: as the configuration has it, or the usual places.
fn errors(config: &Config) -> TokenStream {
    let Some(errors) = &config.errors else {
        return quote!(ErrorShape::USUAL);
    };
    let (code, message, reason) = (&errors.code, &errors.message, &errors.reason);
    let (param, request_id, details) = (&errors.param, &errors.request_id, &errors.details);
    quote! {
        ErrorShape {
            code: &[#(#code),*],
            message: &[#(#message),*],
            reason: &[#(#reason),*],
            param: &[#(#param),*],
            request_id: &[#(#request_id),*],
            details: &[#(#details),*],
        }
    }
}

/// The reasons that decide whether a call is made again.
fn retry(config: &Config) -> TokenStream {
    let (reasons, never) = (&config.retry.reasons, &config.retry.never);
    if reasons.is_empty() && never.is_empty() {
        return quote!(RetryWords::NONE);
    }
    quote! {
        RetryWords {
            reasons: &[#(#reasons),*],
            never: &[#(#never),*],
        }
    }
}
