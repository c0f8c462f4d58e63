//! Ten megabytes against every pattern, in the ways that make a matcher read all of it.
use crate::Case;
use crate::clock::spent;
use crate::texts::{Dice, Mix, anything, begin, repeated, undecided};
use std::hint::black_box;

const LENGTH: usize = 10_000_000;
/// Milliseconds that one pattern may take for one text.
const BUDGET: f64 = 100.0;

/// What was found for a pattern: milliseconds of the worst text.
struct Worst {
    case: &'static Case,
    /// Whether it matches.
    matches: f64,
    /// The name of that text.
    text: &'static str,
    /// The same text's time by that of its first half.
    ratio: f64,
    /// Whether it matches, and if not, why not: what parsing does.
    explains: f64,
}

pub fn measure(cases: &'static [Case]) {
    let dice = &mut Dice::new("common");
    let common = [
        ("non-ASCII", anything(LENGTH, dice, |c| !c.is_ascii())),
        ("ASCII", anything(LENGTH, dice, char::is_ascii)),
        ("anything", anything(LENGTH, dice, |_| true)),
        ("a", "a".repeat(LENGTH)),
        ("é", "é".repeat(LENGTH / 2)),
        ("spaces", " ".repeat(LENGTH)),
    ];
    let mut found: Vec<Worst> = cases.iter().map(|case| worst(case, &common)).collect();
    found.sort_by(|one, other| other.explains.total_cmp(&one.explains));
    println!(
        "Hostile texts of {} MB, milliseconds of CPU time (best of 3) for the worst of them:",
        LENGTH / 1_000_000
    );
    println!("  form      table  is_match  by half  refusal  text          pattern");
    for Worst {
        case,
        matches,
        text,
        ratio,
        explains,
    } in &found
    {
        // What is over at once says nothing about growth.
        let ratio = if *matches < 1.0 {
            "   -".to_owned()
        } else {
            format!("{ratio:4.2}")
        };
        let source: String = case.pattern.source.chars().take(60).collect();
        println!(
            "  {:8} {:6}  {matches:8.2}  {ratio:>7}  {explains:7.2}  {text:12}  {}",
            case.form,
            case.bytes,
            source.escape_debug()
        );
    }
    for form in ["fixed", "counted", "DFA"] {
        let own: Vec<&Worst> = found
            .iter()
            .filter(|worst| worst.case.form == form)
            .collect();
        let most =
            |of: &dyn Fn(&Worst) -> f64| own.iter().map(|worst| of(worst)).fold(0.0, f64::max);
        println!(
            "{form}: {} patterns, {} bytes of table; is_match at most {:.1} ms, refusal {:.1} ms; 10 MB by 5 MB at most {:.2}",
            own.len(),
            own.iter().map(|worst| worst.case.bytes).sum::<usize>(),
            most(&|worst| worst.matches),
            most(&|worst| worst.explains),
            most(&|worst| if worst.matches < 1.0 {
                0.0
            } else {
                worst.ratio
            }),
        );
    }
    let late = found
        .iter()
        .filter(|worst| worst.matches.max(worst.explains) >= BUDGET)
        .count();
    println!(
        "{late} of {} patterns take {BUDGET} ms or more",
        found.len()
    );
}

fn worst(case: &'static Case, common: &[(&'static str, String)]) -> Worst {
    let mut worst = Worst {
        case,
        matches: 0.0,
        text: "",
        ratio: 0.0,
        explains: 0.0,
    };
    for (name, text) in common {
        worst.hold(name, text);
    }
    let dice = &mut Dice::new(case.pattern.source);
    for (name, mix) in [
        ("its own", Mix::All),
        ("its ASCII", Mix::Ascii),
        ("its 2 bytes", Mix::Wide(2)),
        ("its 3 bytes", Mix::Wide(3)),
        ("its 4 bytes", Mix::Wide(4)),
    ] {
        let text = undecided(case.pattern, mix, LENGTH, dice);
        worst.hold(name, &text);
        if mix == Mix::All {
            let mut broken = text;
            broken.pop();
            broken.push('\0');
            worst.hold("broken end", &broken);
            let near = format!("{}\0", begin(&broken, 24));
            worst.hold("near misses", &repeated(&near, LENGTH));
            worst.hold("its begin", &repeated(begin(&broken, 7), LENGTH));
        }
    }
    worst
}

impl Worst {
    fn hold(&mut self, name: &'static str, text: &str) {
        let case = self.case;
        let is_match = |text: &str| best(|| (case.is_match)(black_box(text)));
        // Once tells whether it is worth a second look.
        if once(|| (case.is_match)(black_box(text))) > self.matches {
            let full = is_match(text);
            let half = is_match(begin(text, text.len() / 2));
            (self.matches, self.text, self.ratio) = (full, name, full / half);
            self.explains = best(|| {
                let pattern = black_box(case.pattern);
                let is_match = (case.is_match)(black_box(text));
                if !is_match && let Some(at) = pattern.fault(text) {
                    black_box(pattern.explain_at(text, at));
                }
                is_match
            });
        }
    }
}

/// Milliseconds, the best of three.
fn best(work: impl Fn() -> bool) -> f64 {
    once(&work).min(once(&work)).min(once(&work))
}

fn once(work: impl Fn() -> bool) -> f64 {
    let spent = spent(|| {
        black_box(work());
    });
    spent / 1e6
}
