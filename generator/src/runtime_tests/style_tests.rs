//! Parameters in every style, against the table of the specification (`OpenAPI` 3.1.1, section 4.8.12.6).
use crate::runtime::{Location, OperationMeta, Parameter, Schema, Style};
use crate::runtime::{path, query::Query, request, retry_after};
use serde_json::{Value, json as j};
use std::time::{Duration, SystemTime};

fn param(location: Location, style: Style, explode: bool) -> Parameter {
    Parameter {
        name: "color",
        location,
        style,
        explode,
        allow_reserved: false,
        required: false,
        schema: Schema(&[]),
    }
}

fn in_query(style: Style, explode: bool, value: &Value) -> String {
    let mut query = Query::default();
    query.put(&param(Location::Query, style, explode), value);
    query.into_string()
}

fn in_path(style: Style, explode: bool, value: &Value) -> String {
    let whole = filled("/a/{color}/b", style, explode, value);
    let inner = whole.strip_prefix("/a/").unwrap();
    inner.strip_suffix("/b").unwrap().to_owned()
}

fn in_header(style: Style, explode: bool, value: &Value) -> String {
    request::simple(Some(&param(Location::Header, style, explode)), value)
}

fn in_cookie(style: Style, explode: bool, value: &Value) -> String {
    request::cookie_pairs(&param(Location::Cookie, style, explode), value)
}

fn filled(path: &'static str, style: Style, explode: bool, value: &Value) -> String {
    let params: &'static [Parameter] = vec![param(Location::Path, style, explode)].leak();
    let meta = OperationMeta {
        id: "x",
        method: http::Method::GET,
        path,
        params,
        body: None,
        accept: "",
        answers: &[],
        paging: None,
        idempotent: true,
        retries: None,
        security: &[],
    };
    let mut written = String::new();
    path::fill(&mut written, &meta, &|_| Some(value));
    written
}

/// The values of the specification's table. Objects are in the order of their names, as `serde_json` keeps them.
fn colors() -> [Value; 4] {
    [
        j!(""),
        j!("blue"),
        j!(["blue", "black", "brown"]),
        j!({ "R": 100, "G": 200, "B": 150 }),
    ]
}

