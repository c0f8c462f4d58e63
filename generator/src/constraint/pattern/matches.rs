//! Whether a text matches, asked while generating: examples that a document gives are shown only if they are right.
use super::minimize::Table;
use super::runs::Runs;
use super::{Compiled, Program};

impl Compiled {
    /// Whether a text matches. Never said of a fallback, which has no matcher here.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.program {
            Program::Runs(runs) => runs.is_match(text),
            Program::Dfa(table) => table.is_match(text.as_bytes()),
            Program::Fallback(_) => false,
        }
    }
}

impl Runs {
    fn is_match(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        let starts = if self.from_start {
            0..1
        } else {
            0..chars.len() + 1
        };
        starts.into_iter().any(|start| self.fits(&chars[start..]))
    }

    /// Neighbours are disjoint, so each run takes all that it can.
    fn fits(&self, chars: &[char]) -> bool {
        let mut rest = chars;
        for run in &self.list {
            let most = run
                .max
                .map_or(rest.len(), |max| rest.len().min(max as usize));
            let within = |c: &&char| {
                run.set
                    .ranges()
                    .iter()
                    .any(|range| (range.start()..=range.end()).contains(*c))
            };
            let taken = rest[..most].iter().take_while(within).count();
            if taken < run.min as usize {
                return false;
            }
            rest = &rest[taken..];
        }
        !self.to_end || rest.is_empty()
    }
}

impl Table {
    fn is_match(&self, bytes: &[u8]) -> bool {
        let mut state = self.start;
        for byte in bytes {
            if state == super::minimize::DEAD {
                return false;
            }
            if state == super::minimize::ALWAYS {
                return true;
            }
            state = self.next[usize::from(state) + usize::from(self.classes[usize::from(*byte)])];
        }
        state == super::minimize::ALWAYS || (state != super::minimize::DEAD && state >= self.accept)
    }
}
