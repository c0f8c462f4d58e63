//! The counted form, with braces of both kinds in the pattern.
// error: E0080
// error: not a valid CountedId: `{x}` does not match `^[0-9{}]{1,10000}$`: expected one of 0-9, `{`, `}` or the end at byte 1
use forms::CountedId;

const ID: CountedId = CountedId::literal("{x}");

fn main() {
    assert!(ID.is_valid());
}
