//! Parameters in every style, against the table of the specification (`OpenAPI` 3.1.1, section 4.8.12.6).
use crate::runtime::{Location, OperationMeta, Parameter, Schema, Style};
use crate::runtime::{path, query::Query, retry_after};
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
    let params: &'static [Parameter] = vec![param(Location::Path, style, explode)].leak();
    let meta = OperationMeta {
        id: "x",
        method: http::Method::GET,
        path: "/a/{color}/b",
        params,
        body: None,
        accept: "",
        answer: None,
        paging: None,
        idempotent: true,
        retries: None,
        security: &[],
    };
    let whole = path::fill(&meta, &|_| Some(value.clone()));
    whole
        .strip_prefix("/a/")
        .unwrap()
        .strip_suffix("/b")
        .unwrap()
        .to_owned()
}

#[test]
fn queries() {
    let (list, object) = (j!(["blue", "black"]), j!({ "B": 150, "G": 200, "R": 100 }));
    for (style, explode, value, expected) in [
        (Style::Form, true, &j!("blue"), "color=blue"),
        (Style::Form, true, &list, "color=blue&color=black"),
        (Style::Form, false, &list, "color=blue,black"),
        (Style::Form, true, &object, "B=150&G=200&R=100"),
        (Style::Form, false, &object, "color=B,150,G,200,R,100"),
        (Style::SpaceDelimited, false, &list, "color=blue%20black"),
        (
            Style::SpaceDelimited,
            false,
            &object,
            "color=B%20150%20G%20200%20R%20100",
        ),
        (Style::PipeDelimited, false, &list, "color=blue%7Cblack"),
        (
            Style::PipeDelimited,
            false,
            &object,
            "color=B%7C150%7CG%7C200%7CR%7C100",
        ),
        (
            Style::DeepObject,
            true,
            &object,
            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
        ),
        (
            Style::Json,
            false,
            &list,
            "color=%5B%22blue%22%2C%22black%22%5D",
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
fn paths() {
    let (list, object) = (j!(["blue", "black"]), j!({ "B": 150, "G": 200 }));
    for (style, explode, value, expected) in [
        (Style::Simple, false, &j!("blue"), "blue"),
        (
            Style::Simple,
            false,
            &j!("a/b?c#d%2e\\é"),
            "a%2Fb%3Fc%23d%252e%5C%C3%A9",
        ),
        (Style::Simple, false, &list, "blue,black"),
        (Style::Simple, false, &object, "B,150,G,200"),
        (Style::Simple, true, &object, "B=150,G=200"),
        (Style::Label, false, &j!("blue"), ".blue"),
        (Style::Label, false, &list, ".blue,black"),
        (Style::Label, true, &list, ".blue.black"),
        (Style::Label, true, &object, ".B=150.G=200"),
        (Style::Matrix, false, &j!("blue"), ";color=blue"),
        (Style::Matrix, false, &list, ";color=blue,black"),
        (Style::Matrix, true, &list, ";color=blue;color=black"),
        (Style::Matrix, false, &object, ";color=B,150,G,200"),
        (Style::Matrix, true, &object, ";B=150;G=200"),
    ] {
        assert_eq!(
            in_path(style, explode, value),
            expected,
            "{style:?} {explode} {value}"
        );
    }
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
