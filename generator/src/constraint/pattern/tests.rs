//! Every escape and every form, through the runtime that ships.
use super::{Form, compile};
use crate::runtime::pattern::{Matcher, Run};

mod corpus;
mod documents;
mod heads;
mod long;
mod messages;
mod printed;
mod random;
mod sample;
mod suite;
mod support;
mod unseen;

use support::pattern;

/// The pattern matches the first texts and none of the second.
fn check(source: &str, matches: &[&str], others: &[&str]) {
    let pattern = pattern(source);
    for text in matches {
        assert_eq!(pattern.fault(text), None, "{source} on {text:?}");
        assert!(pattern.is_match(text), "{source} on {text:?}");
        assert_eq!(pattern.explain(text), "");
    }
    for text in others {
        assert!(!pattern.is_match(text), "{source} on {text:?}");
        let fault = pattern
            .fault(text)
            .expect("a text that does not match has a fault");
        assert!(text.is_char_boundary(fault), "{source} on {text:?}");
        assert_ne!(pattern.explain(text), "");
    }
}

#[test]
fn escapes_mean_what_ecma_says() {
    check(r"^\d$", &["0", "9"], &["", "a", "߀", "00"]);
    check(r"^\D$", &["a", "߀"], &["0"]);
    check(r"^\w$", &["a", "Z", "_", "5"], &["é", "-"]);
    check(r"^\W$", &["é", "-"], &["a", "_"]);
    check(
        r"^\s$",
        &[
            " ", "\t", "\u{b}", "\u{c}", "\u{a0}", "\u{feff}", "\n", "\u{2029}", "\u{2003}",
        ],
        &["\u{1}", "\u{2013}", "\u{180e}", "\u{85}"],
    );
    check(r"^\S$", &["\u{1}", "\u{2013}"], &[" ", "\u{feff}"]);
    check(
        r"^.$",
        &["a", "é", "😀", "\u{85}"],
        &["", "\n", "\r", "\u{2028}", "\u{2029}"],
    );
    check(r"^\t\n\v\f\r$", &["\t\n\u{b}\u{c}\r"], &["tnvfr"]);
    check(r"^\cC\cc$", &["\u{3}\u{3}"], &["cC"]);
    check(r"^\0$", &["\0"], &["0"]);
    check(r"^\x41\u0042$", &["AB"], &["x41"]);
    check(r"^\uD83D\uDE00$", &["😀"], &["😁"]);
    check(r"^[\uD83D\uDE00]$", &["😀"], &["😁"]);
    check(r"^\u{1F600}+$", &["😀😀"], &["uu"]);
    check(r"^[^]$", &["a", "\n", "😀"], &["", "aa"]);
    check(r"^[\b]$", &["\u{8}"], &["b"]);
    check(r"^\p{Letter}\p{Lu}\P{Lu}$", &["éÉé"], &["1Aa", "aaa"]);
    check(r"^\p{Script=Greek}\p{sc=Cyrl}$", &["αж"], &["ab"]);
    check(r"\bab\b", &["ab", "x ab.", "éabé"], &["xab", "ab_"]);
    check(r"\B", &["ab", ""], &["a", "aéb"]);
    check(r"^(?<year>\d{2})$", &["12"], &["1"]);
    check(r"^(?:a|b)|c$", &["a", "bx", "xc"], &["xa", ""]);
}

#[test]
fn without_the_flag_annex_b_reads_what_is_left() {
    check(r"^a{,5}$", &["a{,5}"], &["a", ""]);
    check(r"^{$", &["{"], &[]);
    check(r"^]}$", &["]}"], &[]);
    check(r"^\-\_\@$", &["-_@"], &[r"\-"]);
    check(r"^[\w-.]+$", &["a-.b"], &["/"]);
    check(r"^\101\8\c$", &[r"A8\c"], &["101"]);
    check(r"^[\c1]$", &["\u{11}"], &["c", "1"]);
    check(r"^\p{L}$", &["é"], &["p{L}"]);
    check(r"^\a\p{2}$", &["app"], &[]);
    check(r"^\k$", &["k"], &[]);
    check(r"^\uX\xG$", &["uXxG"], &[]);
    check(r"^\/$", &["/"], &[]);
    assert!(!compile(r"^[\w-.]+$").unwrap().unicode);
}