/// Every row of the table "Style Examples": style, explode, and what becomes of each of [`colors`]. What the
/// specification leaves undefined is `None`; we send what servers that know the style read.
type Row = (Style, bool, [Option<&'static str>; 4]);

const IN_PATHS: [Row; 6] = [
    (
        Style::Matrix,
        false,
        [
            Some(";color"),
            Some(";color=blue"),
            Some(";color=blue,black,brown"),
            Some(";color=B,150,G,200,R,100"),
        ],
    ),
    (
        Style::Matrix,
        true,
        [
            Some(";color"),
            Some(";color=blue"),
            Some(";color=blue;color=black;color=brown"),
            Some(";B=150;G=200;R=100"),
        ],
    ),
    (
        Style::Label,
        false,
        [
            Some("."),
            Some(".blue"),
            Some(".blue,black,brown"),
            Some(".B,150,G,200,R,100"),
        ],
    ),
    (
        Style::Label,
        true,
        [
            Some("."),
            Some(".blue"),
            Some(".blue.black.brown"),
            Some(".B=150.G=200.R=100"),
        ],
    ),
    (
        Style::Simple,
        false,
        [
            Some(""),
            Some("blue"),
            Some("blue,black,brown"),
            Some("B,150,G,200,R,100"),
        ],
    ),
    (
        Style::Simple,
        true,
        [
            Some(""),
            Some("blue"),
            Some("blue,black,brown"),
            Some("B=150,G=200,R=100"),
        ],
    ),
];

const IN_QUERIES: [Row; 8] = [
    (
        Style::Form,
        false,
        [
            Some("color="),
            Some("color=blue"),
            Some("color=blue,black,brown"),
            Some("color=B,150,G,200,R,100"),
        ],
    ),
    (
        Style::Form,
        true,
        [
            Some("color="),
            Some("color=blue"),
            Some("color=blue&color=black&color=brown"),
            Some("B=150&G=200&R=100"),
        ],
    ),
    (
        Style::SpaceDelimited,
        false,
        [
            None,
            None,
            Some("color=blue%20black%20brown"),
            Some("color=B%20150%20G%20200%20R%20100"),
        ],
    ),
    (Style::SpaceDelimited, true, [None; 4]),
    (
        Style::PipeDelimited,
        false,
        [
            None,
            None,
            Some("color=blue%7Cblack%7Cbrown"),
            Some("color=B%7C150%7CG%7C200%7CR%7C100"),
        ],
    ),
    (Style::PipeDelimited, true, [None; 4]),
    (Style::DeepObject, false, [None; 4]),
    (
        Style::DeepObject,
        true,
        [
            None,
            None,
            None,
            Some("color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100"),
        ],
    ),
];

fn hold(rows: &[Row], spelt: fn(Style, bool, &Value) -> String) -> usize {
    let mut cells = 0;
    for (style, explode, expected) in rows {
        for (value, expected) in colors().iter().zip(expected) {
            if let Some(expected) = expected {
                let spelt = spelt(*style, *explode, value);
                assert_eq!(spelt, *expected, "{style:?} {explode} {value}");
                cells += 1;
            }
        }
    }
    cells
}

#[test]
fn the_table_of_the_specification() {
    assert_eq!(hold(&IN_PATHS, in_path), 24);
    assert_eq!(hold(&IN_QUERIES, in_query), 8 + 2 + 2 + 1);
    let headers = &IN_PATHS[4..];
    assert_eq!(hold(headers, in_header), 8);
    // A cookie's pairs are separated as RFC 6265 has it.
    let cookies =
        |style, explode, value: &Value| in_cookie(style, explode, value).replace("; ", "&");
    assert_eq!(hold(&IN_QUERIES[..2], cookies), 8);
}

#[test]
fn what_the_table_leaves_open() {
    let [_, text, list, object] = colors();
    for (style, explode, value, expected) in [
        (Style::SpaceDelimited, false, &text, "color=blue"),
        (
            Style::PipeDelimited,
            true,
            &list,
            "color=blue&color=black&color=brown",
        ),
        (
            Style::SpaceDelimited,
            true,
            &list,
            "color=blue&color=black&color=brown",
        ),
        (Style::SpaceDelimited, true, &object, "B=150&G=200&R=100"),
        (Style::DeepObject, true, &text, "color=blue"),
        (
            Style::DeepObject,
            true,
            &list,
            "color=blue&color=black&color=brown",
        ),
        (
            Style::DeepObject,
            false,
            &j!({ "a": { "b": [1, 2] }, "c": null }),
            "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2",
        ),
        (
            Style::Json,
            false,
            &list,
            "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
        ),
    ] {
        assert_eq!(
            in_query(style, explode, value),
            expected,
            "{style:?} {explode} {value}"
        );
    }
}

#[test]
fn nothing_and_the_empty_string_are_told_apart() {
    for value in [j!(null), j!([]), j!({})] {
        assert_eq!(in_query(Style::Form, true, &value), "", "{value}");
        assert_eq!(in_query(Style::Form, false, &value), "", "{value}");
    }
    assert_eq!(in_query(Style::Form, true, &j!("")), "color=");
    assert_eq!(
        in_query(Style::Form, true, &j!(["", "a"])),
        "color=&color=a"
    );
    assert_eq!(
        in_query(Style::Form, true, &j!([true, 1.5, -3])),
        "color=true&color=1.5&color=-3"
    );
}

#[test]
fn everything_but_unreserved_is_encoded() {
    assert_eq!(
        in_query(Style::Form, true, &j!("a+b c&d=e%20ž")),
        "color=a%2Bb%20c%26d%3De%2520%C5%BE"
    );
    assert_eq!(
        in_query(Style::Form, true, &j!("-._~09azAZ")),
        "color=-._~09azAZ"
    );
    let mut query = Query::default();
    let reserved = Parameter {
        allow_reserved: true,
        ..param(Location::Query, Style::Form, true)
    };
    query.put(&reserved, &j!("/a?b=c&d%20e%zz#[f] +ž"));
    assert_eq!(
        query.into_string(),
        "color=/a?b=c%26d%20e%25zz%23%5Bf%5D%20%2B%C5%BE"
    );
}

#[test]
fn a_value_stays_in_its_place_in_a_path() {
    assert_eq!(
        in_path(Style::Simple, false, &j!("a/b?c#d%2e\\é")),
        "a%2Fb%3Fc%23d%252e%5C%C3%A9"
    );
    assert_eq!(
        in_path(Style::Matrix, true, &j!(["", "a;b=c"])),
        ";color;color=a%3Bb%3Dc"
    );
    for value in [
        j!(""),
        j!("."),
        j!(".."),
        j!([]),
        j!({}),
        j!([".."]),
        j!({ "a": "" }),
    ] {
        for style in [Style::Simple, Style::Label] {
            assert!(
                path::unsafe_reason(style, &value).is_some(),
                "{style:?} {value}"
            );
        }
    }
    // `;color` is no dot segment, whatever follows it. Nothing at all would leave the segment empty.
    assert!(path::unsafe_reason(Style::Matrix, &j!("..")).is_none());
    assert!(path::unsafe_reason(Style::Matrix, &j!([])).is_some());
    let mixed = "/v1/{color}:cancel/{color}.json?as={color}";
    assert_eq!(
        filled(mixed, Style::Simple, false, &j!("a b")),
        "/v1/a%20b:cancel/a%20b.json?as=a%20b"
    );
}

#[test]
fn waiting_times() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let read = |pairs: &[(&'static str, &str)]| {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let status = http::StatusCode::TOO_MANY_REQUESTS;
        retry_after::from_headers(status, &headers, &|| now).map(|wait| wait.as_millis())
    };
    assert_eq!(read(&[("retry-after", "2")]), Some(2000));
    assert_eq!(read(&[("retry-after", "0.5")]), Some(500));
    assert_eq!(
        read(&[("retry-after", "Sun, 06 Nov 1994 08:49:38 GMT")]),
        Some(1000)
    );
    assert_eq!(
        read(&[("retry-after", "Sun, 06 Nov 1994 08:49:30 GMT")]),
        Some(0)
    );
    assert_eq!(read(&[("x-ratelimit-reset", "784111780")]), Some(3000));
    assert_eq!(
        read(&[("retry-after", "soon"), ("x-ratelimit-reset", "1")]),
        Some(0)
    );
    for odd in ["soon", "-3", "nan", "inf", "1e300", ""] {
        assert_eq!(read(&[("retry-after", odd)]), None, "{odd}");
    }
}
