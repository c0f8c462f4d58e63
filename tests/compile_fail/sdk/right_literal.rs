//! Literals that follow the patterns of their types.
use factify::{ApiKeySecret, DocumentId, OrganizationId};

const ORGANIZATION: OrganizationId = OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");
static DOCUMENT: DocumentId = DocumentId::literal("doc_01k4w7m2zq8xh5tr9ve6nb3cda");
const KEY: ApiKeySecret = ApiKeySecret::literal("ffy_test_abc123");

fn main() {
    assert!(ORGANIZATION.is_valid() && DOCUMENT.is_valid() && KEY.is_valid());
}
