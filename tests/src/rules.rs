//! Where this SDK means to differ from the official one: kinds of field and causes, never names of recordings.
use crate::compare::{Aspect, Difference};
use crate::instant;
use serde_json::Value;

/// One way to differ, with its reason.
pub struct Rule {
    /// What it is called in the count.
    pub name: &'static str,
    /// Why ours is right.
    pub reason: &'static str,
    /// Whether a difference is of this kind.
    pub covers: fn(&Difference) -> bool,
}

fn texts(difference: &Difference) -> Option<(&str, &str)> {
    match (&difference.recorded, &difference.sent) {
        (Value::Array(a), Value::Array(b)) if a.len() == 1 && b.len() == 1 => {
            Some((a[0].as_str()?, b[0].as_str()?))
        }
        (a, b) => Some((a.as_str()?, b.as_str()?)),
    }
}

/// The rules. A rule that no recording uses fails the test.
pub const RULES: &[Rule] = &[
    Rule {
        name: "date-time × digits below a millisecond",
        reason: "the official SDK cuts instants to milliseconds; ours keeps the digits",
        covers: |one| {
            matches!(one.aspect, Aspect::Query | Aspect::Json | Aspect::Part)
                && texts(one).is_some_and(|(recorded, sent)| instant::same_when_cut(recorded, sent))
        },
    },
    Rule {
        name: "text part × line feeds",
        reason: "the official SDK's form encoder turns LF into CRLF; ours sends the bytes that it was given",
        covers: |one| {
            one.aspect == Aspect::Part
                && texts(one).is_some_and(|(recorded, sent)| {
                    recorded
                        == sent
                            .replace("\r\n", "\n")
                            .replace('\r', "\n")
                            .replace('\n', "\r\n")
                })
        },
    },
    Rule {
        name: "byte × text that is no base64",
        reason: "the document says base64, and ours is bytes: other text is refused before sending",
        covers: |one| one.aspect == Aspect::Sent && refused_only(one, "format"),
    },
    Rule {
        name: "byte × the URL-safe alphabet",
        reason: "ours reads both alphabets and writes the standard one, which `byte` means: the same bytes",
        covers: |one| {
            one.aspect == Aspect::Json
                && texts(one).is_some_and(|(recorded, sent)| {
                    recorded.replace('-', "+").replace('_', "/") == sent
                })
        },
    },
    Rule {
        name: "int32 × beyond 32 bits",
        reason: "the recordings do not judge `format`; a number that the document says has 32 bits is refused before sending",
        covers: |one| {
            let told = one.sent.to_string();
            one.aspect == Aspect::Sent
                && ((refused_only(one, "maximum") && told.contains(&i32::MAX.to_string()))
                    || (refused_only(one, "minimum") && told.contains(&i32::MIN.to_string())))
        },
    },
    Rule {
        name: "file part × content type by extension",
        reason: "the official SDK knows few extensions; ours guesses from a full table, and the caller may say it",
        covers: |one| {
            one.aspect == Aspect::PartType
                && one.recorded == "application/octet-stream"
                && one.sent.is_string()
        },
    },
];

/// Whether a call was refused with violations of this keyword and no others.
fn refused_only(one: &Difference, keyword: &str) -> bool {
    let refused = one.sent.get("violations").and_then(Value::as_array);
    refused.is_some_and(|all| {
        !all.is_empty()
            && all
                .iter()
                .filter_map(Value::as_str)
                .all(|text| text.ends_with(&format!(": {keyword}")))
    })
}

/// How many rows were compared, which rules they used, and what no rule explains.
pub struct Tally {
    /// Rows compared.
    pub rows: usize,
    /// Rows under each of [`RULES`].
    pub used: Vec<usize>,
    /// What is wrong, one line each.
    pub failures: Vec<String>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            rows: 0,
            used: vec![0; RULES.len()],
            failures: Vec::new(),
        }
    }
}

impl Tally {
    /// Counts one row.
    pub fn row(&mut self, title: &str, differences: &[Difference]) {
        self.rows += 1;
        let mut used = vec![false; RULES.len()];
        for one in differences {
            match RULES.iter().position(|rule| (rule.covers)(one)) {
                Some(rule) => used[rule] = true,
                None => self.failures.push(format!("{title}: {one}")),
            }
        }
        for (count, used) in self.used.iter_mut().zip(used) {
            *count += usize::from(used);
        }
    }

    /// Prints the counts.
    pub fn print(&self, what: &str) {
        println!("{what}: {} rows compared", self.rows);
        for (rule, count) in RULES.iter().zip(&self.used) {
            println!("  {count:4} under «{}»: {}", rule.name, rule.reason);
        }
    }

    /// The rules that nothing used.
    #[must_use]
    pub fn unused(&self) -> Vec<&'static str> {
        RULES
            .iter()
            .zip(&self.used)
            .filter(|(_, count)| **count == 0)
            .map(|(rule, _)| rule.name)
            .collect()
    }
}
