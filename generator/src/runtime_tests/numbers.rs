//! Exact decimals: order, multiples, equality, against numbers of JSON.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use crate::runtime::number::Decimal;

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
}

#[test]
fn order_is_exact() {
    let ascending = [
        "-1e400",
        "-18446744073709551616",
        "-9223372036854775809",
        "-9223372036854775808",
        "-2",
        "-1.0000000000000000001",
        "-1",
        "-0.1",
        "-1e-400",
        "0",
        "1e-400",
        "0.09999999999999999999",
        "0.1",
        "0.3",
        "1",
        "1.5",
        "9007199254740992",
        "9007199254740993",
        "1e16",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "1e20",
        "1e400",
    ];
    for (left_index, left) in ascending.iter().enumerate() {
        for (right_index, right) in ascending.iter().enumerate() {
            let order = decimal(left).cmp(&decimal(right));
            assert_eq!(order, left_index.cmp(&right_index), "{left} {right}");
        }
    }
    for (left, right) in [
        ("1", "1.0"),
        ("100", "1e2"),
        ("0.00", "-0"),
        ("0.10", "1E-1"),
        ("12e-1", "1.2e+0"),
        ("-5", "-05"),
    ] {
        assert_eq!(
            decimal(left).cmp(&decimal(right)),
            Ordering::Equal,
            "{left} {right}"
        );
        assert_eq!(decimal(left).canonical(), decimal(right).canonical());
    }
}

#[test]
fn multiples_are_exact() {
    let yes = [
        ("0.3", "0.1"),
        ("1.1", "0.1"),
        ("19.99", "0.01"),
        ("0.0075", "0.0001"),
        ("0", "7"),
        ("-9", "3"),
        ("1e308", "1e-308"),
        ("12391239123", "1e-8"),
        ("100", "1e2"),
        ("340282366920938463463374607431768211456", "65536"),
        (
            "10000000000000000000000000000000000000000000000",
            "5000000000000000000000",
        ),
        ("4.5", "1.5"),
        ("1e1000000", "1024"),
    ];
    let no = [
        ("0.35", "0.1"),
        ("1e-9", "1e-8"),
        ("10", "3"),
        ("1e300", "7"),
        ("1e300", "3e-5"),
        ("5", "10"),
        ("0.00751", "0.0001"),
        ("1.0000000001", "1"),
        ("340282366920938463463374607431768211457", "65536"),
        ("1", "1e9999999999999999999"),
        ("1e-9999999999999999999", "3"),
    ];
    for (number, unit) in yes {
        assert!(
            decimal(number).is_multiple_of(&decimal(unit)),
            "{number} {unit}"
        );
    }
    for (number, unit) in no {
        assert!(
            !decimal(number).is_multiple_of(&decimal(unit)),
            "{number} {unit}"
        );
    }
    assert!(
        decimal("1").is_multiple_of(&decimal("0")),
        "zero is no unit"
    );
}

#[test]
fn small_cases_agree_with_integers() {
    for number in -60_i64..60 {
        for unit in 1_i64..30 {
            let tenths = |value: i64| decimal(&format!("{value}e-1"));
            let expected = number % unit == 0;
            assert_eq!(
                tenths(number).is_multiple_of(&tenths(unit)),
                expected,
                "{number} {unit}"
            );
            assert_eq!(
                tenths(number).cmp(&tenths(unit)),
                number.cmp(&unit),
                "{number} {unit}"
            );
        }
    }
}

#[test]
fn numbers_of_json_are_what_they_show() {
    for (json, text) in [
        ("0.1", "0.1"),
        ("1e23", "1e23"),
        ("5e-324", "5e-324"),
        ("-0.0", "0"),
        ("1.7976931348623157e308", "17976931348623157e292"),
        ("18446744073709551615", "18446744073709551615"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("7.0", "7"),
    ] {
        let Value::Number(number) = serde_json::from_str::<Value>(json).expect("JSON") else {
            panic!("{json}")
        };
        assert_eq!(Decimal::of(&number), Some(decimal(text)), "{json}");
    }
    assert_eq!(Decimal::of(&Number::from(7)), Some(decimal("7.0")));
}

#[test]
fn what_is_no_number_is_none() {
    for text in [
        "", "-", "+", ".", "e5", "1e", "1e+", "0x10", "1,5", "--1", "1.2.3", "NaN", "inf", "1e5.5",
        "١",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}
