//! Formats that may be asserted, held against JSON-Schema-Test-Suite where it is at hand, and against values of our own.
use crate::parts::{format_email as email, format_hostname as hostname, format_uri as uri};
use serde_json::Value;
use std::path::Path;

type Judge = fn(&str) -> bool;

const JUDGES: [(&str, Judge); 8] = [
    ("email", email::email),
    ("hostname", hostname::hostname),
    ("idn-email", email::idn_email),
    ("idn-hostname", hostname::idn_hostname),
    ("iri", uri::iri),
    ("iri-reference", uri::iri_reference),
    ("uri", uri::uri),
    ("uri-reference", uri::uri_reference),
];

const IDNA_2008: &str = "names are judged by UTS 46, as resolvers do, which lacks the contextual rules of IDNA 2008 (RFC 5892, appendix A)";
const RFC_5322: &str =
    "the library has the domains of RFC 5322, which are wider than those of RFC 5321";

/// What the libraries judge otherwise than the suite: a part of the values' titles, and the reason.
const KNOWN: [(&str, &str); 10] = [
    ("hostname: contains illegal char U+302E", IDNA_2008),
    ("hostname: Exceptions that are DISALLOWED", IDNA_2008),
    ("hostname: MIDDLE DOT with", IDNA_2008),
    ("hostname: Greek KERAIA not followed", IDNA_2008),
    ("hostname: Hebrew GER", IDNA_2008),
    ("hostname: KATAKANA MIDDLE DOT with no", IDNA_2008),
    (
        "idn-hostname: A-label that decodes to a disallowed",
        IDNA_2008,
    ),
    ("email: an invalid domain", RFC_5322),
    ("email: an invalid IPv4-address-literal", RFC_5322),
    (
        "idn-email: a domain label that is not in Unicode NFC",
        "the library knows no combining characters in domains",
    ),
];

#[test]
fn the_published_values_are_judged_as_the_suite_has_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus/json-schema-test-suite/draft2020-12/optional/format");
    if !folder.is_dir() {
        eprintln!("skipped: JSON-Schema-Test-Suite is not at hand");
        return;
    }
    let (mut judged, mut wrong) = (0, Vec::new());
    let mut used = [0; KNOWN.len()];
    for (name, judge) in JUDGES {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{name}.json"))) else {
            continue;
        };
        let groups: Vec<Value> = serde_json::from_str(&text).expect("the suite is JSON");
        let tests = groups
            .iter()
            .filter_map(|group| group["tests"].as_array())
            .flatten();
        for test in tests {
            let Some(text) = test["data"].as_str() else {
                continue;
            };
            judged += 1;
            let title = format!(
                "{name}: {}",
                test["description"].as_str().unwrap_or_default()
            );
            if Some(judge(text)) != test["valid"].as_bool() {
                match KNOWN.iter().position(|(part, _)| title.contains(part)) {
                    Some(known) => used[known] += 1,
                    None => wrong.push(format!("{title}: {text:?} should be {}", test["valid"])),
                }
            }
        }
    }
    println!(
        "{judged} texts judged, {} known to differ",
        used.iter().sum::<usize>()
    );
    assert!(judged > 100, "{judged}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    let unused = KNOWN.iter().zip(used).find(|(_, count)| *count == 0);
    assert!(unused.is_none(), "differs no more: {unused:?}");
}

#[test]
fn plain_values_are_judged_as_people_expect() {
    for (name, good, bad) in [
        ("email", "joe.bloggs@example.com", "joe at example.com"),
        ("email", "joe+tag@sub.example.co", "Joe <joe@example.com>"),
        ("email", "j@example.com", "jörg@example.com"),
        ("idn-email", "jörg@exämple.com", "@example.com"),
        ("hostname", "api.example.com", "-api.example.com"),
        ("hostname", "a", "a..b"),
        ("hostname", "xn--nxasmq6b.example", "exa mple.com"),
        ("idn-hostname", "bücher.example", "a_b.example"),
        ("uri", "https://example.com/a?b=c#d", "/relative"),
        ("uri", "urn:isbn:0451450523", "https://example.com/a b"),
        ("uri-reference", "../a?b", "a\\b"),
        ("iri", "https://exämple.com/ä", "//exämple.com"),
        ("iri-reference", "/ä", "\\ä"),
    ] {
        let judge = JUDGES
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a judge of each format")
            .1;
        assert!(judge(good), "{name}: {good}");
        assert!(!judge(bad), "{name}: {bad}");
        assert!(!judge(&format!("{bad}\0")), "{name}: {bad} and a NUL");
    }
}
