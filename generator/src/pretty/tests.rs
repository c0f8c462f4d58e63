use super::item::items;
use super::tokens::read;
use bumpalo::Bump;
use std::fs;
use std::path::Path;

/// The files of the committed SDK that emitters made.
fn emitted(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("runtime") {
            emitted(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn items_are_printed_as_prettyplease_formats_them() {
    let mut files = Vec::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src");
    emitted(&source, &mut files);
    let (mut compared, mut left) = (0, 0);
    for text in files {
        let bump = Bump::new();
        let tokens = read(text.parse().unwrap(), &bump);
        for item in items(tokens).1 {
            let mut printed = String::new();
            if item.print(&mut printed).is_none() {
                left += 1;
                continue;
            }
            // Lists are ours alone.
            if !printed.contains("!(") && !printed.contains("] = &[") {
                assert_eq!(printed, item.formatted().unwrap());
                compared += 1;
            }
        }
    }
    assert!(
        compared > 1000,
        "{compared} compared, {left} left to prettyplease"
    );
}

fn file(text: &str) -> String {
    super::file("", text.parse().unwrap()).unwrap()
}

/// Each of these would be printed otherwise from its tokens than prettyplease does it.
#[test]
fn what_is_not_plain_is_left_to_prettyplease() {
    let texts = [
        "pub struct A {\n    pub f: fn(u8) -> u8,\n}\n",
        "pub struct A<'a> {\n    pub f: &'a [u8],\n    g: &'a mut (u8, u8),\n}\n",
        "pub enum A {\n    B = 1,\n    C { d: u8 },\n}\n",
        "pub enum A {}\n",
        "pub struct A;\n",
        "pub use ::a as b;\n",
        "use a::{\n    b::{c, d},\n    e,\n};\n",
        "use a::b as c;\n",
        "impl A {\n    fn f(&self) -> bool {\n        match self.a {\n            B(b) => b >= 1 && b != 3,\n            _ => false,\n        }\n    }\n}\n",
        "impl A {\n    fn f() {\n        g();\n    }\n\n    fn g(&self) -> B {\n        self.b().c()\n    }\n}\n",
        "pub fn f<T>(a: T) -> Vec<T>\nwhere\n    T: Copy,\n{\n    let b: Vec<T> = vec![a];\n    b\n}\n",
    ];
    for text in texts {
        assert_eq!(file(text), text);
    }
}

#[test]
fn documentation_stays_where_it_was_and_as_it_was() {
    let text = "//! Of the file.\n#![allow(dead_code)]\n\n/// One `\"` and \\ line,\n///\n/// and another.\n#[derive(Debug)]\npub struct A {\n    /// Of `a`.\n    pub a: u8,\n}\n\nimpl A {\n    /// Of `f`.\n    #[must_use]\n    pub fn f(&self) -> u8 {\n        if self.a > 1 { 1 } else { 2 }\n    }\n\n    /// Of `g`.\n    pub fn g(&self) -> Call<A> {\n        Call::new(&self.client)\n    }\n}\n";
    assert_eq!(file(text), text);
}

#[test]
fn documentation_is_always_a_comment_that_rust_takes() {
    let text = "a\rb \u{202e}c\n/d\n///";
    let attribute = super::documentation(text);
    let out = super::file("", quote::quote!(#[doc = #attribute] pub struct A;)).unwrap();
    assert_eq!(
        out,
        "///a\u{fffd}b \u{fffd}c\n/// /d\n/// ///\npub struct A;\n"
    );
}
