//! A document's id where an organization's belongs.
// error: E0308
// error: expected `&OrganizationId`, found `&DocumentId`
use factify::{Client, DocumentId};

fn get(client: &Client, id: &DocumentId) {
    drop(client.organizations().get(id));
}

fn main() {
    let _: fn(&Client, &DocumentId) = get;
}
