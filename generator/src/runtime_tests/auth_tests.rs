//! Forms of tokens and schemes, and what is refused before anything is sent.
use super::call_tests::{client, invite, org};
use super::provider_tests::Counting;
use super::server::{Reply, Seen, Server, json, reply};
use crate::runtime::{
    Answer, Call, Client, DecodeError, ErrorKind, Location, Operation, OperationMeta, Scheme,
};
use serde_json::json as j;

pub(super) fn page() -> Reply {
    json(200, &j!({ "items": [invite("inv_1")] }))
}

pub(super) fn tokens(server: &Server) -> Vec<String> {
    let header = |seen: &Seen| seen.header("authorization").to_owned();
    server.seen().iter().map(header).collect()
}

#[tokio::test]
async fn tokens_are_sent_as_people_mean_them() {
    let server = Server::start(|_| page()).await;
    for given in [
        "abc",
        "Bearer abc",
        "bearer abc",
        " abc ",
        "BEARER   abc\n",
        "\tabc\r\n",
    ] {
        let client = Client::builder().base_url(&server.url).token(given);
        let call = client.build().unwrap().organizations().invites();
        call.list(&org()).await.unwrap();
        call.list(&org()).token(given).await.unwrap();
    }
    assert_eq!(tokens(&server), ["Bearer abc"; 12]);
    for given in ["", " \n", "Bearer", "Bearer ", "a\nb", "ž", "a\u{7f}"] {
        let client = Client::builder().base_url(&server.url).token(given);
        assert_eq!(client.build().unwrap_err().kind(), ErrorKind::Config);
        let call = super::call_tests::client(&server).organizations().invites();
        let error = call.list(&org()).token(given).await.unwrap_err();
        assert!(error.is_auth() && error.attempts() == 0, "{error}");
    }
    assert_eq!(server.seen().len(), 12);
}

#[tokio::test]
async fn a_missing_token_is_told_before_anything_is_sent() {
    let server = Server::start(|_| page()).await;
    let bare = Client::builder().base_url(&server.url).build().unwrap();
    let list = |client: &Client| client.organizations().invites().list(&org());
    let error = list(&bare).await.unwrap_err();
    let expected = "listOrganizationInvites: the operation needs a token (bearer) and there is none: set it with \
                    `ClientBuilder::token` or `Call::token`; `Client::from_env` takes it from the variable SAMPLE_API_KEY";
    assert_eq!(
        (error.kind(), error.to_string()),
        (ErrorKind::Auth, expected.to_owned())
    );
    assert!(server.seen().is_empty() && !error.is_retryable());

    list(&bare)
        .header("Authorization", "Custom x")
        .await
        .unwrap();
    list(&bare).token("own").await.unwrap();
    let elsewhere = Client::builder().base_url(&server.url).unauthenticated();
    list(&elsewhere.build().unwrap()).await.unwrap();
    assert_eq!(tokens(&server), ["Custom x", "Bearer own", ""]);
}

macro_rules! operation {
    ($name:ident, $security:expr) => {
        enum $name {}

        impl Operation for $name {
            type Output = ();
            const META: &'static OperationMeta = &OperationMeta {
                id: "probe",
                method: http::Method::GET,
                path: "/probe",
                params: &[],
                body: None,
                accept: "application/json",
                answers: &[],
                paging: None,
                idempotent: true,
                retries: None,
                security: $security,
            };
            fn decode(_: Answer) -> Result<(), DecodeError> {
                Ok(())
            }
        }
    };
}

operation!(Open, &[]);
operation!(Optional, &[&[], &[Scheme::Bearer]]);
operation!(
    Pair,
    &[&[
        Scheme::ApiKey {
            location: Location::Query,
            name: "k y"
        },
        Scheme::ApiKey {
            location: Location::Header,
            name: "x-key"
        },
    ]]
);
operation!(
    Cookie,
    &[&[Scheme::ApiKey {
        location: Location::Cookie,
        name: "session"
    }]]
);
operation!(Basic, &[&[Scheme::Basic]]);
operation!(Either, &[&[Scheme::Basic], &[Scheme::Bearer]]);
operation!(Foreign, &[&[Scheme::Other]]);

