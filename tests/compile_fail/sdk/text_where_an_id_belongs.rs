//! Plain text where an id belongs.
// error: E0308
// error: expected `&OrganizationId`, found `&str`
use factify::Client;

fn get(client: &Client) {
    drop(client.organizations().get("org_01h2xcejqtf2nbrexx3vqjhp41"));
}

fn main() {
    let _: fn(&Client) = get;
}
