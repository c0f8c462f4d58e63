//! Lists: where they end, and what holds for every page.
use super::{DOC, Server, builder, client, raw, refusal, run, with};
use factify::operations::ListDocumentPolicies;
use factify::{Call, Client, Error, RetryPolicy, Validation};
use factify_tests::percent;
use factify_tests::server::{Answer, Seen};
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};
use std::time::Duration;

fn page(pagination: &Value) -> Answer {
    Answer::json(200, &json!({ "items": [item()], "pagination": pagination }))
}

fn item() -> Value {
    json!({
        "document_id": DOC.as_str(),
        "attached_at": "2026-01-15T09:30:15Z",
        "policy": { "id": "pol_01h2xcejqtf2nbrexx3vqjhp41", "name": "n", "created_at": "2026-01-15T09:30:15Z" },
    })
}

fn token(seen: &Seen) -> Option<String> {
    let mut query = percent::query(&seen.query).into_iter();
    query
        .find(|(name, _)| name == "page_token")
        .map(|(_, value)| value)
}

fn list(client: &Client) -> Call<ListDocumentPolicies> {
    client.policies().list(&DOC)
}

/// How many things are listed, and how the list ended.
fn count(call: Call<ListDocumentPolicies>) -> (usize, Result<(), Error>) {
    run(async {
        let (mut items, mut count) = (call.stream(), 0);
        loop {
            match items.try_next().await {
                Ok(Some(_)) => count += 1,
                Ok(None) => return (count, Ok(())),
                Err(error) => return (count, Err(error)),
            }
        }
    })
}

/// Lists at a server whose first page has this pagination and whose others have none: things, and requests.
fn listed(pagination: Value) -> (usize, usize) {
    let server = Server::with(move |seen| match token(seen) {
        None => page(&pagination),
        Some(_) => page(&json!({ "has_more": false })),
    });
    let (count, outcome) = count(list(&client(server.base())));
    outcome.expect("the list ends");
    (count, server.take().len())
}

/// A server with three pages of one thing each.
pub(super) fn three_pages() -> Server {
    Server::with(|seen| match token(seen).as_deref() {
        None => page(&json!({ "has_more": true, "next_page_token": "t1" })),
        Some("t1") => page(&json!({ "has_more": true, "next_page_token": "t2" })),
        Some(_) => page(&json!({ "has_more": false })),
    })
}

#[test]
fn a_list_goes_on_to_the_page_without_a_token() {
    let server = three_pages();
    let (count, outcome) = count(list(&client(server.base())));
    assert!(outcome.is_ok() && count == 3, "{count} {outcome:?}");
    assert_eq!(server.take().len(), 3);
}

#[test]
fn an_empty_token_ends_the_list() {
    assert_eq!(
        listed(json!({ "has_more": true, "next_page_token": "" })),
        (1, 1)
    );
}

#[test]
fn a_blank_token_ends_the_list() {
    assert_eq!(
        listed(json!({ "has_more": true, "next_page_token": "  " })),
        (1, 1)
    );
}

#[test]
fn a_null_token_ends_the_list() {
    assert_eq!(
        listed(json!({ "has_more": true, "next_page_token": null })),
        (1, 1)
    );
}

#[test]
fn more_without_a_token_ends_the_list() {
    assert_eq!(listed(json!({ "has_more": true })), (1, 1));
}

#[test]
fn a_token_counts_whatever_has_more_says() {
    assert_eq!(
        listed(json!({ "has_more": false, "next_page_token": "t1" })),
        (2, 2)
    );
}

#[test]
fn a_token_that_is_a_number_is_an_error_with_its_place() {
    let server = Server::with(|_| page(&json!({ "has_more": true, "next_page_token": 7 })));
    let (_, outcome) = count(list(&client(server.base())));
    let error = outcome.expect_err("it is no token");
    let place = error.decode_error().map(factify::DecodeError::path);
    assert_eq!(place.as_deref(), Some("/pagination/next_page_token"));
    assert_eq!(server.take().len(), 1);
}

