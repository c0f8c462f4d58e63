//! Addresses, read one after another.
use crate::runtime::known_origin::KnownOrigin;
use ::reqwest::Url;

#[test]
fn addresses_are_read_as_if_alone() {
    let known = KnownOrigin::default();
    for address in [
        "https://api.example.com/v1/documents/doc_1?limit=5&x=%20#part",
        "https://api.example.com/v1/documents",
        "https://api.example.com/../a/./b//c",
        "https://api.example.com//other.example/a",
        "https://api.example.com/\\other.example/a",
        "https://api.example.com/\t/other.example/a",
        "https://api.example.com",
        "https://api.example.com?x=/y",
        "HTTPS://API.example.com:443/é/ü",
        "http://[::1]:8080/a b",
        "https://user:secret@api.example.com/a",
        "https://api.example.com\\a/b",
        "https:///api.example.com/a",
        "file:///etc/passwd",
        "data:text/plain,a://b/c",
        "https://a b/c",
        "http://host /",
        "http://a.b\u{1}/x",
        "http://\t/a",
        "://a/b",
        "/a",
        "",
    ] {
        for _ in 0..2 {
            let read = known.parse(address).map_err(|error| error.to_string());
            let alone = Url::parse(address).map_err(|error| error.to_string());
            assert_eq!(read, alone, "{address}");
        }
    }
}
