//! What the invitation operations do not show: other ways of paging, authentication and bodies, other transports.
use super::call_tests::client;
use super::server::{Seen, Server, json, reply};
use crate::runtime::transport::BoxFuture;
use crate::runtime::{
    Answer, BodyMeta, Call, Client, DecodeError, HttpAnswer, HttpRequest, Location, Operation,
    OperationMeta, Paged, Paging, Parameter, RetryPolicy, Schema, Scheme, Style, Transport,
    TransportError, TransportErrorKind, Upload,
};
use serde_json::{Value, json as j};
use std::time::Duration;

pub(super) const fn query(name: &'static str) -> Parameter {
    let (location, style) = (Location::Query, Style::Form);
    Parameter {
        name,
        location,
        style,
        explode: true,
        allow_reserved: false,
        required: false,
        schema: Schema(&[]),
    }
}

pub(super) const PLAIN: OperationMeta = OperationMeta {
    id: "list",
    method: http::Method::GET,
    path: "/things",
    params: &[query("size"), query("at")],
    body: None,
    accept: "application/json",
    answers: &[],
    paging: None,
    idempotent: true,
    retries: None,
    security: &[&[], &[Scheme::Bearer]],
};

static ANY: Schema = Schema(&[]);

macro_rules! operation {
    ($name:ident, $meta:expr) => {
        pub(super) enum $name {}
        impl Operation for $name {
            type Output = Value;
            const META: &'static OperationMeta = &$meta;
            fn decode(answer: Answer) -> Result<Value, DecodeError> {
                Ok(answer.json_optional()?.unwrap_or_default())
            }
        }
        impl Paged for $name {
            type Item = Value;
            const ITEMS: &'static str = "/items";
            fn items(page: Value) -> Vec<Value> {
                page["items"].as_array().cloned().unwrap_or_default()
            }
        }
    };
}

operation!(
    ByOffset,
    OperationMeta {
        paging: Some(Paging::Offset {
            param: "at",
            items: "/items"
        }),
        ..PLAIN
    }
);
operation!(
    ByPage,
    OperationMeta {
        paging: Some(Paging::Page {
            param: "at",
            items: "/items"
        }),
        ..PLAIN
    }
);
operation!(
    ByUrl,
    OperationMeta {
        paging: Some(Paging::NextUrl { next: "/next" }),
        ..PLAIN
    }
);
operation!(
    ByLink,
    OperationMeta {
        paging: Some(Paging::Link),
        ..PLAIN
    }
);
operation!(
    Basic,
    OperationMeta {
        security: &[&[Scheme::Basic]],
        ..PLAIN
    }
);
operation!(
    Anonymous,
    OperationMeta {
        security: &[],
        ..PLAIN
    }
);
operation!(
    Keys,
    OperationMeta {
        security: &[KEYS],
        ..PLAIN
    }
);
operation!(
    Raw,
    OperationMeta {
        method: http::Method::PUT,
        body: Some(RAW),
        ..PLAIN
    }
);

const RAW: BodyMeta = BodyMeta {
    media_type: "*/*",
    required: false,
    schema: &ANY,
    encoding: &[],
};
pub(super) const KEYS: &[Scheme] = &[
    Scheme::ApiKey {
        location: Location::Header,
        name: "X-Key",
    },
    Scheme::ApiKey {
        location: Location::Query,
        name: "key",
    },
    Scheme::ApiKey {
        location: Location::Cookie,
        name: "sid",
    },
];

pub(super) async fn all<O: Paged<Item = Value>>(
    call: Call<O>,
) -> Result<Vec<Value>, crate::runtime::Error> {
    let mut items = call.stream();
    let mut found = Vec::new();
    while let Some(item) = items.try_next().await? {
        found.push(item);
    }
    Ok(found)
}

fn targets(server: &Server) -> Vec<String> {
    server.seen().into_iter().map(|seen| seen.target).collect()
}

/// Five items, two on a page.
fn counted(seen: &Seen, first: usize, step: usize) -> Value {
    let at = seen
        .target
        .split("at=")
        .nth(1)
        .map_or(first, |text| text.parse().unwrap());
    let start = (at - first) * step;
    let items: Vec<usize> = (start..5).take(2).collect();
    j!({ "items": items })
}

#[tokio::test]
async fn pages_by_offset_and_by_number() {
    let server = Server::start(|seen| json(200, &counted(seen, 0, 1))).await;
    let call = Call::<ByOffset>::new(&client(&server)).set_query("size", &2i64);
    assert_eq!(all(call).await.unwrap(), [0, 1, 2, 3, 4]);
    let expected = [
        "/things?size=2",
        "/things?size=2&at=2",
        "/things?size=2&at=4",
        "/things?size=2&at=5",
    ];
    assert_eq!(targets(&server), expected);

    let server = Server::start(|seen| json(200, &counted(seen, 1, 2))).await;
    assert_eq!(
        all(Call::<ByPage>::new(&client(&server))).await.unwrap(),
        [0, 1, 2, 3, 4]
    );
    assert_eq!(
        targets(&server),
        ["/things", "/things?at=2", "/things?at=3", "/things?at=4"]
    );
    let from = Call::<ByPage>::new(&client(&server)).from_token("3");
    assert_eq!(all(from).await.unwrap(), [4]);
}

