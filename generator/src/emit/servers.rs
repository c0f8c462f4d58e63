//! `src/servers.rs`: the document's servers, where an address has variables.
use super::{Piece, docs, markdown};
use crate::analyze::{Ctx, ident};
use quote::quote;

/// Whether a server's address has variables.
pub(crate) fn is_needed(ctx: Ctx<'_>) -> bool {
    ctx.api
        .servers
        .iter()
        .any(|server| !server.variables.is_empty())
}

/// The file.
pub(crate) fn servers(ctx: Ctx<'_>) -> Option<Piece> {
    let servers = ctx.api.servers.iter().zip(&ctx.facts.names.servers);
    let functions = servers.map(|(server, name)| {
        let name = ident::ident(name);
        let mut lines = vec![format!("{}.", markdown::code(&server.url))];
        if let Some(text) = &server.description {
            lines.push(String::new());
            lines.extend(markdown::lines(text));
        }
        for variable in &server.variables {
            let text = variable
                .description
                .as_deref()
                .map(markdown::first_sentence);
            lines.push(String::new());
            lines.push(format!(
                "{} is {} unless set. {}",
                markdown::code(&variable.name),
                markdown::code(&variable.default),
                text.unwrap_or_default()
            ));
        }
        let docs = docs::attributes(&lines);
        let url = &server.url;
        let variables = server.variables.iter().map(|variable| {
            let (name, default, choices) = (&variable.name, &variable.default, &variable.choices);
            quote!(ServerVariable { name: #name, default: #default, choices: &[#(#choices),*] })
        });
        quote! {
            #docs
            #[must_use]
            pub fn #name() -> Server {
                Server::new(#url, &[#(#variables),*])
            }
        }
    });
    let tokens = quote! {
        //! The servers of the API's description, whose addresses have variables.
        pub use crate::parts::server::{Server, ServerVariable};

        #(#functions)*
    };
    is_needed(ctx).then(|| Piece {
        path: "src/servers.rs".to_owned(),
        tokens,
    })
}
