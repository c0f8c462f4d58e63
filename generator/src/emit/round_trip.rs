//! A program that reads each example of a document into its type, writes it back, and tells which come back equal.
//! It is no part of a crate: `cargo xtask corpus --examples` puts it there to try it.
use crate::analyze::{Ctx, Holder};
use crate::ir::{Json, TypeId};
use crate::source::Pointer;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::{Map, Number, Value};
use std::collections::HashSet;

/// The program, and how many examples it tries.
pub(crate) fn round_trip(ctx: Ctx<'_>) -> (TokenStream, usize) {
    let mut tries: Vec<TokenStream> = Vec::new();
    let mut seen: HashSet<&Pointer> = HashSet::new();
    let own = ctx
        .api
        .types
        .iter()
        .filter_map(|def| Some((def.id, &def.at, def.example.as_ref()?)));
    let of_bodies = ctx.api.types.iter().flat_map(|def| {
        let examples = def.examples.iter();
        examples.map(|(at, value)| (def.id, at, value))
    });
    let operations = ctx.api.operations.iter();
    let of_params = operations
        .flat_map(|operation| &operation.params)
        .filter_map(|param| Some((param.ty, &param.at, param.example.as_ref()?)));
    let library = format_ident!("{}", ctx.facts.crate_ident);
    for (id, at, value) in own.chain(of_params).chain(of_bodies) {
        let Some(ty) = model(ctx, &library, id).filter(|_| seen.insert(at)) else {
            continue;
        };
        let (at, text) = (at.as_str(), json(value).to_string());
        tries.push(quote!(try_one::<#ty>(#at, #text);));
    }
    let count = tries.len();
    let groups = tries.chunks(GROUP).enumerate().map(|(index, tries)| {
        let name = format_ident!("group_{index}");
        (quote!(#name();), quote!(fn #name() { #(#tries)* }))
    });
    let (calls, groups): (Vec<_>, Vec<_>) = groups.unzip();
    let tokens = quote! {
        #![allow(missing_docs)]

        use serde::{Serialize, de::DeserializeOwned};
        use serde_json::Value;

        fn main() {
            #(#calls)*
        }

        fn try_one<T: Serialize + DeserializeOwned>(at: &str, text: &str) {
            let given: Value = serde_json::from_str(text).expect("the generator wrote JSON");
            let read = serde_json::from_value::<T>(given.clone()).and_then(serde_json::to_value);
            match read {
                Err(error) => println!("{at}\tis not read: {error}"),
                Ok(back) => match differs(&given, &back, "") {
                    None => println!("{at}\tequal"),
                    Some(place) => println!("{at}\tdiffers at `{place}`"),
                },
            }
        }

        /// Where two values differ; numbers are equal by value, texts by what they say.
        fn differs(a: &Value, b: &Value, at: &str) -> Option<String> {
            match (a, b) {
                (Value::Object(a), Value::Object(b)) => {
                    let gone = a.keys().find(|key| !b.contains_key(*key));
                    let new = b.keys().find(|key| !a.contains_key(*key));
                    gone.or(new).map(|key| format!("{at}/{key}")).or_else(|| {
                        a.iter().find_map(|(key, a)| differs(a, &b[key], &format!("{at}/{key}")))
                    })
                }
                (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                    a.iter().zip(b).enumerate().find_map(|(n, (a, b))| differs(a, b, &format!("{at}/{n}")))
                }
                (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
                (Value::String(a), Value::String(b)) if same(a, b) => None,
                (a, b) => (a != b).then(|| at.to_owned()),
            }
        }

        /// Texts that say the same: instants, addresses, UUIDs and base64 have several spellings.
        fn same(a: &str, b: &str) -> bool {
            let address = |text: &str| text.parse::<std::net::IpAddr>().ok();
            let bytes = |text: &str| text.replace('-', "+").replace('_', "/").trim_end_matches('=').to_owned();
            (instant(a).is_some() && instant(a) == instant(b))
                || (address(a).is_some() && address(a) == address(b))
                || (a.len() == 36 && a.eq_ignore_ascii_case(b))
                || bytes(a) == bytes(b)
        }

        fn instant(text: &str) -> Option<chrono::DateTime<chrono::FixedOffset>> {
            chrono::DateTime::parse_from_rfc3339(text).ok()
        }

        #(#groups)*
    };
    (tokens, count)
}

/// So many examples stand in one function.
const GROUP: usize = 40;

/// A model, or a list or map of models; with null where the schema has it.
fn model(ctx: Ctx<'_>, library: &proc_macro2::Ident, id: TypeId) -> Option<TokenStream> {
    let plain = plain(ctx, library, id)?;
    Some(if ctx.nullable(id) {
        quote!(Option<#plain>)
    } else {
        plain
    })
}

fn plain(ctx: Ctx<'_>, library: &proc_macro2::Ident, id: TypeId) -> Option<TokenStream> {
    match ctx.holder(id) {
        // What no value has, as a schema under `not`, has no type.
        Holder::Named(id) if !ctx.is_model(id) => None,
        Holder::Named(id) => {
            let name = ctx.facts.names.type_ident(id);
            Some(quote!(#library::models::#name))
        }
        Holder::List(item) => {
            let item = model(ctx, library, item)?;
            Some(quote!(Vec<#item>))
        }
        Holder::Map(value) => {
            let value = model(ctx, library, value)?;
            Some(quote!(std::collections::BTreeMap<String, #value>))
        }
        Holder::Scalar(_) | Holder::Pattern(_) | Holder::Tuple | Holder::Json => None,
    }
}

fn json(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(text) => text.parse::<Number>().map_or(Value::Null, Value::Number),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(json).collect()),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.clone(), json(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}
