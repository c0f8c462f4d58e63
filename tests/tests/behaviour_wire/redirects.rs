//! Redirects: a read is followed, and a stranger gets no token; a write is not followed.
use super::{DOC, TOKEN, client, get, good, post, run, tokens, with};
use factify_tests::server::{Answer, Server};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

fn to(status: u16, location: &str) -> Answer {
    with(Answer::empty(status), "location", location)
}

/// A server that sends everything but `/far` there, at this address or its own.
fn redirecting(status: u16, base: &str) -> Server {
    let location = format!("{base}/far");
    Server::with(move |seen| match seen.path.as_str() {
        "/far" => good(),
        _ => to(status, &location),
    })
}

#[test]
fn a_get_is_followed_at_its_server_with_its_token() {
    for status in STATUSES {
        let server = redirecting(status, "");
        assert!(get(&client(server.base())).is_ok(), "{status}");
        let seen = server.take();
        let methods: Vec<&str> = seen.iter().map(|one| one.method.as_str()).collect();
        let bearer = format!("Bearer {TOKEN}");
        assert_eq!(methods, ["GET", "GET"], "{status}");
        assert_eq!(tokens(&seen), [Some(bearer.as_str()); 2], "{status}");
    }
}

#[test]
fn a_get_is_followed_to_another_server_without_its_token() {
    for status in STATUSES {
        let other = Server::with(|_| good());
        let server = redirecting(status, other.base());
        let client = client(server.base());
        let call = client.documents().get(&DOC).header("X-Key", "secret");
        let call = call.header("Range", "bytes=0-9");
        assert!(run(async { call.await }).is_ok(), "{status}");
        let seen = other.take();
        assert_eq!((seen.len(), server.take().len()), (1, 1), "{status}");
        assert_eq!(tokens(&seen), [None], "{status}");
        // Of what the client has set; the last two are the transport's.
        let harmless = ["accept", "range", "user-agent", "host", "accept-encoding"];
        assert_eq!(seen[0].header("range"), Some("bytes=0-9"));
        let mut names = seen[0].headers.iter().map(|(name, _)| name.as_str());
        assert!(
            names.all(|name| harmless.contains(&name)),
            "{:?}",
            seen[0].headers
        );
    }
}

#[test]
fn a_post_is_not_followed_at_its_server() {
    for status in STATUSES {
        let server = redirecting(status, "");
        let error = post(&client(server.base())).expect_err("it is not followed");
        assert_eq!(error.status().map(|own| own.as_u16()), Some(status));
        assert_eq!(server.take().len(), 1, "{status}");
    }
}

#[test]
fn a_post_is_not_followed_to_another_server() {
    for status in STATUSES {
        let other = Server::with(|_| good());
        let server = redirecting(status, other.base());
        let error = post(&client(server.base())).expect_err("it is not followed");
        assert_eq!(error.status().map(|own| own.as_u16()), Some(status));
        assert_eq!(
            (server.take().len(), other.take().len()),
            (1, 0),
            "{status}"
        );
    }
}

#[test]
fn redirects_without_end_are_an_error() {
    let server = Server::with(|seen| to(302, &format!("{}x", seen.path)));
    let error = get(&client(server.base())).expect_err("there is no end");
    assert!(error.to_string().contains("too many redirects"), "{error}");
    assert_eq!(server.take().len(), 11);
}

#[test]
fn a_redirect_that_leads_nowhere_is_the_server_s_error() {
    for answer in [
        Answer::empty(304),
        Answer::empty(302),
        to(302, "ftp://example.invalid/x"),
        to(302, "http://[x"),
    ] {
        let server = Server::with(move |_| answer.clone());
        let error = get(&client(server.base())).expect_err("it leads nowhere");
        assert!(error.is_api() && error.status().is_some_and(|own| own.is_redirection()));
        assert_eq!(server.take().len(), 1);
    }
}
