//! What is printed into the generated crate, and the facts that the checks of a document ask for.
use quote::quote;

use crate::constraint::pattern::compile;

fn printed(source: &str) -> String {
    let value = compile(source).expect(source).tokens(source);
    let file = syn::parse2(quote!(static MATCHER: Pattern = #value;)).expect("it is an item");
    prettyplease::unparse(&file)
}

#[test]
fn the_tables_stand_before_the_pattern() {
    let expected = r#"static MATCHER: Pattern = {
    static TABLE_0: ByteSet = ByteSet::of(b"09");
    Pattern {
        source: "^id_\\d{3}-\\d$",
        matcher: Matcher::Fixed(Fixed {
            parts: &[
                Part::Text("id_"),
                Part::Set(&TABLE_0, 3),
                Part::Text("-"),
                Part::Set(&TABLE_0, 1),
            ],
            length: 8,
            open: false,
        }),
    }
};
"#;
    assert_eq!(printed(r"^id_\d{3}-\d$"), expected);
}

#[test]
fn every_form_is_printed() {
    let counted = printed("^[^,]+$");
    assert!(counted.contains(r#"ByteSet::of(b"\0+-\x7F")"#), "{counted}");
    assert!(
        counted.contains("static TABLE_1: [(char, char); "),
        "{counted}"
    );
    assert!(counted.contains("wide: &TABLE_1"), "{counted}");
    let automaton = printed("^(a|bb)$");
    assert!(
        automaton.contains(r#"ByteClasses::of(&[b"aa", b"bb"])"#),
        "{automaton}"
    );
    assert!(automaton.contains("static TABLE_1: [u16; "), "{automaton}");
    assert!(printed("^(a[a-d]{200}|b[b-e]{200})$").contains("= unpack("));
    let fallback = printed(r"^(?!a)\w+$");
    assert!(
        fallback.contains(r#"regress::Regex::with_flags("^(?!a)\\w+$", "u")"#),
        "{fallback}"
    );
}

#[test]
fn equal_tables_have_equal_keys() {
    let keys = |source: &str| {
        compile(source)
            .expect(source)
            .tables()
            .into_iter()
            .map(|table| table.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(keys("^doc_[a-z]{26}$"), keys("^org_[a-z]{20}$"));
    assert_ne!(keys("^doc_[a-z]{26}$"), keys("^doc_[a-y]{26}$"));
    assert_eq!(keys("^(a|bb)$").len(), 2);
}

#[test]
fn facts_of_the_language() {
    let compiled = |source: &str| compile(source).expect(source);
    for source in ["[]", "a^", "$a", r"^\ud800$", r"a\Bb\b\B"] {
        assert!(compiled(source).is_empty_language(), "{source}");
    }
    for source in ["", ".*", "^", "$", r"^[\s\S]*$", "a*", "^|a"] {
        assert!(compiled(source).matches_everything(), "{source}");
        assert!(!compiled(source).is_empty_language(), "{source}");
    }
    for source in [".", "^$", "^.*$", "(?=a)"] {
        assert!(!compiled(source).matches_everything(), "{source}");
        assert!(!compiled(source).is_empty_language(), "{source}");
    }
    for (source, both) in [
        ("^a$", true),
        ("^a|b$", false),
        ("^(a|b)$", true),
        ("^$|^a$", true),
        ("a$", false),
        ("^a", false),
    ] {
        assert_eq!(compiled(source).anchored_both_ends, both, "{source}");
    }
}

#[test]
fn hostile_patterns_and_texts_take_no_time() {
    use super::support::pattern;
    let start = std::time::Instant::now();
    for source in [
        "(a{1000}){1000}",
        "(x+x+)+y",
        "^(a|b)*a(a|b){30}$",
        "a{4294967295}",
        "((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})b",
        "^(((((((((((?:){9}){9}){9}){9}){9}){9}){9}){9}){9}){9})b",
        "^((((((((((a?|^){9}){9}){9}){9}){9}){9}){9}){9}){9})b",
        "((a{0,99}){0,99}){0,99}",
        r"(\p{L}{1,200}\s){9}",
        "[a-z]{9999}x",
    ] {
        assert!(compile(source).is_ok(), "{source}");
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    let text = "x".repeat(1_000_000);
    for source in [
        "(x+x+)+y",
        "^(x|xx)+$",
        "^x+$",
        r"^(\w+\s?)+$",
        "[x]{1,500}$",
    ] {
        pattern(source).is_match(&text);
        pattern(source).explain(&text);
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
