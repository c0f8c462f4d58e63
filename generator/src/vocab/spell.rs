//! How far two words are apart, to tell a misspelling from a word of its own.

/// The known word that `word` probably is: equal but for case, its plural, or one edit away (two, where the word is long).
pub(crate) fn closest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        8..=24 => 2,
        _ => return None,
    };
    let scored = known.map(|candidate| {
        let stem = word.trim_end_matches('s').strip_suffix('y');
        let distance = if word.eq_ignore_ascii_case(candidate) {
            0
        } else if let Some((own, stem)) = candidate.strip_suffix("ies").zip(stem) {
            distance(stem, own, allowed)
        } else {
            distance(word, candidate, allowed)
        };
        (distance, candidate)
    });
    scored
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The known word that `word` probably is, or else the only one that it is a part of or that is a part of it.
pub(crate) fn likely<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    if let Some(meant) = closest(word, known.clone()) {
        return Some(meant);
    }
    let word = word.to_lowercase();
    let mut parts = known.filter(|own| {
        let own = own.to_lowercase();
        let is_part = |part: &str, whole: &str| part.len() > 2 && whole.contains(part);
        // A small part of a long word says little: `/users` of `/users/{id}/orders`.
        is_part(&word, &own) || is_part(&own, &word) && own.len() * 2 >= word.len()
    });
    let first = parts.next()?;
    parts.all(|other| other == first).then_some(first)
}

/// Insertions, deletions, replacements and swaps of neighbours from one word to the other; more than `bound` where there are more.
fn distance(a: &str, b: &str, bound: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > bound || bound == 0 {
        return bound + 1;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => {
                    let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut best = replace.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(rows[i - 2][j - 2] + 1);
                    }
                    best
                }
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{closest, likely};

    #[test]
    fn finds_what_a_word_is_a_part_of() {
        let known = ["pets", "shops", "shop orders", "pets"];
        for (word, expected) in [
            ("pet", Some("pets")),
            ("Pets", Some("pets")),
            ("petshops", None),
            ("shop", Some("shops")),
            ("order", Some("shop orders")),
            ("all pets", Some("pets")),
            ("all of our pets", None),
            ("sho", None),
            ("", None),
            ("zoo", None),
        ] {
            assert_eq!(likely(word, known.into_iter()), expected, "{word}");
        }
    }

    #[test]
    fn finds_what_was_meant() {
        let known = [
            "minLength",
            "maxLength",
            "type",
            "format",
            "if",
            "example",
            "examples",
            "readOnly",
            "integer",
            "additionalProperties",
        ];
        let cases = [
            ("minLenght", Some("minLength")),
            ("minlength", Some("minLength")),
            ("readonly", Some("readOnly")),
            ("tpye", Some("type")),
            ("typo", Some("type")),
            ("fromat", Some("format")),
            ("int", None),
            ("id", None),
            ("name", None),
            ("exampels", Some("examples")),
            ("additionalProperty", Some("additionalProperties")),
            ("titel", None),
            ("noAdditionalProperties", None),
            ("aditionalPropertys", Some("additionalProperties")),
        ];
        for (word, expected) in cases {
            assert_eq!(closest(word, known.into_iter()), expected, "{word}");
        }
    }
}
