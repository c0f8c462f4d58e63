//! A pattern that needs an engine has no literals, and the message says what to do.
// error: E0080
// error: a literal of EngineKey cannot be checked while compiling (its pattern needs a regex engine): parse it instead
use forms::EngineKey;

const KEY: EngineKey = EngineKey::literal("abc1");

fn main() {
    assert!(KEY.is_valid());
}
