//! Comparing numbers by their text, so that no bound is rounded.
use std::cmp::Ordering;

/// The order of two numbers in JSON's grammar; `None` where one is none, or has an exponent beyond reason.
pub(crate) fn compare(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (Decimal::parse(a)?, Decimal::parse(b)?);
    Some(match (a.sign(), b.sign()) {
        (x, y) if x != y => x.cmp(&y),
        (0, _) => Ordering::Equal,
        (1, _) => a.magnitude(&b),
        _ => b.magnitude(&a),
    })
}

/// How many digits stand behind the point, zeros at the end apart.
pub(crate) fn places(text: &str) -> Option<u32> {
    let decimal = Decimal::parse(text)?;
    let places = i64::try_from(decimal.digits.len()).ok()? - decimal.exponent;
    u32::try_from(places.max(0)).ok()
}

/// The number in units of `10^-places`; `None` where it is none of them, or has more digits than 128 bits hold.
pub(crate) fn scaled(text: &str, places: u32) -> Option<i128> {
    let decimal = Decimal::parse(text)?;
    if decimal.digits.is_empty() {
        return Some(0);
    }
    let zeros = decimal.exponent - i64::try_from(decimal.digits.len()).ok()? + i64::from(places);
    let unit = 10_i128.checked_pow(u32::try_from(zeros).ok()?)?;
    let digits: i128 = std::str::from_utf8(&decimal.digits).ok()?.parse().ok()?;
    let size = digits.checked_mul(unit)?;
    Some(if decimal.negative { -size } else { size })
}

/// `0.digits × 10^exponent`, the digits without zeros at either end.
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (negative, text) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if all.is_empty() || !all.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let leading = all.iter().take_while(|digit| **digit == b'0').count();
        let mut digits = all[leading..].to_vec();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        let point = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
        let exponent = exponent.trim_start_matches('+').parse::<i32>().ok()?;
        Some(Self {
            negative,
            digits,
            exponent: point + i64::from(exponent),
        })
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => -1,
        }
    }

    /// Byte strings without trailing zeros order as the fractions that they spell.
    fn magnitude(&self, other: &Self) -> Ordering {
        self.exponent
            .cmp(&other.exponent)
            .then_with(|| self.digits.cmp(&other.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::{compare, places, scaled};
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn counts_in_units_of_a_decimal_place() {
        for (text, in_units, of) in [
            ("1.25", 2, Some(125)),
            ("-1.20", 3, Some(-1200)),
            ("0", 0, Some(0)),
            ("5e3", 0, Some(5000)),
            ("5e-1", 0, None),
            ("1e99", 0, None),
            ("x", 0, None),
        ] {
            assert_eq!(scaled(text, in_units), of, "{text}");
        }
        assert_eq!(
            [places("1.250"), places("100"), places("3e-4"), places("x")],
            [Some(2), Some(0), Some(4), None]
        );
    }

    #[test]
    fn orders_numbers_beyond_any_machine_type() {
        for (a, b, order) in [
            ("1", "1.0", Equal),
            ("0", "-0.0", Equal),
            ("10", "1e1", Equal),
            ("-3", "2", Less),
            ("-3", "-2", Less),
            ("0.1", "0.09", Greater),
            ("18446744073709551616", "18446744073709551615", Greater),
            ("1e400", "9e399", Greater),
        ] {
            assert_eq!(compare(a, b), Some(order), "{a} {b}");
        }
        assert_eq!(compare("x", "1"), None);
    }
}
