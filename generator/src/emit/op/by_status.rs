//! What an operation gives where that depends on the status: an enum of its successes.
use super::super::{docs, markdown, types};
use crate::analyze::ident::Scope;
use crate::analyze::{Ctx, ident};
use crate::ir::{Answers, BodyKind, Content, Response, Status};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The enum's name; asked for where there is one.
pub(super) fn name(ctx: Ctx<'_>, index: usize) -> Ident {
    let name = ctx.facts.names.operations[index].answer.as_deref();
    ident::ident(name.unwrap_or("Answer_"))
}

struct Variant<'a> {
    ident: Ident,
    response: &'a Response,
    content: Option<&'a Content>,
}

impl Variant<'_> {
    fn status(&self) -> u16 {
        match self.response.status {
            Status::Code(code) => code,
            Status::Range(_) | Status::Default => 200,
        }
    }

    fn ty(&self, ctx: Ctx<'_>) -> Option<TokenStream> {
        Some(match self.content?.kind {
            BodyKind::Json | BodyKind::Xml => types::alternative(ctx, self.content?.ty, false),
            BodyKind::Text => quote!(String),
            BodyKind::Bytes | BodyKind::Form | BodyKind::Multipart => quote!(bytes::Bytes),
        })
    }

    fn read(&self, name: &Ident) -> TokenStream {
        let ident = &self.ident;
        match self.content.map(|content| content.kind) {
            None => quote!(answer.nothing().map(|()| #name::#ident)),
            Some(BodyKind::Json | BodyKind::Xml) => quote!(answer.json().map(#name::#ident)),
            Some(BodyKind::Text) => quote!(answer.text().map(#name::#ident)),
            Some(BodyKind::Bytes | BodyKind::Form | BodyKind::Multipart) => {
                quote!(answer.bytes().map(#name::#ident))
            }
        }
    }
}

fn variants(ctx: Ctx<'_>, index: usize) -> Vec<Variant<'_>> {
    let mut scope = Scope::with(&["Self"]);
    let responses = ctx.api.operations[index].responses.iter();
    let good = responses.filter(|response| response.status.is_success());
    let variants = good.map(|response| Variant {
        ident: ident::ident(&scope.allocate(&[word(response.status)])),
        response,
        content: response.content.as_ref(),
    });
    variants.collect()
}

/// The status in a word (RFC 9110, section 15.3).
fn word(status: Status) -> String {
    let word = match status {
        Status::Code(200) => "Ok",
        Status::Code(201) => "Created",
        Status::Code(202) => "Accepted",
        Status::Code(203) => "NonAuthoritative",
        Status::Code(204) => "NoContent",
        Status::Code(205) => "ResetContent",
        Status::Code(206) => "PartialContent",
        Status::Code(207) => "MultiStatus",
        Status::Code(code) => return format!("Status{code}"),
        Status::Range(_) | Status::Default => "Other",
    };
    word.to_owned()
}

/// The enum and its JSON form.
pub(super) fn item(ctx: Ctx<'_>, index: usize) -> Option<TokenStream> {
    let operation = &ctx.api.operations[index];
    if operation.answers != Answers::ByStatus {
        return None;
    }
    let name = name(ctx, index);
    let doc = format!(
        " What {} gives, by the status of the answer.",
        markdown::code(&operation.id)
    );
    let variants = variants(ctx, index);
    let declared = variants.iter().map(|variant| {
        let (ident, ty) = (&variant.ident, variant.ty(ctx));
        let text = variant.response.docs.as_deref();
        let said = text.map(markdown::first_sentence).unwrap_or_default();
        let docs = docs::attributes(&[format!("{}: {said}", shown(variant.response.status))
            .trim_end_matches([' ', ':'])
            .to_owned()]);
        let held = ty.map(|ty| quote!((#ty)));
        quote!(#docs #ident #held)
    });
    let encode = variants.iter().map(|variant| {
        let ident = &variant.ident;
        if variant.content.is_some() {
            quote!(Self::#ident(content) => content.encode())
        } else {
            quote!(Self::#ident => Value::Null)
        }
    });
    let decode = variants.iter().map(|variant| {
        let ident = &variant.ident;
        if variant.content.is_some() {
            quote! {
                if let Ok(content) = Wire::decode(value.clone()) {
                    return Ok(Self::#ident(content));
                }
            }
        } else {
            quote! {
                if value.is_null() {
                    return Ok(Self::#ident);
                }
            }
        }
    });
    Some(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#declared),* }

        impl Wire for #name {
            /// The first that fits: without the status nothing else tells them apart.
            fn decode(value: Value) -> Result<Self, DecodeError> {
                #(#decode)*
                Err(DecodeError::unexpected("what the operation gives", &value))
            }

            fn encode(&self) -> Value {
                match self { #(#encode),* }
            }
        }
    })
}

fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "any other".to_owned(),
    }
}

/// The body of `Operation::decode`. A success that the document does not have is read as the range, else as the first.
pub(super) fn decode(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let name = name(ctx, index);
    let variants = variants(ctx, index);
    let other = variants
        .iter()
        .position(|variant| !matches!(variant.response.status, Status::Code(_)))
        .or_else(|| {
            variants
                .iter()
                .position(|variant| variant.content.is_some())
        })
        .unwrap_or(0);
    let arms = variants.iter().enumerate().filter(|(at, _)| *at != other);
    let arms = arms.map(|(_, variant)| {
        let (status, read) = (
            Literal::u16_unsuffixed(variant.status()),
            variant.read(&name),
        );
        quote!(#status => #read)
    });
    let last = variants.get(other).map(|variant| variant.read(&name));
    quote! {
        match answer.status().as_u16() {
            #(#arms,)*
            _ => #last,
        }
    }
}

/// `Operation::sent`.
pub(super) fn sent(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let name = name(ctx, index);
    let variants = variants(ctx, index);
    let arms = variants.iter().map(|variant| {
        let (ident, status) = (&variant.ident, Literal::u16_unsuffixed(variant.status()));
        let held = variant.content.map(|_| quote!((_)));
        let media_type = variant.content.map_or("", |content| &content.media_type);
        quote!(#name::#ident #held => (#status, #media_type))
    });
    quote! {
        fn sent(output: &Self::Output) -> Option<(u16, &'static str)> {
            Some(match output { #(#arms),* })
        }
    }
}
