//! The public functions of the runtime's types, one line each, beside the surface that comes from the document.
use crate::pretty;
use quote::ToTokens as _;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, File, ImplItem, Item, ItemImpl, Type, Visibility};

/// Lines by type: the head of each `impl`, the features that it needs, its public functions.
pub(crate) fn lines(files: &BTreeMap<String, String>) -> String {
    let parse = |path: &str| syn::parse_file(files.get(path)?).ok();
    let (Some(public), Some(modules)) =
        (parse("src/runtime/public.rs"), parse("src/runtime/mod.rs"))
    else {
        return String::new();
    };
    let (public, needs) = (exported(&public), needs(&modules));
    let mut blocks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files.keys() {
        let module = path
            .strip_prefix("src/runtime/")
            .and_then(|name| name.strip_suffix(".rs"));
        let (Some(module), Some(file)) = (module, parse(path)) else {
            continue;
        };
        // What stands in for a module on other platforms has the same surface.
        let Some(needs) = needs.get(module) else {
            continue;
        };
        for item in &file.items {
            if let Item::Impl(block) = item
                && let Some(name) = self_name(block).filter(|name| public.contains(name))
                && let Some(text) = block_lines(block, needs)
            {
                blocks.entry(name).or_default().push(text);
            }
        }
    }
    blocks
        .into_values()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

/// The names that `pub use` lines give to users.
fn exported(file: &File) -> BTreeSet<String> {
    let uses = file.items.iter().filter_map(|item| match item {
        Item::Use(one) => Some(one.to_token_stream().to_string()),
        _ => None,
    });
    let text: Vec<String> = uses.collect();
    let words = text
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(str::to_owned)
        .collect()
}

/// The features that modules need.
fn needs(file: &File) -> BTreeMap<String, Vec<String>> {
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(one) => Some((one.ident.to_string(), features(&one.attrs))),
        _ => None,
    });
    modules.collect()
}

/// The names of features in conditions.
fn features(attributes: &[Attribute]) -> Vec<String> {
    let conditions = attributes.iter().filter(|one| one.path().is_ident("cfg"));
    let texts: Vec<String> = conditions
        .map(|one| one.to_token_stream().to_string())
        .collect();
    let names = texts
        .iter()
        .flat_map(|text| text.split("feature = \"").skip(1))
        .filter_map(|rest| rest.split_once('"'));
    names.map(|(name, _)| name.to_owned()).collect()
}

fn self_name(block: &ItemImpl) -> Option<String> {
    match (&block.trait_, &*block.self_ty) {
        (None, Type::Path(ty)) => Some(ty.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// The block's head and its public functions; nothing where there are none.
fn block_lines(block: &ItemImpl, needs: &[String]) -> Option<String> {
    let public = block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(one) if matches!(one.vis, Visibility::Public(_)) => Some(one),
        _ => None,
    });
    let mut lines = Vec::new();
    for one in public {
        let signature = pretty::signatures(&one.to_token_stream()).concat();
        lines.push(format!(
            "  {signature}{}\n",
            bracketed(&features(&one.attrs))
        ));
    }
    if lines.is_empty() {
        return None;
    }
    let (generics, ty) = (
        &block.generics,
        pretty::ty(&block.self_ty.to_token_stream()),
    );
    let generics = generics.params.iter().map(|one| {
        let text = one.to_token_stream().to_string();
        text.replace(" : ", ": ")
            .replace(" < ", "<")
            .replace(" >", ">")
    });
    let generics: Vec<String> = generics.collect();
    let generics = match generics.as_slice() {
        [] => String::new(),
        all => format!("<{}>", all.join(", ")),
    };
    let mut needs = needs.to_vec();
    needs.extend(features(&block.attrs));
    Some(format!(
        "impl{generics} {ty}{}\n{}",
        bracketed(&needs),
        lines.concat()
    ))
}

fn bracketed(features: &[String]) -> String {
    match features {
        [] => String::new(),
        names => format!("  [{}]", names.join(" ")),
    }
}
