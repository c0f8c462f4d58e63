//! Tokens become text: items of common kinds are printed as they are, prettyplease formats the others, and here they are
//! set apart by blank lines as people do.
mod docs;
mod item;
mod methods;
mod table;
mod tokens;

#[cfg(test)]
mod tests;

use bumpalo::Bump;
pub(crate) use docs::documentation;
use item::Kind;
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;
use syn::parse::Parser;
use tokens::flat;

/// The characters, and the bytes of tokens, that most files need less of.
const ROOM: usize = 8192;

/// The text of a file, `head` before its items.
///
/// # Errors
///
/// The parser's message, where the tokens are no Rust: a bug of an emitter.
pub(crate) fn file(head: &str, tokens: TokenStream) -> Result<String, String> {
    let bump = Bump::with_capacity(ROOM);
    let tokens = tokens::read(tokens, &bump);
    let (inner, items) = item::items(tokens);
    let mut out = String::with_capacity(head.len() + ROOM);
    out.push_str(head);
    // What a file is for comes before its conditions.
    let (documentation, conditions): (Vec<_>, Vec<_>) = inner
        .iter()
        .map(|group| (docs::text(group), group))
        .partition(|(text, _)| text.is_some());
    for text in documentation.into_iter().filter_map(|(text, _)| text) {
        for line in docs::lines(&text) {
            out.extend(["//!", &line, "\n"]);
        }
    }
    for (_, condition) in conditions {
        let start = out.len();
        out.push_str("#![");
        flat(condition.inner, &mut out);
        out.push_str("]\n");
        if out.len() - start > item::WIDTH + 1 {
            let parsed = syn::Attribute::parse_inner.parse_str(&out[start..]);
            let attributes = parsed.map_err(|error| error.to_string())?;
            out.truncate(start);
            out.extend([formatted(attributes, Vec::new()).trim_end(), "\n"]);
        }
    }
    let mut previous = None;
    for item in items {
        let kind = item.kind();
        let together = match previous {
            Some(previous) => previous == kind && kind != Kind::Other,
            None => out.len() == head.len() || kind == Kind::Import,
        };
        if !together {
            out.push('\n');
        }
        previous = Some(kind);
        let start = out.len();
        if item.print(&mut out).is_none() {
            out.truncate(start);
            out.push_str(&item.formatted()?);
        }
    }
    // The files of a crate are all kept.
    out.shrink_to_fit();
    Ok(out)
}

/// The text that prettyplease makes of items.
fn formatted(attrs: Vec<syn::Attribute>, items: Vec<syn::Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    })
}

/// Puts a blank line between the members of an `impl` or `trait`, and the documentation where it belongs.
fn spread(text: &str, docs: Vec<Cow<'_, str>>) -> String {
    let (mut docs, mut out) = (docs.into_iter(), String::new());
    let members = text.lines().any(|line| {
        line.starts_with("impl ") || line.starts_with("impl<") || line.starts_with("pub trait ")
    });
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        docs::restored(line, &mut docs, &mut out);
        let statement =
            line.starts_with("    ") && !line.starts_with("     ") && line.ends_with(';');
        let ends_member = members && (line == "    }" || statement);
        let begins = |next: &&str| next.starts_with("    #[") || next.starts_with("    fn ");
        if ends_member
            && lines
                .peek()
                .is_some_and(|next| line == "    }" && next.starts_with("    ") || begins(next))
        {
            out.push('\n');
        }
    }
    out
}

/// A type as one line.
pub(crate) fn ty(tokens: &TokenStream) -> String {
    let text = file("", quote!(type T = #tokens;)).unwrap_or_else(|_| tokens.to_string());
    one_line(
        text.trim()
            .trim_start_matches("type T =")
            .trim_end_matches(';'),
    )
}

/// The signature of each function of an `impl` block's content, one line each, without docs and bodies.
pub(crate) fn signatures(members: &TokenStream) -> Vec<String> {
    let Ok(block) = syn::parse2::<syn::ItemImpl>(quote!(impl T { #members })) else {
        return Vec::new();
    };
    let functions = block.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function.sig),
        _ => None,
    });
    functions
        .map(|signature| {
            let text = file("", quote!(trait T { #signature; })).unwrap_or_default();
            let body = text
                .trim()
                .trim_start_matches("trait T {")
                .trim_end_matches('}');
            one_line(body.trim().trim_end_matches(';'))
        })
        .collect()
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("( ", "(")
        .replace(", )", ")")
        .replace(" )", ")")
}
