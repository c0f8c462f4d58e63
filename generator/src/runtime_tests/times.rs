//! Dates and times in all forms that servers are known to send, and base64.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};

use crate::runtime::values::{Base64, Date, DateTime, Uuid};
use crate::runtime::wire::Wire;

/// What comes back out of what went in; nothing for a refusal.
fn round<T: Wire>(text: &str) -> Option<String> {
    let value = T::decode(json!(text)).ok()?;
    value.encode().as_str().map(str::to_owned)
}

#[test]
fn every_rfc_3339_time_is_read_and_written_in_utc() {
    for (text, written) in [
        ("2026-01-15T09:30:15Z", "2026-01-15T09:30:15Z"),
        ("2026-01-15T09:30:15.25Z", "2026-01-15T09:30:15.25Z"),
        ("2026-01-15T09:30:15.5Z", "2026-01-15T09:30:15.5Z"),
        ("2026-01-15T09:30:15.500Z", "2026-01-15T09:30:15.5Z"),
        ("2026-01-15T09:30:15.000Z", "2026-01-15T09:30:15Z"),
        ("2026-01-15T09:30:15.123456Z", "2026-01-15T09:30:15.123456Z"),
        (
            "2026-01-15T09:30:15.123456789Z",
            "2026-01-15T09:30:15.123456789Z",
        ),
        (
            "2026-01-15T09:30:15.000000001Z",
            "2026-01-15T09:30:15.000000001Z",
        ),
        (
            "2026-01-15T09:30:15.1234567899Z",
            "2026-01-15T09:30:15.123456789Z",
        ),
        ("2026-01-15T09:30:15+05:30", "2026-01-15T04:00:15Z"),
        ("2026-01-15T09:30:15.25-08:00", "2026-01-15T17:30:15.25Z"),
        ("2026-01-15T09:30:15+00:00", "2026-01-15T09:30:15Z"),
        ("2026-01-15T09:30:15-00:00", "2026-01-15T09:30:15Z"),
        ("2026-01-01T00:30:00+02:00", "2025-12-31T22:30:00Z"),
        ("2026-01-15t09:30:15z", "2026-01-15T09:30:15Z"),
        ("2026-01-15 09:30:15Z", "2026-01-15T09:30:15Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ("1815-12-10T00:00:00Z", "1815-12-10T00:00:00Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        (
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:59.999999999Z",
        ),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ("2016-12-31T23:59:60.5Z", "2016-12-31T23:59:60.5Z"),
        ("1998-12-31T15:59:60.123-08:00", "1998-12-31T23:59:60.123Z"),
        ("2017-01-01T05:29:60+05:30", "2016-12-31T23:59:60Z"),
    ] {
        assert_eq!(round::<DateTime>(text).as_deref(), Some(written), "{text}");
        let by_chrono =
            chrono::DateTime::parse_from_rfc3339(text).map(|time| time.with_timezone(&Utc));
        assert_eq!(DateTime::decode(json!(text)).ok(), by_chrono.ok(), "{text}");
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "2026-01-15T09:30:15",
        "2026-01-15",
        "2026-01-15T24:00:00Z",
        "2026-01-15T09:30:15+05",
        "2026-01-15T09:30:15+0530",
        "",
        "not-a-date",
        "1700000000",
        "2026-02-30T00:00:00Z",
        "2026-01-15T09:60:00Z",
        "2026-01-15T09:30:61Z",
        "2026-01-15T12:30:60Z",
        "2026-01-15T09:30:15.Z",
        "2026-01-15T09:30Z",
        "2026-01-15T09:30:15+24:00",
        "2026-01-15T09:30:15+01:60",
        "+12026-01-15T09:30:15Z",
        "2026-01-15T09:30:15Z ",
        " 2026-01-15T09:30:15Z",
        "2026-01-15_09:30:15Z",
        "2026-01-15T09:30:15ZZ",
        "2026-01-1৪T09:30:15Z",
        "2026-01-15T09:30:15,5Z",
        "éééééé",
        "2026-01-15T09:30:15−08:00",
    ] {
        assert_eq!(round::<DateTime>(text), None, "{text}");
    }
    let error = DateTime::decode(json!(1_700_000_000)).expect_err("a number is no time");
    assert_eq!(
        error.to_string(),
        "expected an RFC 3339 date-time, found a number"
    );
    let error = DateTime::decode(json!("hunter2")).expect_err("no time");
    assert_eq!(
        error.to_string(),
        "expected an RFC 3339 date-time, found another string"
    );
}

#[test]
fn times_at_the_edges_do_not_panic() {
    for time in [
        DateTime::MIN_UTC,
        DateTime::MAX_UTC,
        Utc.timestamp_nanos(-1),
    ] {
        assert!(time.encode().is_string());
    }
    assert_eq!(
        Utc.timestamp_nanos(-1).encode(),
        json!("1969-12-31T23:59:59.999999999Z")
    );
    assert!(DateTime::decode(json!("9999-12-31T23:59:59-23:59")).is_ok());
    assert_eq!(
        round::<DateTime>("0001-01-01T00:00:00+01:00").as_deref(),
        Some("0000-12-31T23:00:00Z")
    );
}

#[test]
fn dates_and_uuids() {
    assert_eq!(round::<Date>("2024-02-29").as_deref(), Some("2024-02-29"));
    assert_eq!(round::<Date>("0001-01-01").as_deref(), Some("0001-01-01"));
    for text in [
        "2023-02-29",
        "2024-2-29",
        "20240229",
        "2024-02-29T00:00:00Z",
        "",
        "2024-13-01",
        "2024-00-10",
    ] {
        assert_eq!(round::<Date>(text), None, "{text}");
    }
    let uuid = "2eb8aa08-aa98-11ea-b4aa-73b441d16380";
    assert_eq!(round::<Uuid>(&uuid.to_uppercase()).as_deref(), Some(uuid));
    assert_eq!(round::<Uuid>(&uuid.replace('-', "")).as_deref(), Some(uuid));
    assert_eq!(round::<Uuid>("2eb8aa08"), None);
    assert_eq!(
        round::<std::net::Ipv4Addr>("10.0.0.1").as_deref(),
        Some("10.0.0.1")
    );
    assert_eq!(round::<std::net::Ipv6Addr>("::0:1").as_deref(), Some("::1"));
}

#[test]
fn base64_is_read_in_every_spelling_and_written_in_one() {
    for (text, written) in [
        ("", ""),
        ("d2lyZQD/IGJ5dGVz", "d2lyZQD/IGJ5dGVz"),
        ("d2lyZQD_IGJ5dGVz", "d2lyZQD/IGJ5dGVz"),
        ("QQ", "QQ=="),
        ("QQ==", "QQ=="),
        ("QUI", "QUI="),
        ("-_-_", "+/+/"),
    ] {
        assert_eq!(round::<Base64>(text).as_deref(), Some(written), "{text}");
    }
    for text in [
        "Q", "Q===", "QQ= =", "Q Q=", "+/-_", "Ä", "QQ==QQ==", "QR==", "d2ly\n",
    ] {
        assert_eq!(round::<Base64>(text), None, "{text}");
    }
    assert_eq!(Base64::from(b"A\xff").encode(), json!("Qf8="));
    assert_eq!(format!("{:?}", Base64::from(b"secret")), "Base64(6 bytes)");
    let all: Vec<u8> = (0..=255).collect();
    let text: Value = Base64::from(all.clone()).encode();
    assert_eq!(Base64::decode(text).map(Vec::from), Ok(all));
}

/// Every time of the recorded answers, by the name of its variant.
#[test]
fn recorded_times() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/wire/responses.jsonl"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the wire recordings are not at hand");
        return;
    };
    let refused = [
        "date-number",
        "date-garbage",
        "date-empty",
        "date-no-zone",
        "date-date-only",
        "date-hour-24",
        "date-short-offset",
    ];
    let mut seen = std::collections::BTreeSet::new();
    for line in text.lines().filter(|line| line.contains("\"date-")) {
        let row: Value = serde_json::from_str(line).expect("JSON lines");
        let Some((variant, pointer)) = row["variant"]
            .as_str()
            .and_then(|variant| variant.split_once(':'))
        else {
            continue;
        };
        let Some(value) = row["body"]
            .pointer(pointer)
            .filter(|_| variant.starts_with("date-"))
        else {
            continue;
        };
        seen.insert(variant.to_owned());
        let time = DateTime::decode(value.clone());
        assert_eq!(
            time.is_err(),
            refused.contains(&variant),
            "{variant}: {value}"
        );
        if let Ok(time) = time {
            assert_eq!(
                DateTime::decode(time.encode()),
                Ok(time),
                "{variant}: {value}"
            );
        }
    }
    println!("{} variants of times: {seen:?}", seen.len());
    assert!(seen.len() > 15);
}
