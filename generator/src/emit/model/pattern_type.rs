//! A newtype over strings of one pattern, checked at compile time where it is written as a literal.
use super::super::{Piece, docs, markdown};
use crate::analyze::{Ctx, ident};
use quote::quote;

/// The file of a pattern type.
pub(crate) fn pattern_type(ctx: Ctx<'_>, index: usize) -> Piece {
    let one = &ctx.facts.patterns.types[index];
    let named = &ctx.facts.names.patterns[index];
    let name = ident::ident(&named.name);
    let text = &named.name;
    let source = ctx.facts.patterns.joined(index);
    let matcher = ctx.facts.patterns.matcher(index);
    let docs = docs::pattern_type(ctx, index);
    let secret = one.secret.then(|| quote!(, secret));
    let hidden = one.secret.then(|| quote!(, Rule::Secret));
    let check = if one.secret {
        quote!(secret_literal)
    } else {
        quote!(literal)
    };
    let tokens = quote! {
        //! Strings of one pattern.
        use crate::runtime::prelude::*;

        #docs
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(Text);

        impl #name {
            /// What a valid text matches, an ECMA-262 pattern.
            pub const PATTERN: &'static str = #source;

            /// A value known when the program is written. In a `const` or `static` a text that does not match is an error
            /// of the compiler.
            ///
            /// # Panics
            ///
            /// Outside `const` contexts the same mistake panics when the program runs. Text that comes from elsewhere is
            /// parsed by [`FromStr`](std::str::FromStr), `text.parse()`, which gives an error instead.
            #[must_use]
            pub const fn literal(text: &'static str) -> Self {
                MATCHER.#check(#text, text);
                Self(Text::borrowed(text))
            }
        }

        static MATCHER: Pattern = #matcher;

        text_type!(#name, MATCHER #secret);

        impl HasSchema for #name {
            const SCHEMA: &'static Schema = &SCHEMA;
        }

        #[table]
        pub(crate) static SCHEMA: Schema = Schema(&[Rule::Type(Types::STRING), Rule::Pattern(&MATCHER) #hidden]);
    };
    Piece {
        path: format!("src/types/{}.rs", named.module),
        tokens,
    }
}

/// `src/patterns.rs`: the patterns that rules name.
pub(crate) fn constants(ctx: Ctx<'_>) -> Option<Piece> {
    let patterns = &ctx.facts.patterns;
    if patterns.constants.is_empty() {
        return None;
    }
    let constants = patterns.constants.iter().filter_map(|(source, name)| {
        let (name, value) = (
            ident::ident(name),
            patterns.compiled.get(source)?.tokens(source),
        );
        let doc = format!(" {}", markdown::code(source));
        Some(quote!(#[doc = #doc] pub(crate) const #name: Pattern = #value;))
    });
    let tokens = quote! {
        //! Patterns that values are checked against.
        use crate::runtime::prelude::*;

        #(#constants)*
    };
    Some(Piece {
        path: "src/patterns.rs".to_owned(),
        tokens,
    })
}
