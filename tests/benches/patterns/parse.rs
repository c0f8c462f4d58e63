//! Parsing into a type of the SDK, allocation included, against the way of typify: an engine that was compiled once, and
//! a `String`.
use crate::clock::medians;
use factify::{ApiKeySecret, DocumentId, OrganizationId};
use std::hint::black_box;
use std::str::FromStr;
use std::sync::LazyLock;

pub(super) fn compare() {
    println!("parsing, allocation included:");
    one::<OrganizationId>(
        "OrganizationId",
        OrganizationId::PATTERN,
        "org_01k4w6x9d3pfa8s2tmv7ehq4rb",
    );
    one::<DocumentId>(
        "DocumentId",
        DocumentId::PATTERN,
        "doc_01h2xcejqtf2nbrexx3vqjhp41",
    );
    one::<ApiKeySecret>(
        "ApiKeySecret",
        ApiKeySecret::PATTERN,
        "ffy_test_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4",
    );
}

/// What typify prints for a string with a pattern.
struct Typify(#[allow(dead_code, reason = "held, not read")] String);

impl Typify {
    fn parse(
        pattern: &LazyLock<regress::Regex, impl FnOnce() -> regress::Regex>,
        value: &str,
    ) -> Result<Self, &'static str> {
        if pattern.find(value).is_none() {
            return Err("doesn't match pattern");
        }
        Ok(Self(value.to_string()))
    }
}

fn one<T: FromStr>(name: &str, pattern: &'static str, text: &str) {
    assert!(text.parse::<T>().is_ok(), "{name}: {text}");
    let engine =
        LazyLock::new(|| regress::Regex::new(pattern).expect("the SDK's patterns are ECMA-262"));
    let [ours, theirs] = medians([
        &|times| {
            for _ in 0..times {
                drop(black_box(black_box(text).parse::<T>()));
            }
        },
        &|times| {
            for _ in 0..times {
                drop(black_box(Typify::parse(&engine, black_box(text))));
            }
        },
    ]);
    println!(
        "  {name:15} {ours:6.1} ns, typify's way {theirs:6.1} ns: {:.2} of that",
        ours / theirs
    );
}
