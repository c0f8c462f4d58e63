//! Providers of tokens: one question at a time, renewal after a 401, failures, calls that go away.
use super::auth_tests::{page, tokens};
use super::call_tests::{client, invite, org};
use super::sample_models::CreateInviteRequest;
use super::server::{Server, json};
use crate::runtime::transport::{BoxError, BoxFuture};
use crate::runtime::{
    Client, RetryPolicy, Secret, Token, TokenProvider, TokenReason, TokenRequest, token_fn,
};
use serde_json::json as j;
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

/// Accepts the `good` token only.
async fn strict(good: &'static str) -> Server {
    Server::start(move |seen| match seen.header("authorization") {
        found if found == format!("Bearer {good}") => page(),
        _ => json(401, &j!({ "code": "unauthenticated", "message": "who?" })),
    })
    .await
}

/// Gives `token-1`, `token-2` and so on, and remembers why it was asked.
#[derive(Clone, Default)]
pub(super) struct Counting {
    reasons: Arc<Mutex<Vec<TokenReason>>>,
    lifetime: Option<Duration>,
}

impl TokenProvider for Counting {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, BoxError>> {
        Box::pin(async move {
            // Others get their turn while this one is on its way.
            tokio::task::yield_now().await;
            let mut reasons = self.reasons.lock().unwrap();
            reasons.push(request.reason());
            let token = Token::new(format!("token-{}", reasons.len()));
            Ok(match self.lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}

impl Counting {
    fn client(&self, server: &Server) -> Client {
        Client::builder()
            .base_url(&server.url)
            .token_provider(self.clone())
            .build()
            .unwrap()
    }

    pub(super) fn asked(&self) -> Vec<TokenReason> {
        self.reasons.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn a_provider_is_asked_once_and_again_when_the_server_refuses_its_token() {
    let server = strict("token-2").await;
    let counting = Counting::default();
    let client = counting.client(&server);
    let answer = client
        .organizations()
        .invites()
        .list(&org())
        .with_response();
    assert_eq!(answer.await.unwrap().attempts(), 2);
    client.organizations().invites().list(&org()).await.unwrap();
    assert_eq!(
        tokens(&server),
        ["Bearer token-1", "Bearer token-2", "Bearer token-2"]
    );
    assert_eq!(
        counting.asked(),
        [TokenReason::First, TokenReason::Rejected]
    );
}

#[tokio::test]
async fn a_second_refusal_is_the_call_s_and_the_policy_has_no_part_in_it() {
    let server = strict("none").await;
    let counting = Counting::default();
    let client = counting.client(&server);
    let call = client.organizations().invites().list(&org());
    let error = call.retry(RetryPolicy::none()).await.unwrap_err();
    assert!(
        error.is_unauthenticated() && error.attempts() == 2,
        "{error}"
    );
    assert_eq!(counting.asked().len(), 2);
    // A token that stands cannot be had anew, nor is a write kept from it.
    let fixed = super::call_tests::client(&server).organizations().invites();
    let error = fixed.list(&org()).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    let write = client.organizations().invites();
    let error = write
        .create(&org(), &CreateInviteRequest::new("a@b"))
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 2);
}

#[tokio::test]
async fn many_calls_share_one_request_and_one_renewal() {
    let server = strict("token-2").await;
    let counting = Counting::default();
    let client = counting.client(&server);
    let calls: Vec<_> = (0..40)
        .map(|_| {
            tokio::spawn(
                client
                    .clone()
                    .organizations()
                    .invites()
                    .list(&org())
                    .into_future(),
            )
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(
        counting.asked(),
        [TokenReason::First, TokenReason::Rejected]
    );
    assert!(!tokens(&server).contains(&"Bearer token-3".to_owned()));
}

#[tokio::test]
async fn a_token_is_replaced_when_its_time_is_over() {
    let server = Server::start(|_| page()).await;
    let short = Counting {
        lifetime: Some(Duration::ZERO),
        ..Counting::default()
    };
    let long = Counting {
        lifetime: Some(Duration::from_secs(3600)),
        ..Counting::default()
    };
    for (counting, expected) in [
        (short, vec![TokenReason::First, TokenReason::Expired]),
        (long, vec![TokenReason::First]),
    ] {
        let client = counting.client(&server);
        for _ in 0..2 {
            client.organizations().invites().list(&org()).await.unwrap();
        }
        assert_eq!(counting.asked(), expected);
    }
}

#[tokio::test]
async fn a_provider_s_failure_is_shared_and_nothing_is_sent() {
    let server = Server::start(|_| page()).await;
    let (asked, polls) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (count, polled) = (Arc::clone(&asked), Arc::clone(&polls));
    // The first answer comes when all twenty wait for it: each has polled.
    let provider = token_fn(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        let polled = Arc::clone(&polled);
        std::future::poll_fn(move |_| {
            if polled.fetch_add(1, Ordering::SeqCst) + 1 < 20 {
                return Poll::Pending;
            }
            Poll::Ready(Err::<Secret, _>(std::io::Error::other(
                "the vault is sealed",
            )))
        })
    });
    let client = Client::builder()
        .base_url(&server.url)
        .token_provider(provider);
    let client = client.build().unwrap();
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(client.organizations().invites().list(&org()).into_future()))
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert!(error.is_auth() && error.attempts() == 0 && !error.is_retryable());
        assert!(
            error
                .to_string()
                .ends_with("gave no token: the vault is sealed"),
            "{error}"
        );
        assert_eq!(error.source().unwrap().to_string(), "the vault is sealed");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    // The next call asks anew.
    client
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap_err();
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_not_kept() {
    let server = Server::start(|_| page()).await;
    let asked = AtomicUsize::new(0);
    let provider = token_fn(move |_| {
        let text = if asked.fetch_add(1, Ordering::SeqCst) == 0 {
            "\n"
        } else {
            "ok"
        };
        async move { Ok::<_, std::io::Error>(text) }
    });
    let client = Client::builder()
        .base_url(&server.url)
        .token_provider(provider);
    let client = client.build().unwrap();
    let list = || client.organizations().invites().list(&org());
    assert!(
        list()
            .await
            .unwrap_err()
            .to_string()
            .contains("the token is empty")
    );
    list().await.unwrap();
    assert_eq!(tokens(&server), ["Bearer ok"]);
}

#[tokio::test]
async fn a_call_that_is_dropped_or_left_alone_holds_nobody_up() {
    use std::future::{IntoFuture as _, poll_fn};
    use std::pin::pin;
    let server = Server::start(|_| page()).await;
    let counting = Counting::default();
    let client = counting.client(&server);
    let list = || client.organizations().invites().list(&org()).into_future();
    let mut first = pin!(list());
    // It asks the provider, and is not polled again.
    poll_fn(|cx| {
        assert!(first.as_mut().poll(cx).is_pending());
        Poll::Ready(())
    })
    .await;
    list().await.unwrap();
    assert_eq!(counting.asked(), [TokenReason::First]);

    let other = Counting::default();
    let client = other.client(&server);
    let list = || client.organizations().invites().list(&org()).into_future();
    let mut dropped = Box::pin(list());
    poll_fn(|cx| {
        assert!(dropped.as_mut().poll(cx).is_pending());
        Poll::Ready(())
    })
    .await;
    drop(dropped);
    assert!(other.asked().is_empty());
    list().await.unwrap();
    assert_eq!(other.asked(), [TokenReason::First]);
}

#[tokio::test]
async fn a_provider_that_panics_holds_nobody_up() {
    let server = Server::start(|_| page()).await;
    let asked = AtomicUsize::new(0);
    let provider = token_fn(move |_| {
        let number = asked.fetch_add(1, Ordering::SeqCst);
        async move {
            assert!(number > 0, "a bug of the provider's");
            Ok::<_, std::io::Error>("ok")
        }
    });
    let client = Client::builder()
        .base_url(&server.url)
        .token_provider(provider);
    let client = client.build().unwrap();
    let first = tokio::spawn(client.organizations().invites().list(&org()).into_future());
    assert!(first.await.unwrap_err().is_panic());
    client.organizations().invites().list(&org()).await.unwrap();
}

#[tokio::test]
async fn a_provider_of_one_call_serves_all_its_pages() {
    let server = Server::start(|seen| {
        if seen.target.contains("page_token") {
            page()
        } else {
            json(
                200,
                &j!({ "items": [invite("a")], "pagination": { "next_page_token": "t" } }),
            )
        }
    })
    .await;
    let counting = Counting::default();
    let list = client(&server).organizations().invites().list(&org());
    let mut items = list.token_provider(counting.clone()).stream();
    let mut count = 0;
    while items.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!((count, counting.asked().len()), (2, 1));
    assert_eq!(tokens(&server), ["Bearer token-1"; 2]);
}
