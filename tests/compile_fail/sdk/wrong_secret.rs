//! A literal of a secret: the message does not repeat it.
// error: E0080
// error: not a valid ApiKeySecret: the text does not match `^ffy_(prod|test)_[A-Za-z0-9]+$`
// error: expected one of `p`, `t` at byte 4
// never in a message: hunter2
use factify::ApiKeySecret;

const KEY: ApiKeySecret = ApiKeySecret::literal("ffy_live_hunter2");

fn main() {
    assert!(KEY.is_valid());
}
