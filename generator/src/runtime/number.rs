//! Compares decimal numbers exactly, whatever their size.

use std::cmp::Ordering;
use std::fmt::Write;

use serde_json::Number;

/// A decimal number: `0.digits` times ten to the power of `exponent`, without zeros at either end of the digits.
///
/// Zero has no digits. A floating point number stands for the shortest decimal that reads back as it, which is what its
/// writer meant: 0.3 is a multiple of 0.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// Reads a JSON number (RFC 8259, section 6). Text that is none gives nothing; an exponent beyond 64 bits is cut.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, parse_power(power)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        if all().next().is_none() || !all().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let zeros = all().take_while(|byte| *byte == b'0').count();
        let mut digits: Vec<u8> = all().skip(zeros).map(|byte| byte - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                digits,
                exponent: 0,
            });
        }
        let shift = signed(whole.len()) - signed(zeros);
        Some(Self {
            negative,
            digits,
            exponent: power.saturating_add(shift),
        })
    }

    /// The number of a JSON value.
    pub fn of(number: &Number) -> Option<Self> {
        let mut text = String::new();
        match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), _, _) => write!(text, "{integer}").ok()?,
            (None, Some(integer), _) => write!(text, "{integer}").ok()?,
            (None, None, Some(float)) => write!(text, "{float:e}").ok()?,
            (None, None, None) => return None,
        }
        Self::parse(&text)
    }

    /// Whether this number is a whole multiple of `unit`. Every number is one of zero, which is no unit.
    pub fn is_multiple_of(&self, unit: &Self) -> bool {
        if self.digits.is_empty() || unit.digits.is_empty() {
            return true;
        }
        // As integers: self = digits × 10^power, unit = digits × 10^power.
        let power = self.exponent.saturating_sub(signed(self.digits.len()));
        let unit_power = unit.exponent.saturating_sub(signed(unit.digits.len()));
        let Ok(zeros) = usize::try_from(power.saturating_sub(unit_power)) else {
            // The unit ends in a zero further left than our last digit, which is none.
            return false;
        };
        // A power of ten can only cancel twos and fives, of which the unit has fewer than four for each of its digits.
        let zeros = zeros.min(4 * unit.digits.len());
        let digits = self
            .digits
            .iter()
            .copied()
            .chain(std::iter::repeat_n(0, zeros));
        remainder_is_zero(digits, &unit.digits)
    }

    /// A text that is the same for equal numbers only.
    pub fn canonical(&self) -> String {
        let mut text = String::with_capacity(self.digits.len() + 8);
        if self.negative {
            text.push('-');
        }
        text.extend(self.digits.iter().map(|digit| char::from(b'0' + digit)));
        // Writing to a string cannot fail.
        let _ = write!(text, "e{}", self.exponent);
        text
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let size = || {
            self.exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            if self.negative {
                size().reverse()
            } else {
                size()
            }
        })
    }
}

/// The length of a text, which never comes near 2^63.
fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn parse_power(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let limit = if text.starts_with('-') {
        i64::MIN / 2
    } else {
        i64::MAX / 2
    };
    Some(
        text.parse::<i64>()
            .map_or(limit, |power| power.clamp(i64::MIN / 2, i64::MAX / 2)),
    )
}

/// Long division as on paper: nine subtractions at most for each digit.
fn remainder_is_zero(digits: impl Iterator<Item = u8>, unit: &[u8]) -> bool {
    let mut rest: Vec<u8> = Vec::with_capacity(unit.len() + 1);
    for digit in digits {
        if !(rest.is_empty() && digit == 0) {
            rest.push(digit);
        }
        while is_at_least(&rest, unit) {
            subtract(&mut rest, unit);
        }
    }
    rest.is_empty()
}

/// Compares integers without leading zeros.
fn is_at_least(left: &[u8], right: &[u8]) -> bool {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right)) != Ordering::Less
}

/// Subtracts from an integer a smaller or equal one, and drops the leading zeros.
fn subtract(left: &mut Vec<u8>, right: &[u8]) {
    let mut borrow = 0;
    let mut right = right.iter().rev();
    for digit in left.iter_mut().rev() {
        let take = right.next().copied().unwrap_or(0) + borrow;
        borrow = u8::from(*digit < take);
        *digit = *digit + 10 * borrow - take;
    }
    let zeros = left.iter().take_while(|digit| **digit == 0).count();
    left.drain(..zeros);
}
