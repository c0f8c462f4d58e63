//! The mock's way to the operations: the resource clients' accessors once more, leading to expectations.
use super::{Piece, docs, gate};
use crate::analyze::names::split;
use crate::analyze::{Ctx, ident};
use crate::ir::Group;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `src/mock.rs`: the mock's way to the outermost resources.
pub(crate) fn mock(ctx: Ctx<'_>) -> Piece {
    let below = below(ctx, &[]);
    let lines = below.iter().map(|group| {
        let (gate, ty) = (gate::group(ctx, group.id), ty(ctx, group));
        let docs = docs::attributes(&[doc(ctx, group)]);
        let name = ident::ident(&ctx.facts.names.groups[group.id.0 as usize].mock);
        quote!(#docs #gate #name: crate::mocks::#ty<'_>,)
    });
    let tokens = quote! {
        //! The mock's resources.
        use crate::runtime::Mock;
        use crate::runtime::resource::resources;

        resources!(Mock { #(#lines)* });
    };
    Piece {
        path: "src/mock.rs".to_owned(),
        tokens,
    }
}

/// The file of a resource's expectations.
pub(crate) fn resource(ctx: Ctx<'_>, group: &Group) -> Piece {
    let (name, mut said) = (ty(ctx, group), vec![doc(ctx, group)]);
    let below = below(ctx, &group.path);
    let operations = operations(ctx, group);
    said.extend(
        operations
            .first()
            .into_iter()
            .flat_map(|(_, method)| example(ctx, group, method)),
    );
    let markers: Vec<Ident> = operations
        .iter()
        .map(|(marker, _)| marker.clone())
        .collect();
    let uses_operations = (!markers.is_empty()).then(|| {
        quote!(
            use crate::operations::{#(#markers),*};
        )
    });
    let uses_below = below.iter().map(|group| {
        let ty = ty(ctx, group);
        quote!(use super::#ty;)
    });
    let accessors = below.iter().map(|group| accessor(ctx, group));
    let accessors = (!below.is_empty()).then(|| quote!(impl<'a> #name<'a> { #(#accessors)* }));
    let lines = operations.iter().map(|(marker, method)| {
        let method = ident::ident(method);
        let bare = ident::bare(&method);
        quote!(#method #bare: #marker,)
    });
    let docs = docs::attributes(&said);
    let tokens = quote! {
        #(#uses_below)*
        #uses_operations
        use crate::runtime::{Mock, expectations};

        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a> {
            mock: &'a Mock,
        }

        #accessors

        expectations!(#name { #(#lines)* });
    };
    Piece {
        path: format!(
            "src/mocks/{}.rs",
            ctx.facts.names.groups[group.id.0 as usize].ty.module
        ),
        tokens,
    }
}

/// A doctest of an expectation.
fn example(ctx: Ctx<'_>, group: &Group, method: &str) -> Vec<String> {
    let groups = ctx.api.groups.iter().zip(&ctx.facts.names.groups);
    let steps: String = (1..=group.path.len())
        .filter_map(|length| {
            let mut found = groups.clone();
            let (_, names) = found.find(|(other, _)| other.path == group.path[..length])?;
            let name = if length == 1 {
                &names.mock
            } else {
                &names.accessor
            };
            Some(format!(".{}()", ident::ident(name)))
        })
        .collect();
    let (krate, method) = (&ctx.facts.crate_ident, ident::ident(method));
    let lines = [
        "",
        "```",
        &format!("use {krate}::{{Mock, MockAnswer}};"),
        "",
        "let mock = Mock::new();",
        &format!("mock{steps}.{method}().then(MockAnswer::connection_reset()).any_times();"),
        "let client = mock.client(); // for the program that is tested",
        "# drop(client);",
        "assert!(mock.calls().is_empty());",
        "```",
    ];
    lines.map(str::to_owned).into()
}

/// The method that leads to an inner resource.
fn accessor(ctx: Ctx<'_>, group: &Group) -> TokenStream {
    let (ty, docs) = (ty(ctx, group), docs::attributes(&[doc(ctx, group)]));
    let name = ident::ident(&ctx.facts.names.groups[group.id.0 as usize].accessor);
    quote! {
        #docs
        #[must_use]
        pub fn #name(self) -> #ty<'a> {
            #ty::new(self.mock)
        }
    }
}

/// The resources directly below a path.
fn below<'a>(ctx: Ctx<'a>, parent: &[String]) -> Vec<&'a Group> {
    let groups = ctx.api.groups.iter();
    groups.filter(|group| split(group).1 == parent).collect()
}

/// The marker types of a resource's operations, and the names of their methods.
fn operations<'a>(ctx: Ctx<'a>, group: &Group) -> Vec<(Ident, &'a str)> {
    let all = ctx.api.operations.iter().zip(&ctx.facts.names.operations);
    all.filter(|(operation, _)| operation.group == group.id)
        .map(|(_, names)| (ident::ident(&names.ty.name), names.method.as_str()))
        .collect()
}

fn ty(ctx: Ctx<'_>, group: &Group) -> Ident {
    ident::ident(&ctx.facts.names.groups[group.id.0 as usize].ty.name)
}

fn doc(ctx: Ctx<'_>, group: &Group) -> String {
    let name = ty(ctx, group);
    format!("Expectations of calls by [`{name}`](crate::resources::{name}).")
}
