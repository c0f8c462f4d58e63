//! What a JSON number says where a count is due: a length, a number of items.

/// A number read as a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// A whole number, `2.0`, `30e-1` and `1e3` included. No value is as long as one that 64 bits do not hold, so such a
    /// one is cut to the last that they do.
    Whole(u64),
    /// Below zero.
    Negative,
    /// With a fraction, or no number.
    Broken,
}

impl Count {
    /// Reads the text of a JSON number.
    pub(crate) fn of(text: &str) -> Self {
        let (negative, size) = match text.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text),
        };
        let (mantissa, power) = size.split_once(['e', 'E']).unwrap_or((size, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Broken;
        }
        let Some(power) = read_power(power) else {
            return Self::Broken;
        };
        let significant = digits.trim_end_matches('0');
        if significant.is_empty() {
            return Self::Whole(0);
        }
        if negative {
            return Self::Negative;
        }
        // The number is `significant × 10^zeros`.
        let dropped = digits.len() - significant.len();
        let zeros = power + places(dropped) - places(fraction.len());
        if zeros < 0 {
            return Self::Broken;
        }
        let value = u32::try_from(zeros)
            .ok()
            .and_then(|zeros| 10_u64.checked_pow(zeros))
            .and_then(|unit| significant.parse::<u64>().ok()?.checked_mul(unit));
        Self::Whole(value.unwrap_or(u64::MAX))
    }
}

/// An exponent; one of more digits than 128 bits hold is cut, far from any count.
fn read_power(text: &str) -> Option<i128> {
    let digits = text.trim_start_matches(['+', '-']);
    let limit = if text.starts_with('-') {
        i128::MIN / 4
    } else {
        i128::MAX / 4
    };
    let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| {
        let power = text.trim_start_matches('+').parse::<i128>();
        power.map_or(limit, |power| power.clamp(i128::MIN / 4, i128::MAX / 4))
    })
}

/// A number of digits, which never comes near 2^127.
fn places(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::Count::{self, Broken, Negative, Whole};

    #[test]
    fn every_spelling_of_a_whole_number_is_a_count() {
        for (text, count) in [
            ("0", Whole(0)),
            ("-0.0", Whole(0)),
            ("0e-99999999999999999999", Whole(0)),
            ("3.0", Whole(3)),
            ("3e2", Whole(300)),
            ("30e-1", Whole(3)),
            ("0.03e+2", Whole(3)),
            ("9007199254740993.0", Whole(9_007_199_254_740_993)),
            ("18446744073709551615", Whole(u64::MAX)),
            ("18446744073709551616", Whole(u64::MAX)),
            ("1e400", Whole(u64::MAX)),
            (
                "1e99999999999999999999999999999999999999999",
                Whole(u64::MAX),
            ),
            ("1e-99999999999999999999999999999999999999999", Broken),
            ("-3", Negative),
            ("-0.5", Negative),
            ("2.5", Broken),
            ("25e-1", Broken),
            ("1e-400", Broken),
            ("", Broken),
            ("x", Broken),
        ] {
            assert_eq!(Count::of(text), count, "{text}");
        }
    }
}
