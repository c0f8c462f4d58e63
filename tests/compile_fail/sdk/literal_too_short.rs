//! A literal in a `static` that ends too early.
// error: E0080
// error: not a valid DocumentId: `doc_01k4` does not match `^doc_[0-9a-hjkmnp-tv-z]{26}$`
// error: expected one of 0-9, a-h, `j`, `k`, `m`, `n`, p-t, v-z at byte 8, where the text ends
use factify::DocumentId;

static DOCUMENT: DocumentId = DocumentId::literal("doc_01k4");

fn main() {
    assert!(DOCUMENT.is_valid());
}
