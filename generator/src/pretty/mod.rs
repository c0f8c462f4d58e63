//! Tokens become text: prettyplease formats each item, and here they are set apart by blank lines as people do.
mod table;
mod tokens;

use proc_macro2::TokenStream;

/// The text of a file.
///
/// # Errors
///
/// The parser's message, where the tokens are no Rust: a bug of an emitter.
pub(crate) fn file(tokens: TokenStream) -> Result<String, String> {
    let (tokens, mut tables) = table::cut(tokens);
    let mut file: syn::File = syn::parse2(tokens).map_err(|error| error.to_string())?;
    // What a file is for comes before its conditions.
    file.attrs.sort_by_key(|attr| !attr.path().is_ident("doc"));
    let mut out = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: file.attrs,
        items: Vec::new(),
    });
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    let mut previous = None;
    for item in file.items {
        let kind = Kind::of(&item);
        let mut text = table::invocation(item).unwrap_or_else(|item| one(*item));
        if let Some(head) = text.trim_end().strip_suffix(table::PLACE) {
            let body = tables.next().unwrap_or_default();
            text = format!("{};\n", table::expression(head.trim_end(), body));
        }
        let together = previous == Some(kind) && kind != Kind::Other;
        if !out.is_empty() && !together && previous.is_some() {
            out.push('\n');
        }
        if previous.is_none() && !out.is_empty() && kind != Kind::Import {
            out.push('\n');
        }
        previous = Some(kind);
        spread(&text, &mut out);
    }
    Ok(out)
}

fn one(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// Items of which several stand together without a blank line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Import,
    Export,
    Module,
    Other,
}

impl Kind {
    fn of(item: &syn::Item) -> Self {
        match item {
            syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Self::Import,
            syn::Item::Use(_) => Self::Export,
            syn::Item::Mod(_) => Self::Module,
            _ => Self::Other,
        }
    }
}

/// Puts a blank line between the members of an `impl` or `trait`.
fn spread(text: &str, out: &mut String) {
    let members = text.lines().any(|line| {
        line.starts_with("impl ") || line.starts_with("impl<") || line.starts_with("pub trait ")
    });
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let statement = line.starts_with("    ")
            && !line.starts_with("     ")
            && !line.starts_with("    ///")
            && line.ends_with(';');
        let ends_member = members && (line == "    }" || statement);
        let begins = |next: &&str| {
            next.starts_with("    /// ")
                || next.starts_with("    #[")
                || next.starts_with("    fn ")
        };
        if ends_member
            && lines
                .peek()
                .is_some_and(|next| line == "    }" && next.starts_with("    ") || begins(next))
        {
            out.push('\n');
        }
    }
}

/// A type as one line.
pub(crate) fn ty(tokens: &TokenStream) -> String {
    let text = file(quote::quote!(type T = #tokens;)).unwrap_or_else(|_| tokens.to_string());
    one_line(
        text.trim()
            .trim_start_matches("type T =")
            .trim_end_matches(';'),
    )
}

/// The signature of each function of an `impl` block's content, one line each, without docs and bodies.
pub(crate) fn signatures(members: &TokenStream) -> Vec<String> {
    let Ok(block) = syn::parse2::<syn::ItemImpl>(quote::quote!(impl T { #members })) else {
        return Vec::new();
    };
    let functions = block.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function.sig),
        _ => None,
    });
    functions
        .map(|signature| {
            let text = file(quote::quote!(trait T { #signature; })).unwrap_or_default();
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