#[test]
fn a_page_without_pagination_is_an_error_with_its_place() {
    let server = Server::with(|_| Answer::json(200, &json!({ "items": [item()] })));
    let (_, outcome) = count(list(&client(server.base())));
    let error = outcome.expect_err("it is required");
    let place = error.decode_error().map(factify::DecodeError::path);
    assert_eq!(place.as_deref(), Some("/pagination"));
}

#[test]
fn a_token_that_comes_again_ends_the_list() {
    let server = Server::with(|_| page(&json!({ "has_more": true, "next_page_token": "t1" })));
    let (count, outcome) = count(list(&client(server.base())));
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!((count, server.take().len()), (2, 2));
}

#[test]
fn an_empty_page_with_a_token_is_not_the_end() {
    let server = Server::with(|seen| match token(seen) {
        None => Answer::json(
            200,
            &json!({ "items": [], "pagination": { "has_more": true, "next_page_token": "t1" } }),
        ),
        Some(_) => page(&json!({ "has_more": false })),
    });
    let (count, outcome) = count(list(&client(server.base())));
    assert!(outcome.is_ok() && count == 1, "{count} {outcome:?}");
}

#[test]
fn a_token_arrives_as_it_was_given() {
    const ODD: &str = "a+b/c==&d é";
    let server = Server::with(|seen| match token(seen) {
        None => page(&json!({ "has_more": true, "next_page_token": ODD })),
        Some(_) => page(&json!({ "has_more": false })),
    });
    let (count, _) = count(list(&client(server.base())));
    let seen = server.take();
    assert_eq!((count, token(&seen[1]).as_deref()), (2, Some(ODD)));
    assert_eq!(seen[1].query, "page_token=a%2Bb%2Fc%3D%3D%26d%20%C3%A9");
}

#[test]
fn an_error_on_a_later_page_is_told_after_the_items_before_it() {
    let server = Server::with(|seen| match token(seen) {
        None => page(&json!({ "has_more": true, "next_page_token": "t1" })),
        Some(_) => refusal(404),
    });
    let (count, outcome) = count(list(&client(server.base())));
    assert_eq!(count, 1);
    assert!(outcome.is_err_and(|error| error.is_not_found()));
}

#[test]
fn a_list_can_be_taken_up_again_at_a_token() {
    let server = Server::with(|_| page(&json!({ "has_more": false })));
    let (count, _) = count(list(&client(server.base())).from_token("t7"));
    let seen = server.take();
    assert_eq!((count, token(&seen[0]).as_deref()), (1, Some("t7")));
}

/// Two pages of a call with options, as they were asked for.
fn two_pages(
    options: impl FnOnce(Call<ListDocumentPolicies>) -> Call<ListDocumentPolicies>,
) -> Vec<Seen> {
    let server = Server::with(|seen| match token(seen) {
        None => page(&json!({ "has_more": true, "next_page_token": "t1" })),
        Some(_) => page(&json!({ "has_more": false })),
    });
    let (_, outcome) = count(options(list(&client(server.base()))));
    outcome.expect("the list ends");
    server.take()
}

#[test]
fn arguments_hold_for_every_page() {
    let seen = two_pages(|call| call.page_size(3));
    let queries = seen.iter().map(|one| {
        let mut query = percent::query(&one.query);
        query.sort();
        query
    });
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let [size, token] = [pair("page_size", "3"), pair("page_token", "t1")];
    assert!(queries.eq([vec![size.clone()], vec![size, token]]));
}

