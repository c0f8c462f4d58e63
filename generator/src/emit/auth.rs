//! `src/auth.rs`: the methods of the client's builder that set the credentials of the document's schemes.
use super::{Piece, docs, markdown};
use crate::analyze::schemes::SchemeNames;
use crate::analyze::{Ctx, ident};
use crate::ir::{Location, SecurityKind, SecurityScheme};
use proc_macro2::TokenStream;
use quote::quote;

/// The file, where a scheme has credentials of its own.
pub(crate) fn auth(ctx: Ctx<'_>) -> Option<Piece> {
    let schemes = ctx
        .api
        .security_schemes
        .iter()
        .zip(&ctx.facts.names.schemes);
    let named: Vec<_> = schemes
        .filter_map(|(scheme, names)| Some((scheme, names.as_ref()?)))
        .collect();
    if named.is_empty() {
        return None;
    }
    let methods = named.iter().map(|(scheme, names)| methods(scheme, names));
    let has = |test: fn(&SecurityKind) -> bool| named.iter().any(|(scheme, _)| test(&scheme.kind));
    let grants = has(takes_grant).then(|| {
        quote!(
            use crate::parts::{OAuthGrant, oauth::OAuth};
        )
    });
    let provider = has(is_token).then(|| quote!(TokenProvider));
    let tokens = quote! {
        //! Who calls: a method for each security scheme of the API's description.
        #grants
        use crate::runtime::{ClientBuilder, Secret, #provider};

        impl ClientBuilder { #(#methods)* }
    };
    Some(Piece {
        path: "src/auth.rs".to_owned(),
        tokens,
    })
}

/// Whether the scheme's tokens can be asked for.
pub(crate) fn takes_grant(kind: &SecurityKind) -> bool {
    match kind {
        SecurityKind::OAuth2 { token_url, .. } => token_url.is_some(),
        SecurityKind::OpenIdConnect { .. } => true,
        SecurityKind::Bearer
        | SecurityKind::Basic
        | SecurityKind::ApiKey { .. }
        | SecurityKind::OtherHttp(_) => false,
    }
}

/// Whether a provider of tokens makes sense.
fn is_token(kind: &SecurityKind) -> bool {
    match kind {
        SecurityKind::Bearer | SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect { .. } => {
            true
        }
        SecurityKind::Basic | SecurityKind::ApiKey { .. } | SecurityKind::OtherHttp(_) => false,
    }
}

fn methods(scheme: &SecurityScheme, names: &SchemeNames) -> TokenStream {
    let name = &scheme.name;
    let own = ident::ident(&names.own);
    let docs = documentation(scheme);
    let token = |method: &str, docs: TokenStream| {
        let method = ident::ident(method);
        quote! {
            #docs
            pub fn #method(self, token: impl Into<Secret>) -> Self {
                self.set_token(#name, token.into())
            }
        }
    };
    let provider = is_token(&scheme.kind).then(|| {
        let method = ident::ident(&names.provider);
        let shown = markdown::code(name);
        let doc = format!(" Where the tokens of the scheme {shown} come from, if they change.");
        quote! {
            #[doc = #doc]
            pub fn #method(self, provider: impl TokenProvider) -> Self {
                self.set_provider(#name, provider)
            }
        }
    });
    let grant = |made: TokenStream| {
        quote! {
            #docs
            pub fn #own(self, grant: OAuthGrant) -> Self {
                self.set_provider(#name, #made)
            }
        }
    };
    let ready = || {
        let shown = markdown::code(name);
        let text = format!("An access token of the scheme {shown} that was got elsewhere.");
        token(&names.token, docs::attributes(&[text]))
    };
    let first = match &scheme.kind {
        SecurityKind::Bearer | SecurityKind::ApiKey { .. } | SecurityKind::OtherHttp(_) => {
            token(&names.own, docs)
        }
        SecurityKind::Basic => quote! {
            #docs
            pub fn #own(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
                self.set_password(#name, user.into(), password.into())
            }
        },
        SecurityKind::OAuth2 {
            token_url: Some(url),
            refresh_url,
        } => {
            let refresh = refresh_url
                .as_ref()
                .map_or_else(|| quote!(None), |url| quote!(Some(#url)));
            let grant = grant(quote!(OAuth::at_token(grant, #url, #refresh)));
            let ready = ready();
            quote!(#grant #ready)
        }
        SecurityKind::OAuth2 {
            token_url: None, ..
        } => token(&names.own, docs),
        SecurityKind::OpenIdConnect { url } => {
            let grant = grant(quote!(OAuth::discovered(grant, #url)));
            let ready = ready();
            quote!(#grant #ready)
        }
    };
    quote!(#first #provider)
}

/// What a kind of scheme takes.
pub(crate) fn what(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Bearer => "A bearer token".to_owned(),
        SecurityKind::Basic => "User and password".to_owned(),
        SecurityKind::ApiKey { location, name } => {
            let place = match location {
                Location::Query => "query parameter",
                Location::Cookie => "cookie",
                Location::Header | Location::Path => "header",
            };
            format!(
                "The key that is sent as the {place} {}",
                markdown::code(name)
            )
        }
        SecurityKind::OAuth2 {
            token_url: Some(url),
            ..
        } => format!("How access tokens are asked for at {}", markdown::code(url)),
        SecurityKind::OAuth2 {
            token_url: None, ..
        } => "An access token".to_owned(),
        SecurityKind::OpenIdConnect { url } => {
            let url = markdown::code(url);
            format!("How access tokens are asked for, at the endpoint that {url} tells")
        }
        SecurityKind::OtherHttp(kind) => {
            let kind = markdown::code(kind);
            format!("The whole `Authorization` header of HTTP's scheme {kind}")
        }
    }
}

fn documentation(scheme: &SecurityScheme) -> TokenStream {
    let what = what(&scheme.kind);
    let mut lines = vec![format!(
        "{what}: the scheme {}.",
        markdown::code(&scheme.name)
    )];
    if let Some(description) = &scheme.description {
        lines.push(String::new());
        lines.extend(markdown::lines(description));
    }
    docs::attributes(&lines)
}
