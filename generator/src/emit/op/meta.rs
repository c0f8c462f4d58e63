//! An operation's table: what the runtime needs to build, send and check a call.
use super::super::once::{once, text};
use super::super::rules;
use super::answers;
use crate::analyze::Ctx;
use crate::ir::{
    Answers, Encoding, Location, Method, Operation, PageStyle, Param, Requirement, SecurityKind,
    Style, TypeId,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// `static META` in full.
pub(super) fn meta(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let operation = &ctx.api.operations[index];
    let (id, path) = (&operation.id, &operation.path);
    let method = method(operation.method);
    let columns = Columns::new(ctx, index);
    let params = columns.params;
    let (body, answers) = (option(columns.body), columns.answers);
    let answers = quote!(&[#(#answers),*]);
    let (paging, retries) = (option(columns.paging), option(columns.retries));
    let (accept, idempotent, security) = (columns.accept, operation.idempotent, columns.security);
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

/// The lines of the macro `operation!` for what is not as most operations have it.
pub(super) fn unusual(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let columns = Columns::new(ctx, index);
    let params = columns.params;
    let params = (!params.is_empty()).then(|| {
        let params = params.into_iter().map(once);
        quote!(params: &[#(#params),*],)
    });
    let body = columns.body.map(once).map(|body| quote!(body: #body,));
    let accept = Some(columns.accept)
        .filter(|accept| accept != "application/json")
        .map(|accept| quote!(accept: #accept,));
    let answers = columns.answers;
    let answers = (!answers.is_empty()).then(|| {
        let answers = answers.into_iter().map(once);
        quote!(answers: &[#(#answers),*],)
    });
    let paging = columns.paging.map(|paging| quote!(paging: #paging,));
    let idempotent = ctx.api.operations[index]
        .idempotent
        .then(|| quote!(idempotent: true,));
    let retries = columns.retries.map(|plan| quote!(retries: #plan,));
    let security = columns.security;
    let security = (!security.is_empty()).then(|| {
        let security = security.into_iter().map(once);
        quote!(security: &[#(#security),*],)
    });
    let lines = [
        params, body, accept, answers, paging, idempotent, retries, security,
    ];
    lines.into_iter().flatten().collect()
}

/// What the table says beside id, method and path.
struct Columns {
    params: Vec<TokenStream>,
    body: Option<TokenStream>,
    accept: String,
    answers: Vec<TokenStream>,
    paging: Option<TokenStream>,
    retries: Option<TokenStream>,
    security: Vec<TokenStream>,
}

impl Columns {
    fn new(ctx: Ctx<'_>, index: usize) -> Self {
        let operation = &ctx.api.operations[index];
        let body = operation.body.as_ref().map(|body| {
            let meta = body_meta(ctx, &body.media_type, body.ty, &body.encoding);
            let meta = once(meta);
            let required = body.required.then(|| quote!(.required()));
            quote!(#meta #required)
        });
        let security = operation.security.iter();
        Self {
            params: params(ctx, operation),
            body,
            accept: accept(operation),
            answers: answers::answers(ctx, operation),
            paging: super::page_items(ctx, operation).and_then(|_| paging(operation)),
            retries: retries(operation),
            security: security.map(|one| requirement(ctx, one)).collect(),
        }
    }
}

/// The row of a body of one media type.
pub(super) fn body_meta(
    ctx: Ctx<'_>,
    media_type: &str,
    ty: TypeId,
    encoding: &[Encoding],
) -> TokenStream {
    let schema = once(rules::reference(ctx, ty));
    let encoding = encoding.iter().map(self::encoding);
    let encoding = (encoding.len() > 0).then(|| quote!(.encoding(&[#(#encoding),*])));
    if media_type == "application/json" {
        return quote!(BodyMeta::json(#schema) #encoding);
    }
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

pub(super) fn method(method: Method) -> TokenStream {
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
    let (name, schema) = (text(&param.wire), once(rules::at_use(ctx, param.ty)));
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

fn paging(operation: &Operation) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let items = &pagination.items;
    Some(match &pagination.style {
        PageStyle::Cursor { param, next } => {
            quote!(Paging::Cursor { param: #param, next: #next })
        }
        PageStyle::Offset { param, .. } => {
            quote!(Paging::Offset { param: #param, items: #items })
        }
        PageStyle::Page { param } => quote!(Paging::Page { param: #param, items: #items }),
        PageStyle::NextUrl { next } => quote!(Paging::NextUrl { next: #next }),
        PageStyle::Link => quote!(Paging::Link),
    })
}

fn retries(operation: &Operation) -> Option<TokenStream> {
    let plan = operation.retries.as_ref()?;
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
    Some(quote! {
        RetryPlan {
            initial_ms: #initial,
            max_ms: #max,
            max_elapsed_ms: #elapsed,
            factor: #factor,
            statuses: #statuses,
            faults: #faults,
        }
    })
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
