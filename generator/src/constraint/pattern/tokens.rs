//! Prints a compiled pattern as an expression of the generated crate.
use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use regex_syntax::hir::ClassUnicode;

use super::heads::Heads;
use super::minimize::Table as Automaton;
use super::runs::{Piece, Runs, pieces};
use super::{Compiled, Program};

/// Cells up to which an automaton's table is printed as an array; a longer one is a byte string, one token.
const ARRAY: usize = 256;
/// The bytes of one part or run, by which the budget counts them.
const PART: usize = 24;
/// The bytes of a table by byte value.
const BY_BYTE: usize = 256;

/// A table that patterns may share: equal keys, equal content.
#[derive(Debug, Clone)]
pub struct Table {
    /// The content as text.
    pub key: String,
    /// The bytes that it has in the output.
    pub bytes: usize,
    /// The type of a `static` for it.
    pub ty: TokenStream,
    /// The value of that `static`.
    pub value: TokenStream,
}

impl Compiled {
    /// The names of the runtime that an expression of this pattern may use.
    pub const IMPORTS: &'static [&'static str] = &[
        "Anchor",
        "ByteClasses",
        "ByteSet",
        "Class",
        "Counted",
        "Dfa",
        "Fixed",
        "Heads",
        "Matcher",
        "Part",
        "Pattern",
        "Run",
        "unpack",
    ];

    /// `Pattern { source: "…", matcher: … }`, its tables in a block around it, for a `static`.
    pub fn tokens(&self, source: &str) -> TokenStream {
        let mut tables: Vec<Table> = Vec::new();
        let pattern = self.tokens_with(source, &mut |table| {
            let index = tables
                .iter()
                .position(|other| other.key == table.key)
                .unwrap_or_else(|| {
                    tables.push(table);
                    tables.len() - 1
                });
            let name = format_ident!("TABLE_{index}");
            quote!(&#name)
        });
        let statics = tables
            .iter()
            .enumerate()
            .map(|(index, Table { ty, value, .. })| {
                let name = format_ident!("TABLE_{index}");
                quote!(static #name: #ty = #value;)
            });
        if tables.is_empty() {
            pattern
        } else {
            quote!({ #(#statics)* #pattern })
        }
    }

    /// The same without the block: `share` says for each table how to refer to it (`&tables::DIGITS`).
    pub fn tokens_with(
        &self,
        source: &str,
        share: &mut dyn FnMut(Table) -> TokenStream,
    ) -> TokenStream {
        let matcher = match &self.program {
            Program::Runs(runs) if runs.is_fixed() => fixed(runs, share),
            Program::Runs(runs) => counted(runs, share),
            Program::Dfa(table) => automaton(table, share),
            Program::Fallback(engines) => fallback(engines),
        };
        quote!(Pattern { source: #source, matcher: #matcher })
    }

    /// The tables alone, with their keys and sizes.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables: Vec<Table> = Vec::new();
        self.tokens_with("", &mut |table| {
            if tables.iter().all(|other| other.key != table.key) {
                tables.push(table);
            }
            TokenStream::new()
        });
        tables
    }
}

impl Program {
    /// The bytes of all tables of this pattern.
    pub(super) fn table_bytes(&self) -> usize {
        match self {
            Self::Runs(runs) => {
                let mut sets: Vec<&ClassUnicode> = Vec::new();
                for run in runs.list.iter().filter(|run| !run.is_literal()) {
                    if !sets.contains(&&run.set) {
                        sets.push(&run.set);
                    }
                }
                let wide = |set: &&ClassUnicode| wide(set).len() * size_of::<(char, char)>();
                runs.list.len() * PART + sets.len() * BY_BYTE + sets.iter().map(wide).sum::<usize>()
            }
            Self::Dfa(table) => {
                let heads = table.heads.iter().flat_map(|heads| &heads.texts);
                let heads = heads.map(|text| size_of::<&[u8]>() + text.len());
                BY_BYTE + table.next.len() * size_of::<u16>() + heads.sum::<usize>()
            }
            Self::Fallback(_) => 0,
        }
    }
}

fn fixed(runs: &Runs, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let mut length = 0;
    let parts = pieces(&runs.list).into_iter().map(|piece| match piece {
        Piece::Text(text) => {
            length += text.len();
            quote!(Part::Text(#text))
        }
        Piece::Run(run) => {
            length += run.min as usize;
            let (set, count) = (byte_set(&run.set, share), Literal::u32_unsuffixed(run.min));
            quote!(Part::Set(#set, #count))
        }
    });
    let parts: Vec<_> = parts.collect();
    let (length, open) = (Literal::usize_unsuffixed(length), !runs.to_end);
    quote!(Matcher::Fixed(Fixed { parts: &[#(#parts),*], length: #length, open: #open }))
}

fn counted(runs: &Runs, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let pieces = pieces(&runs.list);
    let runs_of = pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) => quote!(Run::Text(#text)),
        Piece::Run(run) => {
            let (class, min) = (class(&run.set, share), Literal::u32_unsuffixed(run.min));
            let exact = |max| Literal::u32_unsuffixed(max).into_token_stream();
            let max = run.max.map_or_else(|| quote!(usize::MAX), exact);
            quote!(Run::Class(#class, #min, #max))
        }
    });
    let printed: Vec<_> = runs_of.collect();
    let anchor = match (runs.from_start, runs.to_end) {
        (true, true) => quote!(Anchor::Both),
        (true, false) => quote!(Anchor::Start),
        (false, true) => quote!(Anchor::End),
        (false, false) => quote!(Anchor::Nowhere),
    };
    quote!(Matcher::Counted(Counted { runs: &[#(#printed),*], anchor: #anchor }))
}

fn byte_set(set: &ClassUnicode, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let pairs = Literal::byte_string(&ascii(set));
    let value = quote!(ByteSet::of(#pairs));
    share(Table {
        key: value.to_string(),
        bytes: BY_BYTE,
        ty: quote!(ByteSet),
        value,
    })
}

/// First and last byte of each ASCII range.
pub(super) fn ascii(set: &ClassUnicode) -> Vec<u8> {
    let ranges = set.ranges().iter().filter(|range| range.start().is_ascii());
    ranges
        .flat_map(|range| [range.start() as u8, range.end().min('\u{7f}') as u8])
        .collect()
}

fn class(set: &ClassUnicode, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let ascii = byte_set(set, share);
    let ranges = wide(set);
    if ranges.is_empty() {
        return quote!(Class { ascii: #ascii, wide: &[] });
    }
    let printed = ranges.iter().map(|(first, last)| quote!((#first, #last)));
    let value = quote!([#(#printed),*]);
    let length = Literal::usize_unsuffixed(ranges.len());
    let bytes = ranges.len() * size_of::<(char, char)>();
    let wide = share(Table {
        key: value.to_string(),
        bytes,
        ty: quote!([(char, char); #length]),
        value,
    });
    quote!(Class { ascii: #ascii, wide: #wide })
}

/// The ranges beyond ASCII.
pub(super) fn wide(set: &ClassUnicode) -> Vec<(char, char)> {
    let beyond = set.ranges().iter().filter(|range| !range.end().is_ascii());
    beyond
        .map(|range| (range.start().max('\u{80}'), range.end()))
        .collect()
}

fn automaton(table: &Automaton, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let sets = class_ranges(&table.classes)
        .into_iter()
        .map(|pairs| Literal::byte_string(&pairs));
    let value = quote!(ByteClasses::of(&[#(#sets),*]));
    let classes = share(Table {
        key: value.to_string(),
        bytes: BY_BYTE,
        ty: quote!(ByteClasses),
        value,
    });
    let next = cells(&table.next, share);
    let [start, accept] = [table.start, table.accept].map(Literal::u16_unsuffixed);
    let heads = heads(table.heads.as_ref());
    quote!(Matcher::Dfa(Dfa { classes: #classes, next: #next, start: #start, accept: #accept, heads: #heads }))
}

fn heads(heads: Option<&Heads>) -> TokenStream {
    let Some(Heads { lead, texts, whole }) = heads else {
        return quote!(None);
    };
    let lead = Literal::usize_unsuffixed(*lead);
    let texts = texts.iter().map(|text| Literal::byte_string(text));
    quote!(Some(Heads { lead: #lead, texts: &[#(#texts),*], whole: #whole }))
}

fn cells(next: &[u16], share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let length = Literal::usize_unsuffixed(next.len());
    let value = if next.len() <= ARRAY {
        let cells = next.iter().copied().map(Literal::u16_unsuffixed);
        quote!([#(#cells),*])
    } else {
        let bytes: Vec<u8> = next.iter().flat_map(|cell| cell.to_le_bytes()).collect();
        let bytes = Literal::byte_string(&bytes);
        quote!(unpack(#bytes))
    };
    let key = next.iter().fold(String::from("cells"), |mut key, cell| {
        // Writing to a `String` cannot fail.
        let _ = write!(key, " {cell:x}");
        key
    });
    share(Table {
        key,
        bytes: size_of_val(next),
        ty: quote!([u16; #length]),
        value,
    })
}

/// First and last byte of each range of each class but class 0.
pub(super) fn class_ranges(classes: &[u8; 256]) -> Vec<Vec<u8>> {
    let count = classes.iter().max().map_or(0, |last| usize::from(*last));
    let mut sets = vec![Vec::new(); count];
    let mut previous = 0;
    for (byte, class) in (0..=255).zip(classes) {
        if *class > 0 {
            let set: &mut Vec<u8> = &mut sets[usize::from(*class) - 1];
            match set.last_mut() {
                Some(last) if *class == previous => *last = byte,
                Some(_) | None => set.extend([byte, byte]),
            }
        }
        previous = *class;
    }
    sets
}

/// The engines are made on first use. A pattern that they refuse although we read it is not checked.
fn fallback(engines: &[(String, bool)]) -> TokenStream {
    let engine = |(source, unicode): &(String, bool)| {
        let flags = if *unicode { "u" } else { "" };
        quote!(std::sync::LazyLock::new(|| regress::Regex::with_flags(#source, #flags).ok()))
    };
    if let [only] = engines {
        let engine = engine(only);
        return quote! {
            Matcher::Fallback(|text| {
                static ENGINE: std::sync::LazyLock<Option<regress::Regex>> = #engine;
                ENGINE.as_ref().is_none_or(|engine| engine.find(text).is_some())
            })
        };
    }
    let count = Literal::usize_unsuffixed(engines.len());
    let all = engines.iter().map(engine);
    quote! {
        Matcher::Fallback(|text| {
            static ENGINES: [std::sync::LazyLock<Option<regress::Regex>>; #count] = [#(#all),*];
            ENGINES
                .iter()
                .any(|engine| engine.as_ref().is_none_or(|engine| engine.find(text).is_some()))
        })
    }
}
