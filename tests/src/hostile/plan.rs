//! What the hostile server does to each arrival of a call, by a seed, and what that means to the client.

/// What the server does with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The answer that the document promises.
    Good,
    /// The same, and the connection is closed behind it without a word.
    GoodThenClosed,
    /// The same, with an answer to a request that was never sent right behind it.
    GoodAndAnother,
    /// The same, byte by byte and in chunks.
    GoodInPieces,
    /// An error of this status, with one of the headers that say when to come again.
    Status(u16, Again),
    /// 503 with a body that never ends.
    EndlessError,
    /// 302 to the same place.
    Elsewhere,
    /// The connection is reset before a byte is answered.
    Reset,
    /// It is closed before a byte is answered.
    Closed,
    /// It is closed within the head.
    CutHead,
    /// It is closed within a body of known length.
    CutBody,
    /// It is closed within a chunk.
    CutChunk,
    /// Nothing is answered, and the connection stays open.
    Stall,
    /// The body stops half way, and the connection stays open.
    StallBody,
    /// The body comes byte by byte, and would take an hour.
    Trickle,
    /// 100 Continue without end.
    Continue,
    /// A body without end.
    Endless,
    /// A body of 64 MiB.
    Huge,
    /// A head without end.
    EndlessHead,
    /// Five thousand headers.
    ManyHeaders,
    /// 256 MiB of zeros, packed into some kilobytes.
    GzipBomb,
    /// Another protocol.
    Garbage,
    /// A chunk of a length that no number holds.
    BadChunk,
    /// Two lengths that contradict each other.
    TwoLengths,
    /// A good status with the page of a proxy.
    Page,
    /// A good status without a body.
    Empty,
}

/// Headers that ask for a wait, as servers send them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Again {
    /// None.
    Unsaid,
    /// `Retry-After: 0`.
    AtOnce,
    /// `Retry-After: 3600`.
    InAnHour,
    /// A date that is over.
    Past,
    /// A word.
    Word,
    /// `X-RateLimit-Reset` of a moment that is over.
    Reset,
}

/// What the client can make of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The value.
    Value,
    /// An error of this status.
    Status(u16),
    /// No answer, or none that can be read.
    Trouble,
}

impl Step {
    /// What comes of the call, if this was the last thing that the server did for it.
    #[must_use]
    pub fn meaning(self, method: &str) -> Meaning {
        match self {
            Self::Good | Self::GoodThenClosed | Self::GoodAndAnother | Self::GoodInPieces => {
                Meaning::Value
            }
            Self::Status(status, _) => Meaning::Status(status),
            Self::EndlessError => Meaning::Status(503),
            // Only what changes nothing is sent elsewhere.
            Self::Elsewhere if method == "POST" => Meaning::Status(302),
            Self::Elsewhere
            | Self::Reset
            | Self::Closed
            | Self::CutHead
            | Self::CutBody
            | Self::CutChunk
            | Self::Stall
            | Self::StallBody
            | Self::Trickle
            | Self::Continue
            | Self::Endless
            | Self::Huge
            | Self::EndlessHead
            | Self::ManyHeaders
            | Self::GzipBomb
            | Self::Garbage
            | Self::BadChunk
            | Self::TwoLengths
            | Self::Page
            | Self::Empty => Meaning::Trouble,
        }
    }

    /// Whether a POST may be sent again after this.
    #[must_use]
    pub fn allows_post_again(self) -> bool {
        matches!(self, Self::Status(429, _))
    }
}

/// The steps and how often each comes, of a hundred and some.
const STEPS: &[(Step, u64)] = &[
    (Step::Good, 40),
    (Step::GoodThenClosed, 6),
    (Step::GoodAndAnother, 5),
    (Step::GoodInPieces, 5),
    (Step::Status(429, Again::Unsaid), 3),
    (Step::Status(429, Again::AtOnce), 3),
    (Step::Status(429, Again::InAnHour), 1),
    (Step::Status(429, Again::Past), 2),
    (Step::Status(429, Again::Word), 2),
    (Step::Status(429, Again::Reset), 2),
    (Step::Status(503, Again::Unsaid), 3),
    (Step::Status(503, Again::AtOnce), 3),
    (Step::Status(503, Again::InAnHour), 1),
    (Step::Status(503, Again::Past), 1),
    (Step::Status(503, Again::Word), 1),
    (Step::Status(500, Again::Unsaid), 2),
    (Step::Status(502, Again::Unsaid), 2),
    (Step::Status(404, Again::Unsaid), 2),
    (Step::EndlessError, 1),
    (Step::Elsewhere, 3),
    (Step::Reset, 4),
    (Step::Closed, 4),
    (Step::CutHead, 2),
    (Step::CutBody, 3),
    (Step::CutChunk, 2),
    (Step::Stall, 2),
    (Step::StallBody, 2),
    (Step::Trickle, 1),
    (Step::Continue, 1),
    (Step::Endless, 2),
    (Step::Huge, 2),
    (Step::EndlessHead, 1),
    (Step::ManyHeaders, 2),
    (Step::GzipBomb, 2),
    (Step::Garbage, 2),
    (Step::BadChunk, 1),
    (Step::TwoLengths, 1),
    (Step::Page, 2),
    (Step::Empty, 2),
];

/// Every step that there is, for a test that all of them were met.
pub fn steps() -> impl Iterator<Item = Step> {
    STEPS.iter().map(|(step, _)| *step)
}

/// The step for an arrival of a call; `nth` counts from 0.
#[must_use]
pub fn step(seed: u64, call: u32, nth: usize) -> Step {
    let all: u64 = STEPS.iter().map(|(_, weight)| weight).sum();
    let mixed = mix(seed ^ mix(u64::from(call)).wrapping_add(mix(nth as u64 + 1)));
    let mut left = mixed % all;
    for (step, weight) in STEPS {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return *step,
        }
    }
    Step::Good
}

/// splitmix64: any number to one that has nothing to do with it.
#[must_use]
pub fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
