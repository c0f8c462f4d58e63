//! Prints a compiled pattern as an expression of the generated crate.
use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use regex_syntax::hir::ClassUnicode;

use super::minimize::Table as Automaton;
use super::runs::{Run, Runs};
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
            Program::Fallback => fallback(source, self.unicode),
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
                for run in runs.runs.iter().filter(|run| !is_text(run)) {
                    if !sets.contains(&&run.set) {
                        sets.push(&run.set);
                    }
                }
                let wide = |set: &&ClassUnicode| wide(set).len() * size_of::<(char, char)>();
                runs.runs.len() * PART + sets.len() * BY_BYTE + sets.iter().map(wide).sum::<usize>()
            }
            Self::Dfa(table) => BY_BYTE + table.next.len() * size_of::<u16>(),
            Self::Fallback => 0,
        }
    }
}

fn fixed(runs: &Runs, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let parts = pieces(&runs.runs).into_iter().map(|piece| match piece {
        Piece::Text(text) => quote!(Part::Text(#text)),
        Piece::Run(run) => {
            let (set, count) = (byte_set(&run.set, share), Literal::u32_unsuffixed(run.min));
            quote!(Part::Set(#set, #count))
        }
    });
    let parts: Vec<_> = parts.collect();
    let length = Literal::u32_unsuffixed(runs.runs.iter().map(|run| run.min).sum());
    let open = !runs.to_end;
    quote!(Matcher::Fixed(Fixed { parts: &[#(#parts),*], length: #length, open: #open }))
}

fn counted(runs: &Runs, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let pieces = pieces(&runs.runs);
    let runs_of = pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) => quote!(Run::Text(#text)),
        Piece::Run(run) => {
            let (class, min) = (class(&run.set, share), Literal::u32_unsuffixed(run.min));
            let max = match run.max.map(Literal::u32_unsuffixed) {
                Some(max) => quote!(#max),
                None => quote!(usize::MAX),
            };
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

/// Runs as they are printed: neighbouring literals together.
pub(super) enum Piece<'a> {
    Text(String),
    Run(&'a Run),
}

pub(super) fn pieces(runs: &[Run]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for run in runs {
        match run.single().filter(|_| is_text(run)) {
            None => pieces.push(Piece::Run(run)),
            Some(c) => {
                let more = std::iter::repeat_n(c, run.min as usize);
                match pieces.last_mut() {
                    Some(Piece::Text(text)) => text.extend(more),
                    Some(Piece::Run(_)) | None => pieces.push(Piece::Text(more.collect())),
                }
            }
        }
    }
    pieces
}

/// Whether a run is printed as text: a lone class needs no second form, and the text must not get long.
fn is_text(run: &Run) -> bool {
    run.is_exact() && run.single().is_some() && run.min <= 256
}

fn byte_set(set: &ClassUnicode, share: &mut dyn FnMut(Table) -> TokenStream) -> TokenStream {
    let ranges = set
        .ranges()
        .iter()
        .filter(|range| range.start().is_ascii())
        .map(|range| {
            let last = range.end().min('\u{7f}');
            let [first, last] = [range.start(), last].map(|c| Literal::byte_character(c as u8));
            quote!((#first, #last))
        });
    let value = quote!(ByteSet::of(&[#(#ranges),*]));
    share(Table {
        key: value.to_string(),
        bytes: BY_BYTE,
        ty: quote!(ByteSet),
        value,
    })
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
    let ranges = class_ranges(&table.classes)
        .into_iter()
        .map(|(first, last, class)| {
            let [first, last] = [first, last].map(Literal::byte_character);
            let class = Literal::u8_unsuffixed(class);
            quote!((#first, #last, #class))
        });
    let value = quote!(ByteClasses::of(&[#(#ranges),*]));
    let classes = share(Table {
        key: value.to_string(),
        bytes: BY_BYTE,
        ty: quote!(ByteClasses),
        value,
    });
    let next = cells(&table.next, share);
    let [start, accept] = [table.start, table.accept].map(Literal::u16_unsuffixed);
    quote!(Matcher::Dfa(Dfa { classes: #classes, next: #next, start: #start, accept: #accept }))
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

/// The bytes that are not in class 0, as ranges.
fn class_ranges(classes: &[u8; 256]) -> Vec<(u8, u8, u8)> {
    let mut ranges: Vec<(u8, u8, u8)> = Vec::new();
    for (byte, class) in (0..=255).zip(classes) {
        match ranges.last_mut() {
            Some((_, last, other)) if other == class && *last + 1 == byte => *last = byte,
            Some(_) | None if *class != 0 => ranges.push((byte, byte, *class)),
            Some(_) | None => {}
        }
    }
    ranges
}

/// The engine is made on first use. A pattern that it refuses although we read it is not checked.
fn fallback(source: &str, unicode: bool) -> TokenStream {
    let flags = if unicode { "u" } else { "" };
    quote! {
        Matcher::Fallback(|text| {
            static ENGINE: std::sync::LazyLock<Option<regress::Regex>> =
                std::sync::LazyLock::new(|| regress::Regex::with_flags(#source, #flags).ok());
            ENGINE.as_ref().is_none_or(|engine| engine.find(text).is_some())
        })
    }
}
