//! Ten thousand bytes, the last of them wrong, for the fixed form.
// error: E0080
// error: not a valid FixedId: `777777
// error: …` does not match `^[0-9]{10000}$`: expected 0-9 at byte 9999
use forms::FixedId;

const TEXT: &str = {
    static BYTES: [u8; 10_000] = {
        let mut bytes = [b'7'; 10_000];
        bytes[9_999] = b'x';
        bytes
    };
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};
const ID: FixedId = FixedId::literal(TEXT);

fn main() {
    assert!(ID.is_valid());
}
