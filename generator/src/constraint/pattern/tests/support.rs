//! A compiled pattern as the runtime has it, without the detour through source text.
use regex_syntax::hir::ClassUnicode;

use crate::constraint::pattern::heads::Heads;
use crate::constraint::pattern::runs::{Piece, pieces};
use crate::constraint::pattern::tokens::{ascii, class_ranges, wide};
use crate::constraint::pattern::{Compiled, Program, compile, runs};
use crate::runtime::pattern::{
    Anchor, ByteClasses, ByteSet, Class, Counted, Dfa, Fixed, Heads as RuntimeHeads, Matcher, Part,
    Pattern, Run,
};

pub(super) fn pattern(source: &str) -> Pattern {
    load(source, &compile(source).expect(source))
}

/// The tables stay for the rest of the test run, as those of a `static` do.
pub(super) fn load(source: &str, compiled: &Compiled) -> Pattern {
    let matcher = match &compiled.program {
        Program::Runs(runs) if runs.is_fixed() => Matcher::Fixed(fixed(runs)),
        Program::Runs(runs) => Matcher::Counted(counted(runs)),
        Program::Dfa(table) => {
            let ranges = class_ranges(&table.classes);
            let sets: Vec<&[u8]> = ranges.iter().map(Vec::as_slice).collect();
            let classes = Box::leak(Box::new(ByteClasses::of(&sets)));
            Matcher::Dfa(Dfa {
                classes,
                next: table.next.clone().leak(),
                start: table.start,
                accept: table.accept,
                heads: table.heads.as_ref().map(heads),
            })
        }
        Program::Fallback(_) => Matcher::Fallback(|_| true),
    };
    Pattern {
        source: source.to_owned().leak(),
        matcher,
    }
}

fn heads(heads: &Heads) -> RuntimeHeads {
    let texts = heads.texts.iter().map(|text| &*text.clone().leak());
    RuntimeHeads {
        lead: heads.lead,
        texts: texts.collect::<Vec<&[u8]>>().leak(),
        whole: heads.whole,
    }
}

fn fixed(runs: &runs::Runs) -> Fixed {
    let parts = pieces(&runs.list).into_iter().map(|piece| match piece {
        Piece::Text(text) => Part::Text(text.leak()),
        Piece::Run(run) => Part::Set(byte_set(&run.set), run.min as usize),
    });
    let parts: Vec<_> = parts.collect();
    let length = parts.iter().map(|part| match part {
        Part::Text(text) => text.len(),
        Part::Set(_, count) => *count,
    });
    Fixed {
        length: length.sum(),
        parts: parts.leak(),
        open: !runs.to_end,
    }
}

fn counted(runs: &runs::Runs) -> Counted {
    let parts = pieces(&runs.list).into_iter().map(|piece| match piece {
        Piece::Text(text) => Run::Text(text.leak()),
        Piece::Run(run) => {
            let class = Class {
                ascii: byte_set(&run.set),
                wide: wide(&run.set).leak(),
            };
            Run::Class(
                class,
                run.min as usize,
                run.max.map_or(usize::MAX, |max| max as usize),
            )
        }
    });
    let anchor = match (runs.from_start, runs.to_end) {
        (true, true) => Anchor::Both,
        (true, false) => Anchor::Start,
        (false, true) => Anchor::End,
        (false, false) => Anchor::Nowhere,
    };
    Counted {
        runs: parts.collect::<Vec<_>>().leak(),
        anchor,
    }
}

fn byte_set(set: &ClassUnicode) -> &'static ByteSet {
    Box::leak(Box::new(ByteSet::of(&ascii(set))))
}
