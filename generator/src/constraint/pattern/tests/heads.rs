//! Searching for what matches begin with, at every place of a chunk and across its end.
use super::support::pattern;
use crate::constraint::pattern::{Program, compile};

/// The heads of a pattern: `!` behind those that are matches, a number before those that do not stand at the begin.
fn heads(source: &str) -> Option<String> {
    let Program::Dfa(table) = compile(source).expect(source).program else {
        return None;
    };
    let heads = table.heads?;
    let texts = heads.texts.iter().map(|text| String::from_utf8_lossy(text));
    let mark = if heads.whole { "!" } else { "" };
    let lead = if heads.lead > 0 {
        format!("{} ", heads.lead)
    } else {
        String::new()
    };
    Some(lead + &texts.collect::<Vec<_>>().join(" ") + mark)
}

#[test]
fn heads_are_what_every_match_begins_with() {
    for (source, expected) in [
        ("github", Some("github!")),
        ("preview|production", Some("preview production!")),
        ("ab|abc", Some("ab!")),
        ("prefix_[a-z]{3}", Some("prefix_")),
        ("a\\w+b", Some("a")),
        ("(?:co|k)at$", Some("coat kat")),
        ("[ab]c|é", Some("ac bc é!")),
        ("^github", None),
        ("^a|bc", None),
        ("\\bword", None),
        ("x*y?", None),
        ("foo|$", None),
        ("[a-z]+@", Some("1 @")),
        ("\\d\\d:", Some("2 :")),
        ("[a-z](?:cole|kale)", Some("1 cole kale")),
        ("[é-ü]x", Some("2 x")),
        ("[a-ü]x", None),
        ("[a-z]{17}x", None),
        ("[a-z]{3}", None),
    ] {
        assert_eq!(heads(source).as_deref(), expected, "{source}");
    }
}

#[test]
fn a_head_is_found_at_every_place() {
    for (source, matching) in [
        ("type", "type"),
        ("t|qu", "t"),
        ("push|ad_hoc|issue|build|déploi", "déploi"),
        ("aab[0-9]{3}", "aab123"),
        ("(?:ab|ac)+d$", "abacabd"),
        ("[a-z]cole", "école cole acole"),
        ("[0-9]{2}:[0-9]{2}", "1:12:3 112:345:6"),
        ("[a-z]+_token_[0-9]+$", "a_token_b_token_7"),
    ] {
        let pattern = pattern(source);
        for before in 0..70 {
            for filler in ["-", "a", "é"] {
                let text = filler.repeat(before) + matching;
                assert!(pattern.is_match(&text), "{source} on {text}");
                let mut cut = text.clone();
                cut.pop();
                let expected = pattern.fault(&cut).is_none();
                assert_eq!(pattern.is_match(&cut), expected, "{source} on {cut}");
                let longer = text + "-";
                let expected = pattern.fault(&longer).is_none();
                assert_eq!(pattern.is_match(&longer), expected, "{source} on {longer}");
            }
        }
    }
}

#[test]
fn heads_that_lead_nowhere_are_given_up() {
    for (source, head, matching) in [("ab[0-9]", "ab-", "ab7"), ("[0-9]ab", "-ab", "7ab")] {
        let pattern = pattern(source);
        for times in [1, 16, 17, 500] {
            let text = head.repeat(times);
            assert!(!pattern.is_match(&text), "{source} {times} times");
            assert!(
                pattern.is_match(&(text + matching)),
                "{source} {times} times"
            );
        }
    }
}
