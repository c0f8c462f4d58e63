//! SUPPORT.md, printed from the table.
use super::{Disposition, ROWS, Since, names};
use std::fmt::Write;

/// What becomes of each keyword at each place, as Markdown.
pub fn support() -> String {
    let mut out = String::from(
        "# Support\n\nPrinted by `cargo xtask codegen` from the keyword table (`generator/src/vocab`).\n\nWhat the generator does with each keyword of OpenAPI 3.0 and 3.1. *used*: it shapes the crate; *annotation*: it documents, or\nmeans nothing to a client; *lowered*: rewritten to an equivalent; *reported*: not honoured, and each use is named in a note; *lost*: the same, in a\nwarning, because calls differ from what the document says.\n",
    );
    let mut place = None;
    for row in ROWS.iter().copied().flatten() {
        if place != Some(row.place) {
            place = Some(row.place);
            let _ = write!(
                out,
                "\n## In {}\n\n| keyword | versions | | note |\n|---|---|---|---|\n",
                names::name(row.place)
            );
        }
        let versions = match row.since {
            Since::Both => "3.0, 3.1",
            Since::Only30 => "3.0",
            Since::From31 => "3.1",
            Since::From32 => "3.2",
        };
        let disposition = match row.disposition {
            Disposition::Used => "used",
            Disposition::Annotation => "annotation",
            Disposition::Lowered => "lowered",
            Disposition::Reported => "reported",
            Disposition::Lost => "lost",
        };
        let _ = writeln!(
            out,
            "| `{}` | {versions} | {disposition} | {} |",
            row.name, row.note
        );
    }
    out
}
