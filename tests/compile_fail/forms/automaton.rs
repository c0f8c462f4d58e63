//! The automaton.
// error: E0080
// error: not a valid AutomatonKey: `abé` does not match `^(?:ab|[0-9])+$`: expected one of 0-9, `a` or the end at byte 2
use forms::AutomatonKey;

const KEY: AutomatonKey = AutomatonKey::literal("abé");

fn main() {
    assert!(KEY.is_valid());
}
