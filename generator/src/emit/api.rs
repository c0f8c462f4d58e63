//! `src/api.rs`: the API as a table.
use super::Piece;
use crate::analyze::Ctx;
use crate::config::Config;
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
    let errors = &config.errors;
    let (code, message, reason) = (&errors.code, &errors.message, &errors.reason);
    let (param, request_id, details) = (&errors.param, &errors.request_id, &errors.details);
    let (reasons, never) = (&config.retry.reasons, &config.retry.never);
    let tokens = quote! {
        //! The API as a table: what the runtime knows of it.
        use crate::runtime::{ApiMeta, ErrorShape, RetryWords};

        /// The API that this crate calls.
        pub static API: ApiMeta = ApiMeta {
            name: env!("CARGO_PKG_NAME"),
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            env_prefix: #prefix,
            servers: &[#(#servers),*],
            errors: ErrorShape {
                code: &[#(#code),*],
                message: &[#(#message),*],
                reason: &[#(#reason),*],
                param: &[#(#param),*],
                request_id: &[#(#request_id),*],
                details: &[#(#details),*],
            },
            retry: RetryWords {
                reasons: &[#(#reasons),*],
                never: &[#(#never),*],
            },
        };
    };
    Piece {
        path: "src/api.rs".to_owned(),
        tokens,
    }
}
