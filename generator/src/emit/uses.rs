//! The imports of a generated file, computed from what its types mention.
use crate::analyze::{Ctx, Holder, ident};
use crate::ir::{Scalar, TypeId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// What a file imports besides the prelude.
#[derive(Debug, Default)]
pub(crate) struct Uses<'a> {
    models: BTreeSet<&'a str>,
    types: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
    /// Names of the prelude, which only files outside the library need to import one by one.
    prelude: BTreeSet<&'static str>,
    map: bool,
    /// Tables of XML.
    xml: bool,
}

impl<'a> Uses<'a> {
    /// Adds what a type expression for `id` mentions; `owner` is the type that the file defines.
    pub(crate) fn add(&mut self, ctx: Ctx<'a>, id: TypeId, owner: Option<TypeId>) {
        match ctx.holder(id) {
            Holder::List(item) => self.add(ctx, item, owner),
            Holder::Map(value) => {
                self.map = true;
                self.add(ctx, value, owner);
            }
            Holder::Named(named) if Some(named) == owner => {}
            Holder::Named(named) => {
                self.models.insert(&ctx.facts.names.ty(named).name);
            }
            Holder::Pattern(index) => {
                self.types.insert(&ctx.facts.names.patterns[index].name);
            }
            Holder::Scalar(Scalar::String) if ctx.is_secret(id) => {
                self.prelude.insert("Secret");
            }
            Holder::Scalar(scalar) => self.prelude.extend(imported(scalar)),
            Holder::Tuple | Holder::Json => {
                self.prelude.insert("Value");
            }
        }
    }

    /// Adds `Upload`.
    pub(crate) fn upload(&mut self) {
        self.prelude.insert("Upload");
    }

    /// Adds a resource client.
    pub(crate) fn resource(&mut self, name: &'a str) {
        self.resources.insert(name);
    }

    /// Adds `BTreeMap`.
    pub(crate) fn map(&mut self) {
        self.map = true;
    }

    /// Adds the tables of XML, where the file has some.
    pub(crate) fn xml(&mut self, has: bool) {
        self.xml |= has;
    }

    /// The `use` items of a file of the crate; `prelude` is the runtime's.
    pub(crate) fn items(&self) -> TokenStream {
        let models = group(&quote!(crate::models), &self.models);
        let types = group(&quote!(crate::types), &self.types);
        let map = self.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let resources = group(&quote!(crate::resources), &self.resources);
        let xml = self.xml.then(|| {
            quote!(
                use crate::parts::xml;
            )
        });
        let prelude = quote!(
            use crate::runtime::prelude::*;
        );
        let items = [models, xml, resources, Some(prelude), types, map];
        items.into_iter().flatten().collect()
    }

    /// The `use` items of a file of the command line, which sees the library from outside.
    pub(crate) fn outside(&self, root: &TokenStream) -> TokenStream {
        let models = group(&quote!(#root::models), &self.models);
        let map = self.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let names = self.types.iter().chain(&self.prelude).copied();
        let names = group(root, &names.chain(["Client", "Value"]).collect());
        quote!(#models #names #map)
    }
}

/// The name that a scalar's type is imported by; none for Rust's own.
fn imported(scalar: Scalar) -> Option<&'static str> {
    match scalar {
        Scalar::Bool | Scalar::Integer | Scalar::Unsigned | Scalar::Number | Scalar::String => None,
        Scalar::DateTime => Some("DateTime"),
        Scalar::Date => Some("Date"),
        Scalar::Uuid => Some("Uuid"),
        Scalar::Base64 => Some("Base64"),
        Scalar::Binary => Some("Upload"),
        Scalar::Ipv4 => Some("Ipv4Addr"),
        Scalar::Ipv6 => Some("Ipv6Addr"),
    }
}

fn group(path: &TokenStream, names: &BTreeSet<&str>) -> Option<TokenStream> {
    let idents: Vec<Ident> = names.iter().map(|name| ident::ident(name)).collect();
    match idents.as_slice() {
        [] => None,
        [one] => Some(quote!(use #path::#one;)),
        many => Some(quote!(use #path::{#(#many),*};)),
    }
}
