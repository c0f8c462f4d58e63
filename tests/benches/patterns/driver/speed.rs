//! Tables against a loop written by hand and against the engines `regex` and `regress`, both compiled once.
use crate::Case;
use crate::clock::medians;
use crate::texts::{Dice, Mix, complete, undecided};
use crate::translate::to_regex;
use std::hint::black_box;

const ID: &str = "^org_[0-9a-hjkmnp-tv-z]{26}$";
const VALID: &str = "org_01k4w6x9d3pfa8s2tmv7ehq4rb";

/// What a text cost, in nanoseconds.
struct Row {
    /// Whether the pattern is bound to the begin of the text. If not, `regex` looks for a character or a word that a
    /// match must have, sixteen bytes at a time.
    is_bound: bool,
    bytes: usize,
    ours: f64,
    regex: f64,
    regress: f64,
}

pub fn compare(cases: &'static [Case]) {
    fixed(cases);
    println!("\nDFA, nanoseconds; the table in bytes:");
    println!("   text    ours   regex  regress  by regex  table  pattern");
    let mut all = Vec::new();
    let (mut patterns, mut left_out) = (0, 0);
    for case in cases.iter().filter(|case| case.form == "DFA") {
        let rows = rows(case);
        if rows.is_empty() {
            left_out += 1;
            continue;
        }
        patterns += 1;
        for row in &rows {
            let source: String = case.pattern.source.chars().take(50).collect();
            println!(
                "  {:5} {:7.1} {:7.1} {:8.1}  {:8.2}  {:5}  {}{}",
                row.bytes,
                row.ours,
                row.regex,
                row.regress,
                row.ours / row.regex,
                case.bytes,
                if case.own { "(SDK) " } else { "" },
                source.escape_debug()
            );
        }
        all.extend(rows);
    }
    println!(
        "{patterns} patterns; {left_out} more are not read alike by `regex`, or match no text"
    );
    for (groups, what) in [
        (&[true, false][..], "all patterns"),
        (&[true], "patterns with `^`"),
        (&[false], "patterns that are searched for"),
    ] {
        for (name, lengths, most) in [
            ("up to 64 bytes", 0..65, 1.0),
            ("of 1,000 bytes", 900..1100, 1.25),
        ] {
            let of_group =
                |row: &&Row| groups.contains(&row.is_bound) && lengths.contains(&row.bytes);
            let rows = all.iter().filter(of_group);
            let mut ratios: Vec<f64> = rows.map(|row| row.ours / row.regex).collect();
            ratios.sort_by(f64::total_cmp);
            println!(
                "{what}, texts {name}: {} of {} at most {most} times `regex`; median {:.2}, worst {:.2}",
                ratios.iter().filter(|ratio| **ratio <= most).count(),
                ratios.len(),
                ratios.get(ratios.len() / 2).unwrap_or(&0.0),
                ratios.last().unwrap_or(&0.0)
            );
        }
    }
}

/// A valid id of 30 bytes.
fn fixed(cases: &'static [Case]) {
    let case = cases.iter().find(|case| case.pattern.source == ID);
    let case = case.expect("the SDK has ids of organizations");
    let regex = regex::Regex::new(ID).expect("regex reads it");
    let regress = regress::Regex::new(ID).expect("regress reads it");
    let [hand, ours, regex, regress] = medians([
        &|times| many(times, VALID, black_box(by_hand as fn(&str) -> bool)),
        &|times| many(times, VALID, black_box(case.is_match)),
        &|times| many(times, VALID, |text| regex.is_match(text)),
        &|times| many(times, VALID, |text| regress.find(text).is_some()),
    ]);
    println!(
        "fixed, a valid id of 30 bytes, {} bytes of table:",
        case.bytes
    );
    println!("  by hand {hand:6.1} ns");
    println!("  ours    {ours:6.1} ns, {:.2} times that", ours / hand);
    println!("  regex   {regex:6.1} ns, {:.2} times", regex / hand);
    println!("  regress {regress:6.1} ns, {:.2} times", regress / hand);
}

fn many(times: u32, text: &str, is_match: impl Fn(&str) -> bool) {
    for _ in 0..times {
        assert!(black_box(is_match(black_box(text))));
    }
}

/// What people write for one pattern.
fn by_hand(text: &str) -> bool {
    static ALLOWED: [bool; 256] = {
        let mut allowed = [false; 256];
        let letters = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut at = 0;
        while at < letters.len() {
            allowed[letters[at] as usize] = true;
            at += 1;
        }
        allowed
    };
    let bytes = text.as_bytes();
    bytes.len() == 30
        && bytes.starts_with(b"org_")
        && bytes[4..].iter().all(|byte| ALLOWED[usize::from(*byte)])
}

/// One pattern on texts that match it, of lengths that it has.
fn rows(case: &'static Case) -> Vec<Row> {
    let source = case.pattern.source;
    let flags = if case.is_unicode { "u" } else { "" };
    let Ok(regex) = regex::Regex::new(&to_regex(source)) else {
        return Vec::new();
    };
    let Ok(regress) = regress::Regex::with_flags(source, flags) else {
        return Vec::new();
    };
    let dice = &mut Dice::new(source);
    let mut rows: Vec<Row> = Vec::new();
    for length in [8, 16, 32, 60, 996] {
        let text = undecided(case.pattern, Mix::Ascii, length, dice);
        let Some(text) = complete(case.pattern, &text) else {
            continue;
        };
        let text = text.as_str();
        let known = rows.iter().any(|row| row.bytes.abs_diff(text.len()) <= 4);
        if known || !regex.is_match(text) || regress.find(text).is_none() {
            continue;
        }
        let [ours, regex, regress] = medians([
            &|times| many(times, text, black_box(case.is_match)),
            &|times| many(times, text, |text| regex.is_match(text)),
            &|times| many(times, text, |text| regress.find(text).is_some()),
        ]);
        let (bytes, is_bound) = (text.len(), source.starts_with('^'));
        rows.push(Row {
            is_bound,
            bytes,
            ours,
            regex,
            regress,
        });
    }
    rows
}