#[tokio::test]
async fn pages_by_the_link_header() {
    let server = Server::start(|seen| {
        let (items, link) = match seen.target.as_str() {
            "/things" => (
                1,
                "</x>; title=\"a, <b>; rel=next\"; rel=prev, <?p=2>; rel=\"last NEXT\"",
            ),
            "/things?p=2" => (2, "</things?p=3>;rel=next; rel=prev,</z>"),
            "/things?p=3" => (3, "<?p=1>; rel=prev, <broken; rel=next"),
            other => panic!("{other}"),
        };
        let mut reply = json(200, &j!({ "items": [items] }));
        reply.headers_mut().append("link", link.parse().unwrap());
        reply
    })
    .await;
    let call = Call::<ByLink>::new(&client(&server));
    assert_eq!(all(call).await.unwrap(), [1, 2, 3]);
    let server = Server::start(|_| {
        let mut reply = json(200, &j!({ "items": [1] }));
        let link = "<https://evil.example/x>; rel=next".parse().unwrap();
        reply.headers_mut().append("link", link);
        reply
    })
    .await;
    let error = all(Call::<ByLink>::new(&client(&server)))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("next page's address"), "{error}");
}

#[tokio::test]
async fn pages_by_address_stay_at_the_client_s_server() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/things?size=1" => json(200, &j!({ "items": [1], "next": "/things?size=1&c=2" })),
        "/things?size=1&c=2" => {
            let next = format!("http://{}/things?c=3", seen.header("host"));
            json(200, &j!({ "items": [2], "next": next }))
        }
        "/things?c=3" => json(200, &j!({ "items": [3], "next": null })),
        other => panic!("{other}"),
    })
    .await;
    let call = Call::<ByUrl>::new(&client(&server)).set_query("size", &1i64);
    assert_eq!(all(call).await.unwrap(), [1, 2, 3]);
    for next in [
        "https://evil.example/x",
        "//evil.example/x",
        "http://127.0.0.1@evil.example/",
        "x",
        "/a\\b",
    ] {
        let server = Server::start(move |_| json(200, &j!({ "items": [1], "next": next }))).await;
        let error = all(Call::<ByUrl>::new(&client(&server))).await.unwrap_err();
        assert!(error.to_string().contains("next page's address"), "{error}");
        let error = all(Call::<ByUrl>::new(&client(&server)).from_token(next))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("next page's address"), "{error}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_token_goes_where_the_operation_wants_it() {
    let server = Server::start(|_| json(200, &j!(1))).await;
    let client = Client::builder()
        .base_url(&server.url)
        .token("a:b c")
        .build()
        .unwrap();
    Call::<Basic>::new(&client).await.unwrap();
    Call::<Anonymous>::new(&client).await.unwrap();
    Call::<Keys>::new(&client)
        .set_query("size", &1i64)
        .header("Cookie", "x=y")
        .await
        .unwrap();
    Call::<ByPage>::new(&client).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), "Basic YTpiIGM=");
    assert_eq!(seen[1].header("authorization"), "");
    assert_eq!(
        (seen[2].header("x-key"), seen[2].header("cookie")),
        ("a:b c", "x=y; sid=a%3Ab%20c")
    );
    assert_eq!(seen[2].target, "/things?size=1&key=a%3Ab%20c");
    assert_eq!(seen[3].header("authorization"), "Bearer a:b c");
}

#[tokio::test]
async fn bodies_of_other_kinds() {
    let server = Server::start(|_| reply(204, "", "")).await;
    let call = || Call::<Raw>::new(&client(&server));
    call()
        .set_file(Upload::bytes("a.png", vec![1, 2]))
        .await
        .unwrap();
    call()
        .set_urlencoded(&j!({ "a": "b c", "l": [1, 2], "n": null }))
        .header("Content-Type", "x/y")
        .await
        .unwrap();
    call().set_text("žluť".to_owned()).await.unwrap();
    assert_eq!(call().await.unwrap(), Value::Null);
    let seen = server.seen();
    assert_eq!(
        (seen[0].header("content-type"), seen[0].body.as_ref()),
        ("image/png", &[1, 2][..])
    );
    assert_eq!(
        (seen[1].header("content-type"), seen[1].body.as_ref()),
        ("x/y", &b"a=b%20c&l=1&l=2"[..])
    );
    assert_eq!(seen[2].body.as_ref(), "žluť".as_bytes());
}

/// Answers nothing, and its clock stands still.
pub(super) struct Silent;

impl Transport for Silent {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        assert!(!format!("{request:?}").contains("sEcReT"));
        let error = TransportError::new(
            TransportErrorKind::Connect,
            std::io::Error::other("no network"),
        );
        Box::pin(async { Err(error) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_transport_of_one_s_own() {
    let client = Client::builder()
        .base_url("https://h.example")
        .token("sEcReT")
        .transport(Silent)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = Call::<Keys>::new(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "list: the exchange failed: no network");
    assert!(
        error.is_connect()
            && !error.is_timeout()
            && error.headers().is_none()
            && error.body().is_none()
    );
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .source()
            .is_some()
    );
}