#[tokio::test]
async fn each_scheme_has_its_place() {
    let server = Server::start(|_| reply(204, "", "")).await;
    let bare = Client::builder().base_url(&server.url).build().unwrap();
    Call::<Open>::new(&bare).await.unwrap();
    Call::<Optional>::new(&bare).await.unwrap();
    Call::<Foreign>::new(&bare).await.unwrap();
    for (error, words) in [
        (
            Call::<Pair>::new(&bare).await.unwrap_err(),
            "query `k y` and header `x-key`",
        ),
        (
            Call::<Pair>::new(&bare)
                .header("X-Key", "v")
                .await
                .unwrap_err(),
            "query",
        ),
        (
            Call::<Cookie>::new(&bare).await.unwrap_err(),
            "cookie `session`",
        ),
        (
            Call::<Basic>::new(&bare).await.unwrap_err(),
            "user:password",
        ),
    ] {
        assert!(
            error.is_auth() && error.to_string().contains(words),
            "{error}"
        );
    }
    assert_eq!(server.seen().len(), 3);

    let full = client(&server);
    Call::<Optional>::new(&full).await.unwrap();
    Call::<Pair>::new(&full).token("a b&c").await.unwrap();
    Call::<Cookie>::new(&full).token("s").await.unwrap();
    Call::<Basic>::new(&full).token("u:p \n").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[3].header("authorization"), "Bearer test-token");
    assert_eq!(seen[4].target, "/probe?k%20y=a%20b%26c");
    assert_eq!(seen[4].header("x-key"), "a b&c");
    assert_eq!(seen[5].header("cookie"), "session=s");
    assert_eq!(seen[6].header("authorization"), "Basic dTpwIA==");
}

#[tokio::test]
async fn a_token_for_basic_authentication_is_user_and_password() {
    let server = Server::start(|_| reply(204, "", "")).await;
    for given in ["sEcReT", "dXNlcjpw", " sEcReT \n"] {
        let call = Call::<Basic>::new(&client(&server)).token(given);
        let error = call.await.unwrap_err();
        assert!(error.is_auth() && error.attempts() == 0, "{error}");
        let text = error.to_string();
        assert!(
            text.contains("`user:password`") && !text.contains(given.trim()),
            "{text}"
        );
    }
    for given in [":", "u:", ":p"] {
        let call = Call::<Basic>::new(&client(&server)).token(given);
        call.await.unwrap();
    }
    assert_eq!(tokens(&server), ["Basic Og==", "Basic dTo=", "Basic OnA="]);
}

#[tokio::test]
async fn a_token_goes_by_the_alternative_that_it_fits() {
    let server = Server::start(|_| reply(204, "", "")).await;
    for given in ["sEcReT", "u:p"] {
        let call = Call::<Either>::new(&client(&server)).token(given);
        call.await.unwrap();
    }
    assert_eq!(tokens(&server), ["Bearer sEcReT", "Basic dTpw"]);
}

#[tokio::test]
async fn no_token_of_any_kind_travels_in_clear_text() {
    let builder = || Client::builder().base_url("http://example.invalid");
    let asked = Counting::default();
    assert!(builder().token_provider(asked.clone()).build().is_err());
    let client = builder().build().unwrap();
    for call in [
        Call::<Pair>::new(&client).token("t"),
        Call::<Pair>::new(&client).token_provider(asked.clone()),
    ] {
        let error = call.await.unwrap_err();
        assert!(
            error.is_auth() && error.to_string().contains("clear text"),
            "{error}"
        );
    }
    let marked = Call::<Pair>::new(&client).token("t").header("x-key", "v");
    assert!(marked.await.unwrap_err().to_string().contains("clear text"));
    assert!(asked.asked().is_empty());
}
