//! Ten thousand bytes are checked for a type of each form, without the lint `long_running_const_eval`.
use forms::{AutomatonKey, CountedId, FixedId, WideId};

const SEVENS: &str = {
    static BYTES: [u8; 10_000] = [b'7'; 10_000];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// Five thousand characters of two bytes.
const ACCENTS: &str = {
    static BYTES: [[u8; 2]; 5_000] = [[0xc3, 0xa9]; 5_000];
    match std::str::from_utf8(BYTES.as_flattened()) {
        Ok(text) => text,
        Err(_) => "",
    }
};

const FIXED: FixedId = FixedId::literal(SEVENS);
const COUNTED: CountedId = CountedId::literal(SEVENS);
const WIDE: WideId = WideId::literal(ACCENTS);
const AUTOMATON: AutomatonKey = AutomatonKey::literal(SEVENS);

fn main() {
    assert_eq!(FIXED.as_str().len(), 10_000);
    assert!(COUNTED.is_valid() && WIDE.is_valid() && AUTOMATON.is_valid());
}
