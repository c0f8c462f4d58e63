//! A literal that does not follow the pattern of its type.
// error: E0080
// error: not a valid OrganizationId: `org-01h2xcejqtf2nbrexx3vqjhp41` does not match
// error: does not match `^org_[0-9a-hjkmnp-tv-z]{26}$`: expected `_` at byte 3
use factify::OrganizationId;

const ORGANIZATION: OrganizationId = OrganizationId::literal("org-01h2xcejqtf2nbrexx3vqjhp41");

fn main() {
    assert!(ORGANIZATION.is_valid());
}
