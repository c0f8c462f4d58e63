//! The one tree builder, fed with events by both readers: depth limit, duplicate keys, places.
use super::{Entry, Map, Node, NodeKind, Pointer};
use crate::diag::{Code, Diagnostics};

/// Deeper documents are refused: whatever walks the tree later does so by recursion.
pub(crate) const MAX_DEPTH: usize = 512;

/// Documents of more values are refused, since each needs memory; the largest known to be published has a tenth.
const MAX_VALUES: usize = 8_000_000;

/// A tree in the making.
pub(super) struct Builder<'d> {
    pub(super) diagnostics: &'d mut Diagnostics,
    stack: Vec<Frame>,
    /// Of all lists that are open the items so far, those of the innermost last; so each list is made once it is known how
    /// long it is.
    items: Vec<Node>,
    /// The same of objects.
    entries: Vec<Entry>,
    root: Option<Node>,
    /// How many values there are so far.
    values: usize,
}

enum Frame {
    List {
        at: u32,
        /// How many items it has so far.
        length: usize,
    },
    Map {
        at: u32,
        /// How many members it has so far.
        length: usize,
        key: Option<(Box<str>, u32)>,
    },
}

/// Reading has to stop; what is wrong has been reported.
#[derive(Debug)]
pub(super) struct Stop;

impl<'d> Builder<'d> {
    pub(super) fn new(diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            diagnostics,
            stack: Vec::new(),
            items: Vec::new(),
            entries: Vec::new(),
            root: None,
            values: 0,
        }
    }

    /// Forgets all that was built and reported since `before`.
    pub(super) fn restart(&mut self, before: usize) {
        self.diagnostics.truncate(before);
        self.stack.clear();
        self.items.clear();
        self.entries.clear();
        self.values = 0;
        self.root = None;
    }

    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    pub(super) fn open_list(&mut self, at: u32) -> Result<(), Stop> {
        self.open(Frame::List { at, length: 0 }, at)
    }

    pub(super) fn open_map(&mut self, at: u32) -> Result<(), Stop> {
        self.open(
            Frame::Map {
                at,
                length: 0,
                key: None,
            },
            at,
        )
    }

    fn open(&mut self, frame: Frame, at: u32) -> Result<(), Stop> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(self.fail(
                Code::TooDeep,
                at,
                format!("nested deeper than {MAX_DEPTH} levels"),
            ));
        }
        self.stack.push(frame);
        Ok(())
    }

    /// The name of the member that comes next.
    pub(super) fn key(&mut self, text: Box<str>, text_at: u32) {
        if let Some(Frame::Map { key, .. }) = self.stack.last_mut() {
            *key = Some((text, text_at));
        }
    }

    /// Whether the object that is open waits for a key.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame::Map { key: None, .. }))
    }

    /// A finished value: the next item, the value of the last key, or the root.
    pub(super) fn value(&mut self, node: Node) -> Result<(), Stop> {
        self.values += 1;
        if self.values > MAX_VALUES {
            let message = format!("the document has more than {MAX_VALUES} values");
            return Err(self.fail(Code::TooLarge, node.at(), message));
        }
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { length, .. }) => {
                *length += 1;
                self.items.push(node);
            }
            Some(Frame::Map { length, key, .. }) => {
                if let Some((key, key_at)) = key.take() {
                    *length += 1;
                    self.entries.push(Entry {
                        key,
                        key_at,
                        value: node,
                    });
                }
            }
        }
        Ok(())
    }

    /// Ends the list or object that was opened last and returns it; the caller hands it to [`Builder::value`].
    pub(super) fn close(&mut self) -> Option<Node> {
        let frame = self.stack.pop()?;
        Some(match frame {
            Frame::List { at, length } => {
                let items = self.items.split_off(self.items.len() - length);
                Node::new(at, NodeKind::List(items))
            }
            Frame::Map { at, length, .. } => {
                let entries = self.entries.split_off(self.entries.len() - length);
                let mut duplicates = Vec::new();
                let map = Map::from_entries(entries, |first, second| {
                    duplicates.push((
                        first.key.clone(),
                        first.key_at,
                        second.key_at,
                        first.value == second.value,
                    ));
                });
                for (key, first_at, second_at, equal) in duplicates {
                    self.report_duplicate(&key, first_at, second_at, equal);
                }
                Node::new(at, NodeKind::Map(map))
            }
        })
    }

    fn report_duplicate(&mut self, key: &str, first_at: u32, second_at: u32, equal: bool) {
        let pointer = self.pointer().child(key);
        let report = self.diagnostics.report(
            Code::DuplicateKey,
            &pointer,
            format!("the key `{key}` stands twice in one object"),
        );
        report
            .at_offset(second_at)
            .related_offset(first_at, "first here");
        if equal {
            report
                .warning()
                .help("both have the same value: delete one");
        } else {
            report.help("the values differ: delete one, or rename it");
        }
    }

    /// Where the next value goes.
    pub(super) fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for frame in &self.stack {
            pointer = match frame {
                Frame::List { length, .. } => pointer.index(*length),
                Frame::Map {
                    key: Some((key, _)),
                    ..
                } => pointer.child(key),
                Frame::Map { .. } => pointer,
            };
        }
        pointer
    }

    /// Reports why reading ends here.
    pub(super) fn fail(&mut self, code: Code, at: u32, message: impl Into<String>) -> Stop {
        let pointer = self.pointer();
        self.diagnostics
            .report(code, &pointer, message)
            .at_offset(at);
        Stop
    }

    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }
}
