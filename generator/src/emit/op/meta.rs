//! An operation's table: what the runtime needs to build, send and check a call.
use super::super::rules;
use super::{Answer, answer};
use crate::analyze::Ctx;
use crate::ir::{Location, Method, Operation, PageStyle, Param, Requirement, SecurityKind, Style};
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
            let (media_type, required, schema) = (
                &body.media_type,
                body.required,
                rules::reference(ctx, body.ty),
            );
            quote!(Some(BodyMeta { media_type: #media_type, required: #required, schema: #schema }))
        }
    };
    let accept = accept(operation);
    let answer = match answer(operation) {
        Answer::Json(id) | Answer::JsonOrNothing(id) => {
            let schema = rules::reference(ctx, id);
            quote!(Some(#schema))
        }
        Answer::Nothing | Answer::Text | Answer::Bytes => quote!(None),
    };
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
            answer: #answer,
            paging: #paging,
            idempotent: #idempotent,
            retries: #retries,
            security: &[#(#security),*],
        };
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

fn accept(operation: &Operation) -> String {
    let good = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success());
    let content = good
        .chain(&operation.responses)
        .find_map(|response| response.content.as_ref());
    content.map_or_else(|| "*/*".to_owned(), |content| content.media_type.clone())
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
        match (&ctx.facts.schemes[*position], &scheme.name) {
            (Some(_), name) => quote!(Scheme::Named(#name, &#proof)),
            (None, _) => proof,
        }
    });
    quote!(&[#(#schemes),*])
}
