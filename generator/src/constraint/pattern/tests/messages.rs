//! What a person is told: the byte that is wrong and what could stand there.
use super::support::pattern;
use crate::runtime::pattern::{ByteSet, Fixed, Matcher, Part, Pattern};

fn explains(source: &str, text: &str, at: usize, message: &str) {
    let pattern = pattern(source);
    assert_eq!(pattern.fault(text), Some(at), "{source} on {text:?}");
    assert_eq!(pattern.explain(text), message, "{source} on {text:?}");
}

#[test]
fn a_fixed_pattern_names_the_place() {
    let id = "^doc_[0-9a-hjkmnp-tv-z]{4}$";
    explains(id, "do-_0123", 2, "expected `c` at byte 2");
    explains(id, "doc", 3, "expected `_` at byte 3, where the text ends");
    let set = "expected one of 0-9, a-h, `j`, `k`, `m`, `n`, p-t, v-z at byte 6";
    explains(id, "doc_01i3", 6, set);
    explains(id, "doc_01é", 6, set);
    explains(id, "doc_01234", 8, "expected the end at byte 8");
    explains("^aé[0-9]$", "aê1", 1, "expected `é` at byte 1");
    explains("^/v1/", "/v2/", 2, "expected `1` at byte 2");
}

#[test]
fn a_counted_pattern_names_all_that_may_follow() {
    explains(
        "^[a-z]+[0-9]{2}$",
        "ab!",
        2,
        "expected one of 0-9, a-z at byte 2",
    );
    explains("^[a-z]+[0-9]{2}$", "ab1!", 3, "expected 0-9 at byte 3");
    explains("^[a-z]{1,3}$", "abcd", 3, "expected the end at byte 3");
    explains(
        "^[a-z]{1,3}$",
        "ab-",
        2,
        "expected a-z or the end at byte 2",
    );
    explains(
        "^https?://",
        "httpx",
        4,
        "expected one of `:`, `s` at byte 4",
    );
    explains(
        r"^\$?\d+$",
        "",
        0,
        "expected one of `$`, 0-9 at byte 0, where the text ends",
    );
    explains(
        r"^[^\x00-\x7f]+$",
        "éa",
        2,
        "expected a character beyond ASCII or the end at byte 2",
    );
    explains("[a-z]{3}", "ab1cd", 5, "no part of it fits the pattern");
}

#[test]
fn an_automaton_names_all_that_may_follow() {
    explains(
        "^ffy_(prod|test)_[A-Za-z0-9]+$",
        "ffy_live_1",
        4,
        "expected one of `p`, `t` at byte 4",
    );
    explains(
        "^ffy_(prod|test)_[A-Za-z0-9]+$",
        "ffy_prod_é",
        9,
        "expected one of 0-9, A-Z, a-z at byte 9",
    );
    explains("^(a|b)+c?$", "abcc", 3, "expected the end at byte 3");
    explains(
        "^(é|b)+c$",
        "éêc",
        2,
        "expected one of `b`, `c` or a character beyond ASCII at byte 2",
    );
    explains("foo|bar", "fo", 2, "no part of it fits the pattern");
    explains("[]", "a", 0, "nothing can match the pattern");
}

static DIGITS: ByteSet = ByteSet::of(b"09");
static ID: Pattern = Pattern {
    source: "^id_[0-9]{3}$",
    matcher: Matcher::Fixed(Fixed {
        parts: &[Part::Text("id_"), Part::Set(&DIGITS, 3)],
        length: 6,
        open: false,
    }),
};

const LONG: &str = {
    static TEN_THOUSAND: [u8; 10_000] = [b'7'; 10_000];
    match std::str::from_utf8(&TEN_THOUSAND) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// Literals are checked while compiling; that this compiles is the test.
const _: () = {
    ID.literal("Id", "id_123");
    DIGITS_ONLY.literal("Digits", LONG);
    COUNTED.literal("Digits", LONG);
};

static DIGITS_ONLY: Pattern = Pattern {
    source: "^[0-9]{10000}$",
    matcher: Matcher::Fixed(Fixed {
        parts: &[Part::Set(&DIGITS, 10_000)],
        length: 10_000,
        open: false,
    }),
};

static COUNTED: Pattern = {
    use crate::runtime::pattern::{Anchor, Class, Counted, Run};
    let class = Class {
        ascii: &DIGITS,
        wide: &[],
    };
    const { assert!(LONG.len() == 10_000) };
    Pattern {
        source: "^[0-9]+$",
        matcher: Matcher::Counted(Counted {
            runs: &[Run::Class(class, 1, usize::MAX)],
            anchor: Anchor::Both,
        }),
    }
};

#[test]
fn a_wrong_literal_names_type_pattern_and_byte() {
    assert_eq!(
        panic_of(|| ID.literal("Id", "id_12x")),
        "not a valid Id: `id_12x` does not match `^id_[0-9]{3}$`: expected 0-9 at byte 5"
    );
    assert_eq!(
        panic_of(|| ID.secret_literal("Id", "id_12x")),
        "not a valid Id: the text does not match `^id_[0-9]{3}$`: expected 0-9 at byte 5"
    );
    let message = panic_of(|| ID.literal("Id", LONG));
    assert!(
        message.ends_with("777…` does not match `^id_[0-9]{3}$`: expected `i` at byte 0"),
        "{message}"
    );
    let fallback = Pattern {
        source: "(?=a)",
        matcher: Matcher::Fallback(|_| true),
    };
    assert!(
        panic_of(|| fallback.literal("Id", "a")).starts_with("a literal of Id cannot be checked")
    );
}

fn panic_of(run: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = std::panic::catch_unwind(run).expect_err("it has to panic");
    payload
        .downcast_ref::<String>()
        .cloned()
        .unwrap_or_default()
}
