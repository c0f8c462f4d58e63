//! Addresses of servers.
use super::{Client, DOC, builder, get, good, run, script};
use factify::{DocumentId, Validation};

/// The path and query that a GET arrives at, where the base URL has this behind the server's own address.
fn arrives(suffix: &str) -> String {
    let server = script([good()]);
    let base = format!("{}{suffix}", server.base());
    let client = builder(&base).build().expect("it may be built");
    assert!(get(&client).is_ok(), "{suffix}");
    let seen = server.take();
    format!("{}?{}", seen[0].path, seen[0].query)
}

fn refused(base: &str) -> String {
    let error = builder(base).build().expect_err("it is no base URL");
    error.to_string()
}

#[test]
fn the_document_s_first_server_is_the_default() {
    match Client::builder().token("t").build() {
        Ok(client) => assert_eq!(client.base_url(), "https://api.factify.com"),
        // A machine that trusts no certificates.
        Err(error) => assert!(error.to_string().contains("TLS"), "{error}"),
    }
}

#[test]
fn a_base_url_without_a_path() {
    assert_eq!(arrives(""), format!("/v1beta/documents/{}?", DOC.as_str()));
    assert_eq!(arrives("/"), format!("/v1beta/documents/{}?", DOC.as_str()));
}

#[test]
fn a_path_in_front_is_kept() {
    let expected = format!("/proxy/x/v1beta/documents/{}?", DOC.as_str());
    assert_eq!(arrives("/proxy/x"), expected);
}

#[test]
fn a_slash_at_its_end_does_not_matter() {
    let expected = format!("/proxy/x/v1beta/documents/{}?", DOC.as_str());
    assert_eq!(arrives("/proxy/x/"), expected);
}

#[test]
fn a_query_or_fragment_is_refused() {
    for base in ["https://h.example/p?q=1", "https://h.example/p#f"] {
        assert!(refused(base).contains("query or a fragment"), "{base}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for base in ["/nope", "nope", "", "ftp://h.example", "https://"] {
        assert!(refused(base).contains("base URL"), "{base:?}");
    }
}

#[test]
fn dots_and_user_names_are_refused() {
    for base in [
        "https://h.example/a/../b",
        "https://h.example/%2e%2E/b",
        "https://u:p@h.example",
    ] {
        let told = refused(base);
        assert!(told.contains("base URL") && !told.contains("u:p"), "{told}");
    }
}

#[test]
fn an_id_that_leads_elsewhere_is_none() {
    for text in ["..", ".", "", "a/../../me", "%2e%2e", "doc_/x?y#z"] {
        assert!(text.parse::<DocumentId>().is_err(), "{text}");
    }
}

/// The path of a GET whose id is not checked; `None` where it is refused all the same.
fn unchecked(id: &str) -> Option<String> {
    let server = script([good()]);
    let client = builder(server.base()).validation(Validation::Off).build();
    let client = client.expect("it may be built");
    let call = client.documents().get(&DocumentId::new_unchecked(id));
    let outcome = run(async { call.await });
    let seen = server.take();
    assert_eq!(outcome.is_ok(), seen.len() == 1, "{outcome:?}");
    seen.first().map(|one| one.path.clone())
}

#[test]
fn an_id_that_is_not_checked_is_encoded() {
    for (id, expected) in [
        ("a/b", "a%2Fb"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("a?x=1", "a%3Fx%3D1"),
        ("a#frag", "a%23frag"),
        ("a%2Fb", "a%252Fb"),
        ("d\u{f6}kument", "d%C3%B6kument"),
    ] {
        let path = unchecked(id);
        assert_eq!(
            path.as_deref(),
            Some(&*format!("/v1beta/documents/{expected}"))
        );
    }
}

#[test]
fn dots_and_nothing_are_no_id_even_unchecked() {
    for id in ["", ".", ".."] {
        assert_eq!(unchecked(id), None, "{id:?}");
    }
}
