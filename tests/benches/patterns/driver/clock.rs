//! CPU time of this thread, and medians of variants that take turns.

/// Rounds of which the median counts.
const ROUNDS: usize = 21;
/// Nanoseconds that one variant runs in one round at least.
const TURN: f64 = 5e5;

/// Nanoseconds for one time of each variant, which runs as often as it is told.
pub(super) fn medians<const COUNT: usize>(variants: [&dyn Fn(u32); COUNT]) -> [f64; COUNT] {
    let times = variants.map(|variant| {
        let mut times = 1;
        while spent(|| variant(times)) < TURN && times < 1 << 24 {
            times *= 2;
        }
        times
    });
    let mut rounds = [const { Vec::new() }; COUNT];
    for round in 0..ROUNDS {
        for at in 0..COUNT {
            let at = (at + round) % COUNT;
            let spent = spent(|| variants[at](times[at]));
            rounds[at].push(spent / f64::from(times[at]));
        }
    }
    rounds.map(median)
}

/// Nanoseconds of CPU time for `work`.
pub(super) fn spent(work: impl FnOnce()) -> f64 {
    let before = cpu();
    work();
    cpu() - before
}

pub(super) fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Nanoseconds that this thread has had the CPU, user and system time together.
fn cpu() -> f64 {
    // The system brings its account up to date when a thread gives way, else with the next tick of its clock only.
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat");
    let text = text.expect("the system counts the time of threads (Linux)");
    let first = text
        .split_whitespace()
        .next()
        .and_then(|word| word.parse().ok());
    first.expect("the first number is the time")
}