#[test]
fn headers_and_tokens_of_a_call_hold_for_every_page() {
    let seen = two_pages(|call| call.header("X-T", "1").token("own"));
    for one in &seen {
        assert_eq!(one.header("x-t"), Some("1"));
        assert_eq!(one.header("authorization"), Some("Bearer own"));
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn retries_and_limits_of_a_call_hold_for_every_page() {
    let server = Server::with(|seen| match token(seen) {
        None => page(&json!({ "has_more": true, "next_page_token": "t1" })),
        Some(_) => refusal(503),
    });
    let call = list(&client(server.base())).retry(super::at_once().attempts(2));
    let (count, outcome) = count(call);
    let error = outcome.expect_err("the second page is refused");
    assert_eq!((count, error.attempts(), server.take().len()), (1, 2, 3));
}

#[test]
fn the_call_s_time_holds_for_every_page() {
    let server = Server::with(|seen| match token(seen) {
        None => page(&json!({ "has_more": true, "next_page_token": "t1" })),
        Some(_) => with(refusal(429), "retry-after", "30"),
    });
    let call = list(&client(server.base())).total_timeout(Duration::from_secs(20));
    let (count, outcome) = count(call);
    let error = outcome.expect_err("the second page is refused");
    assert_eq!((count, error.attempts()), (1, 1), "{error}");
    assert!(error.to_string().contains("time left"), "{error}");
}

#[test]
fn a_page_that_stalls_ends_at_the_call_s_limit() {
    const FIRST: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 65\r\n\r\n{\"items\":[],\"pagination\":{\"has_more\":true,\"next_page_token\":\"t\"}}";
    let server = raw::hold_from(&[FIRST, b""]);
    let call = list(&client(server.base())).timeout(Duration::from_millis(100));
    let (count, outcome) = count(call.retry(RetryPolicy::none()));
    let error = outcome.expect_err("nothing is answered");
    assert!(count == 0 && error.is_timeout(), "{error}");
    assert_eq!(server.requests(), 2);
}

#[test]
fn whether_arguments_are_checked_holds_for_every_page() {
    let server = three_pages();
    let call = list(&client(server.base())).page_size(100_000);
    let (_, outcome) = count(call.clone());
    assert!(outcome.is_err_and(|error| error.violations().is_some()));
    assert!(server.take().is_empty());
    let (count, outcome) = count(call.validation(Validation::Off));
    assert!(outcome.is_ok() && count == 3, "{count} {outcome:?}");
    let seen = server.take();
    assert!(
        seen.len() == 3
            && seen
                .iter()
                .all(|one| one.query.contains("page_size=100000"))
    );
}

#[test]
fn a_list_is_a_stream_as_others_are() {
    let server = three_pages();
    let call = || list(&client(server.base()));
    let ids: Vec<String> = run(call()
        .stream()
        .map_ok(|item| item.policy.id.as_str().to_owned())
        .try_collect())
    .expect("the list ends");
    assert_eq!(ids.len(), 3);
    let two = run(call().stream().take(2).collect::<Vec<_>>());
    assert_eq!(two.into_iter().flatten().count(), 2);
    let pages = run(call().pages().try_fold(0, |count, page| async move {
        Ok(count + page.items.unwrap_or_default().len())
    }));
    assert_eq!(pages.expect("the list ends"), 3);
}

#[test]
fn the_timeline_goes_on_by_its_cursor() {
    let server = Server::with(|seen| {
        let event = |text: &str| json!({ "occurred_at": text });
        if seen.query.contains("cursor=c1") {
            let last = json!([event("2026-01-03T00:00:00Z")]);
            return Answer::json(200, &json!({ "events": last, "next_cursor": null }));
        }
        let first = json!([event("2026-01-01T00:00:00Z"), event("2026-01-02T00:00:00Z")]);
        Answer::json(
            200,
            &json!({ "events": first, "has_more": true, "next_cursor": "c1" }),
        )
    });
    let call = client(server.base()).timelines().get(&DOC).page_size(2);
    let events = run(call.stream().try_collect::<Vec<_>>()).expect("the list ends");
    assert_eq!(events.len(), 3);
    let queries: Vec<_> = server.take().into_iter().map(|one| one.query).collect();
    assert_eq!(queries, ["page_size=2", "cursor=c1&page_size=2"]);
}

#[test]
fn a_page_that_breaks_off_is_an_error() {
    let server = raw::script(&[b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"items\":[]"]);
    let client = builder(server.base()).build().expect("it may be built");
    let (_, outcome) = count(list(&client));
    assert!(outcome.is_err_and(|error| error.is_transport()));
}
