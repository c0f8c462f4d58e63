//! `src/parts`: what of the runtime is shipped only where the document needs it.
use super::{Piece, auth, servers, xml};
use crate::analyze::{Ctx, ident};
use crate::ir::Framing;
use quote::quote;

/// A file of `runtime_parts`, and what users see of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) file: &'static str,
    public: &'static [&'static str],
}

const OAUTH: [Part; 2] = [
    Part {
        file: "grant",
        public: &["OAuthGrant"],
    },
    Part {
        file: "oauth",
        public: &[],
    },
];

const HEADER: Part = Part {
    file: "header",
    public: &[],
};

const VALUES: Part = Part {
    file: "values",
    public: &["DataForm"],
};

const EVENTS: [Part; 2] = [
    Part {
        file: "event_parser",
        public: &[],
    },
    Part {
        file: "events",
        public: &["StreamEvent", "EventStream", "StreamsEvents"],
    },
];

const LINES: Part = Part {
    file: "lines",
    public: &["LineStream", "StreamsLines"],
};

const PAYLOAD: Part = Part {
    file: "payload",
    public: &[],
};

const SERVER: Part = Part {
    file: "server",
    public: &[],
};

const XML: [Part; 3] = [
    Part {
        file: "xml",
        public: &[],
    },
    Part {
        file: "xml_read",
        public: &[],
    },
    Part {
        file: "xml_write",
        public: &[],
    },
];

/// The parts that the crate has, in order of their names.
pub(crate) fn needed(ctx: Ctx<'_>) -> Vec<Part> {
    let schemes = ctx
        .api
        .security_schemes
        .iter()
        .zip(&ctx.facts.names.schemes);
    let mut grants = schemes.filter(|(_, names)| names.is_some());
    let mut parts = Vec::new();
    if grants.any(|(scheme, _)| auth::takes_grant(&scheme.kind)) {
        parts.extend(OAUTH);
    }
    if ctx
        .facts
        .names
        .operations
        .iter()
        .any(|one| one.headers.is_some())
    {
        parts.push(HEADER);
    }
    let streams = || {
        ctx.api
            .operations
            .iter()
            .filter_map(|one| one.stream.as_ref())
    };
    let (events, lines): (Vec<_>, Vec<_>) =
        streams().partition(|stream| stream.framing == Framing::Events);
    if streams().next().is_some() {
        parts.push(VALUES);
    }
    if !events.is_empty() {
        parts.extend(EVENTS);
    }
    if !lines.is_empty() {
        parts.push(LINES);
    }
    if !ctx.api.payloads.is_empty() {
        parts.push(PAYLOAD);
    }
    if xml::is_needed(ctx) {
        parts.extend(XML);
    }
    if servers::is_needed(ctx) {
        parts.push(SERVER);
    }
    let formats = ctx.facts.formats.modules().into_iter();
    parts.extend(formats.map(|file| Part { file, public: &[] }));
    parts.sort_by_key(|part| part.file);
    parts
}

/// Whether users see anything of them.
pub(crate) fn are_public(ctx: Ctx<'_>) -> bool {
    needed(ctx).iter().any(|part| !part.public.is_empty())
}

/// `src/parts/mod.rs`.
pub(crate) fn list(ctx: Ctx<'_>) -> Option<Piece> {
    let parts = needed(ctx);
    let modules = parts.iter().map(|part| {
        let module = ident::ident(part.file);
        quote!(pub(crate) mod #module;)
    });
    let exports = parts.iter().flat_map(|part| {
        let module = ident::ident(part.file);
        part.public.iter().map(move |name| {
            let name = ident::ident(name);
            quote!(pub use #module::#name;)
        })
    });
    let tokens = quote! {
        //! The parts of the runtime that not every API needs.
        #(#modules)*

        #(#exports)*
    };
    (!parts.is_empty()).then(|| Piece {
        path: "src/parts/mod.rs".to_owned(),
        tokens,
    })
}