#[test]
fn what_is_no_pattern_names_the_place() {
    for (source, offset, message) in [
        ("a(b", 1, "the group is not closed"),
        ("ab)", 2, "`)` closes no group"),
        ("[a", 0, "the class is not closed"),
        ("a**", 2, "`*` repeats nothing"),
        ("^*", 1, "this cannot be repeated"),
        ("[b-a]", 1, "the range is in the wrong order"),
        ("a{2,1}", 1, "the count's limits are in the wrong order"),
        (
            "(?i)a",
            1,
            "ECMA-262 has no flags for the rest of a pattern, only for a group: `(?i:…)`",
        ),
        ("(?>a)", 1, "no kind of group begins like this"),
        ("(?-:a)", 1, "no kind of group begins like this"),
        ("(?ii:a)", 1, "no kind of group begins like this"),
        ("a++", 2, "`+` repeats nothing"),
        ("*.*", 0, "`*` repeats nothing"),
        ("\\", 0, "`\\` escapes nothing"),
        ("{2}", 0, "the count repeats nothing"),
        (r"(?<n>a)\k<m>", 7, "no group is named `m`"),
    ] {
        let error = compile(source).expect_err(source);
        assert_eq!(
            (error.offset, error.message.as_str()),
            (offset, message),
            "{source}"
        );
    }
    assert!(compile(&"(".repeat(100_000)).is_err());
}

#[test]
fn a_class_of_many_ranges_has_what_they_have() {
    for source in [r"^\p{L}+$", r"^\P{L}+$", r"^\S+$", "^é+$"] {
        let Matcher::Counted(counted) = pattern(source).matcher else {
            panic!("{source} is counted");
        };
        let [Run::Class(class, ..)] = counted.runs else {
            panic!("{source} is one class");
        };
        let within = |c: char| {
            class
                .wide
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&c))
        };
        // Around each end.
        for (first, last) in class.wide {
            let before = (*first as u32 - 1).max(0x80);
            for c in [before, *first as u32, *last as u32, *last as u32 + 1] {
                if let Some(c) = char::from_u32(c) {
                    assert_eq!(class.has_wide(c as u32), within(c), "{source} on {c:?}");
                }
            }
        }
    }
}

#[test]
fn the_end_of_a_text_is_searched_from_behind() {
    check(
        "[a-zé]{2}$",
        &["xéa", "..aé"],
        &["", "a", "a.", "éa.", ".é", "ab😀"],
    );
    check(r"\S+$", &["a", " é", "x\n😀"], &["", "a ", "a\u{2003}"]);
}

#[test]
fn the_cheapest_form_is_taken() {
    for (source, form, most) in [
        ("^doc_[0-9a-hjkmnp-tv-z]{26}$", Form::Fixed, 512),
        (r"^\d{4}-\d{2}-\d{2}$", Form::Fixed, 512),
        ("^x-", Form::Fixed, 512),
        ("^([0-9a-f]{2}:){5}[0-9a-f]{2}$", Form::Fixed, 1024),
        ("^tok_[a-z]{1,20}$", Form::Counted, 512),
        (r"^\S{1,255}$", Form::Counted, 512),
        (r"^\$?\d+\.\d{2}$", Form::Counted, 1024),
        ("[a-zA-Z0-9-_]{3,32}", Form::Counted, 512),
        ("^ffy_(prod|test)_[A-Za-z0-9]+$", Form::Dfa, 1023),
        ("^(user|bot)_[0-9a-hjkmnp-tv-z]{26}$", Form::Dfa, 1023),
        ("", Form::Dfa, 256),
    ] {
        let compiled = compile(source).expect(source);
        assert_eq!(compiled.form, form, "{source}");
        assert!(
            compiled.table_bytes <= most,
            "{source}: {} bytes",
            compiled.table_bytes
        );
    }
}
