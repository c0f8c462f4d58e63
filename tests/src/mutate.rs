//! Documents that are a little wrong: seeded changes of good ones, the same in every run.
use serde_json::{Value, json};

/// A source of numbers that look random (xorshift).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The same numbers for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}

/// Changes some bytes of a text: deletes, doubles, or puts in what syntax is made of.
#[must_use]
pub fn bytes(text: &str, dice: &mut Dice) -> String {
    const PIECES: [&str; 16] = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "'",
        "&a ",
        "*a ",
        "<<: ",
        "- ",
        "\n",
        "\t",
        "!!binary ",
        "\u{feff}",
    ];
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(4) {
        let at = dice.below(characters.len());
        let length = dice.below(12).min(characters.len().saturating_sub(at));
        match dice.below(3) {
            0 => drop(characters.drain(at..at + length)),
            1 => {
                let copy: Vec<char> = characters[at..at + length].to_vec();
                let to = dice.below(characters.len());
                characters.splice(to..to, copy);
            }
            _ => drop(characters.splice(at..at, PIECES[dice.below(PIECES.len())].chars())),
        }
    }
    characters.into_iter().collect()
}

/// Puts something else in the place of some values, or moves a value of the document there.
pub fn values(document: &mut Value, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let donor = pick(document, dice).clone();
        let other = strange(dice);
        let place = pick_mut(document, dice);
        *place = if dice.below(3) == 0 { donor } else { other };
    }
}

fn strange(dice: &mut Dice) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([null]),
        json!({ "": {} }),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/components/schemas/Thing" }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/Thing" }] }),
        json!({ "oneOf": [] }),
        json!({ "oneOf": [{}, false] }),
        json!({ "not": {} }),
        json!({ "type": ["null"] }),
        json!({ "type": "object", "additionalProperties": { "$ref": "#/components/schemas/Thing" } }),
        json!("^(a+)+$"),
        json!("(?<n>"),
        json!({ "enum": [null, 1, "a", {}] }),
        json!({ "discriminator": { "propertyName": "x" } }),
    ];
    all[dice.below(all.len())].clone()
}

/// Any value of the document, the document itself included.
fn pick<'v>(value: &'v Value, dice: &mut Dice) -> &'v Value {
    let mut here = value;
    loop {
        let next = match here {
            Value::Array(items) if !items.is_empty() => items.get(dice.below(items.len())),
            Value::Object(map) if !map.is_empty() => map.values().nth(dice.below(map.len())),
            _ => None,
        };
        match next.filter(|_| dice.below(6) > 0) {
            Some(next) => here = next,
            None => return here,
        }
    }
}

fn pick_mut<'v>(value: &'v mut Value, dice: &mut Dice) -> &'v mut Value {
    let inside = match value {
        Value::Array(items) => items.len(),
        Value::Object(map) => map.len(),
        _ => 0,
    };
    if inside == 0 || dice.below(7) == 0 {
        return value;
    }
    let at = dice.below(inside);
    let next = match value {
        Value::Array(items) => items.get_mut(at),
        Value::Object(map) => map.values_mut().nth(at),
        _ => None,
    };
    pick_mut(
        next.expect("`at` is below the number of values inside"),
        dice,
    )
}
