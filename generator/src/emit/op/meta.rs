//! An operation's table: what the runtime needs to build, send and check a call.
use super::super::rules;
use super::answers;
use crate::analyze::Ctx;
use crate::ir::{
    Answers, Encoding, Location, Method, Operation, PageStyle, Param, Requirement, SecurityKind,
    Style, TypeId,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// `static META`.
pub(super) fn meta(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let operation = &ctx.api.operations[index];
    let (id, path) = (&operation.id, &operation.path);
    let method = method(operation.method);
    let params = params(ctx, operation);
    let body = match &operation.body {
        None => quote!(None),
        Some(body) => {
            let meta = body_meta(ctx, &body.media_type, body.ty, &body.encoding);
            let required = body.required.then(|| quote!(.required()));
            quote!(Some(#meta #required))
        }
    };
    let accept = accept(operation);
    let answers = answers::answers(ctx, operation);
    let paging = if super::page_items(ctx, operation).is_some() {
        paging(operation)
    } else {
        quote!(None)
    };
    let (idempotent, retries) = (operation.idempotent, retries(operation));
    let security = operation
        .security
        .iter()
        .map(|requirement| self::requirement(ctx, requirement));
    quote! {
        #[table]
        static META: OperationMeta = OperationMeta {
            id: #id,
            method: http::Method::#method,
            path: #path,
            params: &[#(#params),*],
            body: #body,
            accept: #accept,
            answers: #answers,
            paging: #paging,
            idempotent: #idempotent,
            retries: #retries,
            security: &[#(#security),*],
        };
    }
}

/// The row of a body of one media type.
pub(super) fn body_meta(
    ctx: Ctx<'_>,
    media_type: &str,
    ty: TypeId,
    encoding: &[Encoding],
) -> TokenStream {
    let schema = rules::reference(ctx, ty);
    let encoding = encoding.iter().map(self::encoding);
    let encoding = (encoding.len() > 0).then(|| quote!(.encoding(&[#(#encoding),*])));
    quote!(BodyMeta::new(#media_type, #schema) #encoding)
}

fn encoding(one: &Encoding) -> TokenStream {
    let name = &one.name;
    let content_type = option(one.content_type.as_ref());
    let headers = one
        .headers
        .iter()
        .map(|(name, value)| quote!((#name, #value)));
    let style = option(one.style.map(|(style, explode, allow_reserved)| {
        let style = self::style(style);
        let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
        quote!(Parameter::query(#name, Schema(&[])).style(Style::#style, #explode) #reserved)
    }));
    quote! {
        BodyEncoding {
            name: #name,
            content_type: #content_type,
            headers: &[#(#headers),*],
            style: #style,
        }
    }
}

fn method(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(GET),
        Method::Put => quote!(PUT),
        Method::Post => quote!(POST),
        Method::Delete => quote!(DELETE),
        Method::Options => quote!(OPTIONS),
        Method::Head => quote!(HEAD),
        Method::Patch => quote!(PATCH),
        Method::Trace => quote!(TRACE),
    }
}

fn params(ctx: Ctx<'_>, operation: &Operation) -> Vec<TokenStream> {
    operation
        .params
        .iter()
        .map(|param| self::param(ctx, param))
        .collect()
}

/// A parameter's row: its location's defaults, and what differs from them.
fn param(ctx: Ctx<'_>, param: &Param) -> TokenStream {
    let (name, schema) = (&param.wire, rules::at_use(ctx, param.ty));
    let (constructor, default) = match param.location {
        Location::Path => (quote!(path), (Style::Simple, false)),
        Location::Query => (quote!(query), (Style::Form, true)),
        Location::Header => (quote!(header), (Style::Simple, false)),
        Location::Cookie => (quote!(cookie), (Style::Form, true)),
    };
    let required =
        (param.required && param.location != Location::Path).then(|| quote!(.required()));
    let style = ((param.style, param.explode) != default).then(|| {
        let (style, explode) = (self::style(param.style), param.explode);
        quote!(.style(Style::#style, #explode))
    });
    let reserved = param.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(Parameter::#constructor(#name, #schema) #required #style #reserved)
}

pub(super) fn location(location: Location) -> TokenStream {
    match location {
        Location::Path => quote!(Path),
        Location::Query => quote!(Query),
        Location::Header => quote!(Header),
        Location::Cookie => quote!(Cookie),
    }
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Matrix),
        Style::Label => quote!(Label),
        Style::Simple => quote!(Simple),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::Json => quote!(Json),
    }
}

/// The media types of good answers, each once; of an operation that declares none, those of any answer.
fn accept(operation: &Operation) -> String {
    let contents = |good: bool| {
        let responses = operation.responses.iter();
        let chosen = responses.filter(move |one| one.status.is_success() || !good);
        chosen.filter_map(|one| one.content.as_ref())
    };
    let mut all: Vec<&str> = Vec::new();
    for content in contents(true) {
        if !all.contains(&content.media_type.as_str()) {
            all.push(&content.media_type);
        }
    }
    if operation.answers == Answers::Alike {
        all.truncate(1);
    }
    if all.is_empty() {
        all.extend(
            contents(false)
                .next()
                .map(|content| content.media_type.as_str()),
        );
    }
    if all.is_empty() {
        "*/*".to_owned()
    } else {
        all.join(", ")
    }
}

fn paging(operation: &Operation) -> TokenStream {
    let items = operation
        .pagination
        .as_ref()
        .map_or("", |pagination| &pagination.items);
    match operation
        .pagination
        .as_ref()
        .map(|pagination| &pagination.style)
    {
        None => quote!(None),
        Some(PageStyle::Cursor { param, next }) => {
            quote!(Some(Paging::Cursor { param: #param, next: #next }))
        }
        Some(PageStyle::Offset { param, .. }) => {
            quote!(Some(Paging::Offset { param: #param, items: #items }))
        }
        Some(PageStyle::Page { param }) => {
            quote!(Some(Paging::Page { param: #param, items: #items }))
        }
        Some(PageStyle::NextUrl { next }) => quote!(Some(Paging::NextUrl { next: #next })),
        Some(PageStyle::Link) => quote!(Some(Paging::Link)),
    }
}

fn retries(operation: &Operation) -> TokenStream {
    let Some(plan) = &operation.retries else {
        return quote!(None);
    };
    let millis = |millis: Option<u64>| option(millis.map(Literal::u64_unsuffixed));
    let (initial, max) = (millis(plan.initial_ms), millis(plan.max_ms));
    let elapsed = millis(plan.max_elapsed_ms);
    let factor = option(plan.factor.map(Literal::f64_unsuffixed));
    let status = Literal::u16_unsuffixed;
    let statuses = option(plan.statuses.as_ref().map(|statuses| {
        let ranges = statuses.iter().map(|(first, last)| {
            let (first, last) = (status(*first), status(*last));
            quote!((#first, #last))
        });
        quote!(&[#(#ranges),*])
    }));
    let faults = plan.faults;
    quote! {
        Some(RetryPlan {
            initial_ms: #initial,
            max_ms: #max,
            max_elapsed_ms: #elapsed,
            factor: #factor,
            statuses: #statuses,
            faults: #faults,
        })
    }
}

fn option(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn requirement(ctx: Ctx<'_>, requirement: &Requirement) -> TokenStream {
    let schemes = requirement.schemes.iter().map(|(position, _)| {
        let scheme = &ctx.api.security_schemes[*position];
        let proof = match &scheme.kind {
            SecurityKind::Bearer
            | SecurityKind::OAuth2 { .. }
            | SecurityKind::OpenIdConnect { .. } => {
                quote!(Scheme::Bearer)
            }
            SecurityKind::Basic => quote!(Scheme::Basic),
            SecurityKind::ApiKey { location, name } => {
                let location = self::location(*location);
                quote!(Scheme::ApiKey { location: Location::#location, name: #name })
            }
            SecurityKind::OtherHttp(_) => quote!(Scheme::Other),
        };
        match (&ctx.facts.names.schemes[*position], &scheme.name) {
            (Some(_), name) => quote!(Scheme::Named(#name, &#proof)),
            (None, _) => proof,
        }
    });
    quote!(&[#(#schemes),*])
}
