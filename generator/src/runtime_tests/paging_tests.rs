//! Streams of pages and items: where they end, what they send, where they can be taken up again.
use super::call_tests::{client, invite, org};
use super::sample_operations::ListOrganizationInvites;
use super::server::{Reply, Seen, Server, json, reply};
use crate::runtime::{ItemStream, PageStream, RetryPolicy};
use futures_core::Stream;
use serde_json::{Value, json as j};
use std::pin::Pin;

fn page(id: &str, next: &Value) -> Reply {
    json(
        200,
        &j!({ "items": [invite(id)], "pagination": { "next_page_token": next, "has_more": true } }),
    )
}

fn token(seen: &Seen) -> Option<&str> {
    let query = seen.target.split_once('?')?.1;
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("page_token="))
}

fn three_pages(seen: &Seen) -> Reply {
    match token(seen) {
        None => page("a", &j!("t%1 &")),
        Some("t%251%20%26") => page("b", &j!("t2")),
        Some("t2") => json(
            200,
            &j!({ "items": [invite("c")], "pagination": { "has_more": true } }),
        ),
        other => panic!("{other:?}"),
    }
}

async fn ids(mut items: ItemStream<ListOrganizationInvites>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        ids.push(item.id);
        assert!(ids.len() < 50, "endless");
    }
    assert!(items.try_next().await.unwrap().is_none());
    ids
}

#[tokio::test]
async fn items_of_three_pages_with_the_same_options_on_each() {
    let server = Server::start(three_pages).await;
    let call = client(&server)
        .organizations()
        .invites()
        .list(&org())
        .page_size(1)
        .header("X-Trace-Id", "7");
    assert_eq!(ids(call.stream()).await, ["a", "b", "c"]);
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for one in seen {
        assert!(one.target.contains("?page_size=1") && one.header("x-trace-id") == "7");
        assert_eq!(one.header("authorization"), "Bearer test-token");
    }
}

#[tokio::test]
async fn pages_can_be_taken_up_again() {
    let server = Server::start(three_pages).await;
    let invites = client(&server).organizations().invites();
    let mut pages = invites.list(&org()).pages();
    assert_eq!(pages.next_token(), None);
    assert_eq!(pages.try_next().await.unwrap().unwrap().items[0].id, "a");
    let token = pages.next_token().unwrap();
    assert_eq!(token, "t%1 &");
    assert_eq!(
        ids(invites.list(&org()).from_token(token).stream()).await,
        ["b", "c"]
    );
}

#[tokio::test]
async fn a_list_ends_where_its_token_says_nothing_new() {
    for (next, pages) in [
        (j!("same"), vec!["x", "x"]),
        (j!(""), vec!["x"]),
        (j!("  "), vec!["x"]),
        (j!(null), vec!["x"]),
        (j!([1]), vec!["x"]),
    ] {
        let server = Server::start(move |_| page("x", &next)).await;
        assert_eq!(
            ids(client(&server)
                .organizations()
                .invites()
                .list(&org())
                .stream())
            .await,
            pages
        );
        assert_eq!(server.seen().len(), pages.len());
    }
    let server = Server::start(|_| page("x", &j!("start"))).await;
    let call = client(&server)
        .organizations()
        .invites()
        .list(&org())
        .page_token("start");
    assert_eq!(ids(call.stream()).await, ["x"]);
}

#[tokio::test]
async fn two_tokens_in_turn_end_too() {
    let server =
        Server::start(|seen| page("x", &j!(if token(seen) == Some("a") { "b" } else { "a" })))
            .await;
    assert_eq!(
        ids(client(&server)
            .organizations()
            .invites()
            .list(&org())
            .stream())
        .await
        .len(),
        3
    );
}

#[tokio::test]
async fn an_empty_page_with_a_token_is_not_the_end() {
    let server = Server::start(|seen| match token(seen) {
        None => json(
            200,
            &j!({ "items": [], "pagination": { "next_page_token": "n" } }),
        ),
        Some(_) => json(200, &j!({ "items": [invite("z")] })),
    })
    .await;
    assert_eq!(
        ids(client(&server)
            .organizations()
            .invites()
            .list(&org())
            .stream())
        .await,
        ["z"]
    );
}

#[tokio::test]
async fn an_error_ends_the_list_and_leaves_the_token() {
    let server = Server::start(|seen| match token(seen) {
        None => page("a", &j!("n")),
        Some(_) => reply(503, "text/plain", "no"),
    })
    .await;
    let mut pages = client(&server)
        .organizations()
        .invites()
        .list(&org())
        .retry(RetryPolicy::none())
        .pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(
        pages
            .try_next()
            .await
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        503
    );
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(pages.next_token().as_deref(), Some("n"));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_limit_cuts_a_list_and_loses_nothing() {
    let server = Server::start(three_pages).await;
    let call = || client(&server).organizations().invites().list(&org());
    let none = call().collect_all(0).await.unwrap();
    assert_eq!((none.items.len(), none.is_complete()), (0, false));
    assert!(server.seen().is_empty());
    let two = call().collect_all(2).await.unwrap();
    assert_eq!(two.items.len(), 2);
    let rest = two.rest.unwrap();
    assert_eq!(rest.next_token().as_deref(), Some("t2"));
    assert_eq!(ids(rest).await, ["c"]);
    let three = call().collect_all(3).await.unwrap();
    assert_eq!((three.items.len(), three.is_complete()), (3, true));
}

#[tokio::test]
async fn streams_and_calls_can_be_spawned() {
    fn spawnable<T: Send + Unpin + 'static>(value: T) -> T {
        value
    }
    let server = Server::start(three_pages).await;
    let call = || client(&server).organizations().invites().list(&org());
    let mut items = spawnable(call().stream());
    let _: PageStream<_> = spawnable(call().pages());
    drop(spawnable(call().with_response()));
    drop(spawnable(IntoFuture::into_future(call())));
    drop(spawnable(call()));
    let task = tokio::spawn(async move {
        let first = std::future::poll_fn(|cx| Pin::new(&mut items).poll_next(cx)).await;
        first.unwrap().unwrap().id
    });
    assert_eq!(task.await.unwrap(), "a");
}
