//! Prints compiled patterns as a module, equal tables once, as a generated crate has them.
use factify_codegen::constraint::pattern::{Compiled, Form};
use quote::{format_ident, quote};

/// The module `patterns` of the driver. Each pattern has its source, whether it is the SDK's, and how it was compiled.
pub(super) fn file(patterns: Vec<(&str, bool, Compiled)>) -> String {
    let (mut keys, mut tables, mut statics, mut cases) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (index, (source, own, compiled)) in patterns.into_iter().enumerate() {
        let name = format_ident!("PATTERN_{index}");
        let value = compiled.tokens_with(source, &mut |table| {
            let known = keys.iter().position(|key| *key == table.key);
            let table_name = format_ident!("TABLE_{}", known.unwrap_or(keys.len()));
            if known.is_none() {
                let (ty, value) = (table.ty, table.value);
                tables.push(quote!(static #table_name: #ty = #value;));
                keys.push(table.key);
            }
            quote!(&#table_name)
        });
        statics.push(quote!(static #name: Pattern = #value;));
        let (bytes, is_unicode) = (compiled.table_bytes, compiled.unicode);
        let form = match compiled.form {
            Form::Fixed => "fixed",
            Form::Counted => "counted",
            Form::Dfa => "DFA",
            Form::Fallback(_) => "fallback",
        };
        cases.push(quote! {
            Case {
                form: #form, bytes: #bytes, own: #own, is_unicode: #is_unicode, pattern: &#name,
                is_match: |text| #name.is_match(text),
            }
        });
    }
    let module = quote! {
        use crate::Case;
        use crate::pattern::{
            Anchor, ByteClasses, ByteSet, Class, Counted, Dfa, Fixed, Heads, Matcher, Part, Pattern, Run, unpack,
        };

        #(#tables)*
        #(#statics)*

        pub static CASES: &[Case] = &[#(#cases),*];
    };
    format!("//! Printed by the benchmark.\n{module}\n")
}
