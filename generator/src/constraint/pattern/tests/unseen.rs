//! What documents may have and the corpus does not: rare syntax, and patterns that could cost much. Each ends in a form
//! or an error.
use super::check;
use crate::constraint::pattern::{Form, Reason, compile};

#[test]
fn modifiers_hold_in_their_group() {
    check("^(?i:ab)c$", &["abc", "ABc", "aBc"], &["abC", "ab"]);
    check("^(?i:a(?-i:b)c)d$", &["abcd", "AbCd"], &["aBcd", "abcD"]);
    check("^(?i:[a-c_]|\\x64)+$", &["AbCdD_"], &["e", "\u{212a}"]);
    check("^(?i:[^a])$", &["b", "é"], &["a", "A"]);
    check("^(?s:.).$", &["\na"], &["a\n"]);
    check("^(?is:x.)$", &["X\n"], &["\n\n"]);
    // With `u` letters have equals beyond ASCII; the second is read without.
    check("^(?i:k)$", &["k", "K", "\u{212a}"], &["j"]);
    check("^(?i:\\W)$", &["-", "é"], &["k", "\u{212a}", "\u{17f}"]);
    check("^(?i:k)\\-$", &["k-", "K-"], &["\u{212a}-"]);
    check("^(?i:é)$", &["é", "É"], &["e"]);
    for source in ["(?m:^a$)", "(?i:é)\\-", "(?i:\\ba)"] {
        let form = compile(source).expect(source).form;
        assert_eq!(form, Form::Fallback(Reason::Modifier), "{source}");
    }
}

#[test]
fn what_no_table_holds_falls_back() {
    for (source, reason) in [
        ("(?<=a)b", Reason::LookAround),
        ("(?<!a)b", Reason::LookAround),
        ("a(?=b)", Reason::LookAround),
        ("a(?!b)", Reason::LookAround),
        ("(?<n>a)\\k<n>", Reason::BackReference),
        ("\\k<n>(?<n>a)", Reason::BackReference),
        ("(a)\\1", Reason::BackReference),
    ] {
        let form = compile(source).expect(source).form;
        assert_eq!(form, Form::Fallback(reason), "{source}");
    }
}

#[test]
fn rare_syntax_means_what_ecma_says() {
    // Classes of POSIX are none: a class, and a bracket.
    check("^[[:alpha:]]$", &["a]", "[]", ":]"], &["b", "a"]);
    check("^[a-z&&[^b]]$", &["a]", "&]"], &["a"]);
    check("^[\\-/\\.]+$", &["-/."], &["\\"]);
    check("\\ud83d", &[], &["😀", ""]);
    check("^[\\ud83d]$", &[], &["😀"]);
    check("^[^\\ud83d]$", &["😀", "a"], &[""]);
    check("^\\Aab\\Z$", &["AabZ"], &["ab"]);
    check("^x{0}$", &[""], &["x"]);
    check("^a{2}?b??$", &["aa", "aab"], &["a"]);
    check("^(?:)$", &[""], &["a"]);
    check("^\\u{0000061}$", &["a"], &["u"]);
}

#[test]
fn costly_patterns_end_in_a_form() {
    let words = |count: usize| {
        let words: Vec<String> = (0..count).map(|word| format!("word{word}")).collect();
        format!("^({})$", words.join("|"))
    };
    let big = Form::Fallback(Reason::TooBig);
    for (source, form) in [
        ("(a|b)*a(a|b){15}".to_owned(), None),
        ("(x{1,1000}){1,1000}".to_owned(), None),
        ("^(x{1,1000}){1,1000}$".to_owned(), None),
        ("(((a{1,100}){1,100}){1,100}){1,100}".to_owned(), None),
        (
            "^(((a{1,100}){1,100}){1,100}){1,100}$".to_owned(),
            Some(big),
        ),
        ("^\\S{1,255}$".to_owned(), Some(Form::Counted)),
        (words(20), Some(Form::Dfa)),
        (words(10_000), None),
        ("a".repeat(100_000), None),
        ("a?".repeat(50_000), None),
        ("^(a?)+".repeat(10_000), None),
        ("{".repeat(100_000), None),
        ("\\p{L}".repeat(3_000), None),
        (format!("^[{}]$", "a-z".repeat(30_000)), Some(Form::Fixed)),
        (format!("{}a{}", "(?:".repeat(99), ")*".repeat(99)), None),
        ("a|".repeat(50_000), None),
        ("^(.*a){20}$".to_owned(), None),
        ("^(([a-z])+.)+[A-Z]([a-z])+$".to_owned(), None),
    ] {
        let shown: String = source.chars().take(40).collect();
        let compiled = compile(&source).unwrap_or_else(|error| panic!("{shown}: {error}"));
        println!("{:?}: {shown}", compiled.form);
        assert!(form.is_none_or(|form| form == compiled.form), "{shown}");
        // What is printed is code, however long.
        assert!(!compiled.tokens(&source).is_empty());
    }
}

#[test]
fn groups_in_groups_do_not_exhaust_the_stack() {
    let nested = |count: usize| format!("{}a{}", "(".repeat(count), ")".repeat(count));
    assert!(compile(&nested(90)).is_ok());
    for source in [
        nested(10_000),
        nested(1_000_000),
        "(?=".repeat(10_000),
        "(?<".repeat(10_000),
        "[".repeat(100_000) + "(",
    ] {
        let error = compile(&source).expect_err("too deep, or not closed");
        assert!(error.offset <= source.len());
    }
}
