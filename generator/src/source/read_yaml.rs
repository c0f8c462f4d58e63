//! YAML by the events of saphyr-parser: aliases within bounds, merges, tags and second documents reported.
use super::build::{Builder, MAX_DEPTH, Stop};
use super::offsets::Offsets;
use super::reflow::Reflowed;
use super::scalar::{not_finite, plain};
use super::{Entry, Map, Node, NodeKind};
use crate::diag::Code;
use crate::hash::HashMap;
use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use std::ops::Range;

/// Aliases may add this many nodes for each event of the text, and [`ALIAS_FREE`] besides, but not more than [`ALIAS_MOST`].
const ALIAS_FACTOR: usize = 10;
const ALIAS_FREE: usize = 100_000;
const ALIAS_MOST: usize = 4_000_000;

/// Moving lines of flow collections right may read this many bytes again.
const REREAD: usize = 256 << 20;

/// Reads one YAML document into the builder.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Result<(), Stop> {
    let before = builder.diagnostics.len();
    let Err(fault) = attempt(text, None, builder) else {
        return Ok(());
    };
    let Some(start) = fault.flow else {
        return Err(fault.report(builder));
    };
    // All at once where that can be told, else one by one as the parser comes to them.
    let mut all = Reflowed::new(text);
    if all.indent_all(start) {
        builder.restart(before);
        if attempt(&all.text, Some(&all), builder).is_ok_and(|flows| all.is_within(&flows)) {
            return Ok(());
        }
    }
    one_by_one(text, fault, before, builder)
}

/// Moves the lines of one flow collection after the other.
fn one_by_one(
    text: &str,
    mut fault: Fault,
    before: usize,
    builder: &mut Builder<'_>,
) -> Result<(), Stop> {
    let mut reflowed = Reflowed::new(text);
    let mut read_again = 0;
    loop {
        let (Some(start), true) = (fault.flow, read_again < REREAD) else {
            return Err(fault.report(builder));
        };
        if !reflowed.indent(start) {
            return Err(fault.report(builder));
        }
        builder.restart(before);
        read_again += reflowed.text.len();
        match attempt(&reflowed.text, Some(&reflowed), builder) {
            Ok(flows) if reflowed.is_within(&flows) => return Ok(()),
            // Where the collection ends is not to be told, so nothing is guessed.
            Ok(_) => return Err(fault.report(builder)),
            Err(next) => fault = next,
        }
    }
}

/// Why an attempt ended.
enum Cause {
    Reported,
    Syntax(u32, String),
    /// The parser has a limit of its own for `[` and `{`.
    TooDeep(u32),
}

impl Cause {
    fn of(message: &str, at: u32) -> Self {
        match message {
            "recursion limit exceeded" => Self::TooDeep(at),
            message => Self::Syntax(at, format!("this is no YAML: {message}")),
        }
    }
}

struct Fault {
    cause: Cause,
    /// Where the outermost flow collection began, when what is wrong is only the indentation of its lines.
    flow: Option<u32>,
}

impl From<Stop> for Fault {
    fn from(_: Stop) -> Self {
        Self {
            cause: Cause::Reported,
            flow: None,
        }
    }
}

impl Fault {
    fn report(self, builder: &mut Builder<'_>) -> Stop {
        match self.cause {
            Cause::Reported => Stop,
            Cause::Syntax(at, message) => builder.fail(Code::Syntax, at, message),
            Cause::TooDeep(at) => {
                let message =
                    "`[` and `{` are nested deeper than the 255 levels that YAML is read to";
                builder.fail(Code::TooDeep, at, message)
            }
        }
    }
}

/// Reads the text; gives where its outermost flow collections are.
fn attempt(
    text: &str,
    reflowed: Option<&Reflowed>,
    builder: &mut Builder<'_>,
) -> Result<Vec<Range<u32>>, Fault> {
    let mut reader = Reader {
        builder,
        anchors: HashMap::default(),
        open: Vec::new(),
        events: 0,
        copied: 0,
        documents: 0,
    };
    let offsets = Offsets::new(text);
    let original = |at| reflowed.map_or(at, |reflowed| reflowed.original(at));
    let mut flows: Vec<Option<u32>> = Vec::new();
    let mut outermost = Vec::new();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, span)) => {
                let at = offsets.byte(span.start.index());
                match event {
                    Event::MappingStart(..) | Event::SequenceStart(..) => {
                        let is_flow = matches!(text.as_bytes().get(at as usize), Some(b'{' | b'['));
                        flows.push(is_flow.then_some(at));
                    }
                    Event::MappingEnd | Event::SequenceEnd => {
                        let start = flows.pop().flatten();
                        if let Some(start) = start.filter(|_| flows.iter().all(Option::is_none)) {
                            outermost.push(start..offsets.byte(span.end.index()));
                        }
                    }
                    _ => {}
                }
                if reader.event(event, original(at))? {
                    break;
                }
            }
            Err(error) => {
                let at = original(offsets.byte(error.marker().index()));
                let flow = if error.info().starts_with("invalid indentation") {
                    flows.into_iter().flatten().next()
                } else {
                    None
                };
                return Err(Fault {
                    cause: Cause::of(error.info(), at),
                    flow,
                });
            }
        }
    }
    if reader.documents == 0 {
        return Err(reader
            .builder
            .fail(Code::Syntax, 0, "the document is empty")
            .into());
    }
    Ok(outermost)
}

struct Reader<'b, 'd> {
    builder: &'b mut Builder<'d>,
    anchors: HashMap<usize, Anchor>,
    /// For each open list or object: its anchor (0: none) and whether it is an object.
    open: Vec<(usize, bool)>,
    events: usize,
    copied: usize,
    documents: usize,
}

struct Anchor {
    node: Node,
    nodes: usize,
    depth: usize,
}

impl Reader<'_, '_> {
    /// Takes one event; `true`: the document is over.
    fn event(&mut self, event: Event<'_>, at: u32) -> Result<bool, Stop> {
        self.events += 1;
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.builder.fail(
                        Code::Syntax,
                        at,
                        "a second YAML document begins here; only one is read",
                    ));
                }
            }
            Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
            Event::StreamEnd => return Ok(true),
            Event::Alias(id) => self.alias(id, at)?,
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), at)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.container(at, tag.as_deref(), "seq")?;
                self.open.push((anchor, false));
                self.builder.open_list(at)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.container(at, tag.as_deref(), "map")?;
                self.open.push((anchor, true));
                self.builder.open_map(at)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at)?,
        }
        Ok(false)
    }

    /// A list or an object begins: neither may be a key.
    fn container(&mut self, at: u32, tag: Option<&Tag>, expected: &str) -> Result<(), Stop> {
        if self.builder.wants_key() {
            return Err(self.builder.fail(
                Code::Syntax,
                at,
                "a key must be a string, not a list or an object",
            ));
        }
        if let Some(tag) = tag
            && !(tag.is_yaml_core_schema() && tag.suffix == expected)
        {
            self.unknown_tag(tag, at);
        }
        Ok(())
    }

    fn close(&mut self, at: u32) -> Result<(), Stop> {
        let (anchor, is_map) = self.open.pop().unwrap_or_default();
        let Some(mut node) = self.builder.close() else {
            return Ok(());
        };
        if is_map && node.get("<<").is_some() {
            self.merge(&mut node)?;
        }
        self.keep(anchor, &node, at)?;
        self.builder.value(node)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: u32,
    ) -> Result<(), Stop> {
        if self.builder.wants_key() {
            // Status codes and the like: every key is a string.
            self.builder.key(text.into(), at);
            return self.keep(anchor, &Node::string(at, text), at);
        }
        let kind = match tag {
            None if style == ScalarStyle::Plain => self.plain(text, at),
            None => NodeKind::String(text.into()),
            Some(tag) => self.tagged(text, tag, at),
        };
        let node = Node::new(at, kind);
        self.keep(anchor, &node, at)?;
        self.builder.value(node)
    }

    fn plain(&mut self, text: &str, at: u32) -> NodeKind {
        if not_finite(text) {
            let pointer = self.builder.pointer();
            let report = self.builder.diagnostics.report(
                Code::YamlValue,
                &pointer,
                format!("JSON has no number `{text}`; it is read as a string"),
            );
            report.at_offset(at);
        }
        plain(text)
    }

    fn tagged(&mut self, text: &str, tag: &Tag, at: u32) -> NodeKind {
        let core = tag.is_yaml_core_schema().then_some(tag.suffix.as_str());
        let kind = match (core, plain(text)) {
            (Some("str"), _) => return NodeKind::String(text.into()),
            (Some("int" | "float"), kind @ NodeKind::Number(_))
            | (Some("bool"), kind @ NodeKind::Bool(_))
            | (Some("null"), kind @ NodeKind::Null) => return kind,
            // `!` alone means: no reading of the text.
            (None, _) if tag.handle.is_empty() && tag.suffix == "!" => {
                return NodeKind::String(text.into());
            }
            (_, kind) => kind,
        };
        self.unknown_tag(tag, at);
        kind
    }

    fn unknown_tag(&mut self, tag: &Tag, at: u32) {
        let pointer = self.builder.pointer();
        let report = self.builder.diagnostics.report(
            Code::YamlValue,
            &pointer,
            format!("the tag `{tag}` means nothing here and is ignored"),
        );
        report.at_offset(at).help("delete the tag");
    }

    /// Remembers a node that has an anchor.
    fn keep(&mut self, anchor: usize, node: &Node, at: u32) -> Result<(), Stop> {
        if anchor == 0 {
            return Ok(());
        }
        let nodes = node.size();
        self.spend(nodes, at)?;
        self.anchors.insert(
            anchor,
            Anchor {
                node: node.clone(),
                nodes,
                depth: node.depth(),
            },
        );
        Ok(())
    }

    fn alias(&mut self, id: usize, at: u32) -> Result<(), Stop> {
        let Some(anchor) = self.anchors.get(&id) else {
            return Err(self.builder.fail(
                Code::Syntax,
                at,
                "the alias refers to what it stands in",
            ));
        };
        if self.builder.wants_key() {
            let Some(text) = anchor.node.as_str() else {
                return Err(self
                    .builder
                    .fail(Code::Syntax, at, "a key must be a string"));
            };
            self.builder.key(text.into(), at);
            let nodes = anchor.nodes;
            return self.spend(nodes, at);
        }
        if self.builder.depth() + anchor.depth > MAX_DEPTH {
            return Err(self.builder.fail(
                Code::TooDeep,
                at,
                format!("nested deeper than {MAX_DEPTH} levels"),
            ));
        }
        let (node, nodes) = (anchor.node.clone(), anchor.nodes);
        self.spend(nodes, at)?;
        self.builder.value(node)
    }

    /// Counts nodes that stand in the tree more often than in the text.
    fn spend(&mut self, nodes: usize, at: u32) -> Result<(), Stop> {
        self.copied += nodes;
        if self.copied > ALIAS_MOST.min(ALIAS_FREE + ALIAS_FACTOR * self.events) {
            return Err(self.builder.fail(
                Code::TooLarge,
                at,
                "the aliases up to here multiply the document beyond all bounds",
            ));
        }
        Ok(())
    }

    /// Puts the members of `<<` below those that the object has itself (YAML 1.1's merge key, which many documents use).
    fn merge(&mut self, node: &mut Node) -> Result<(), Stop> {
        let Some(map) = node.as_map_mut() else {
            return Ok(());
        };
        let Some(merged) = map.remove("<<") else {
            return Ok(());
        };
        let at = merged.value.at();
        let sources = match merged.value.kind {
            NodeKind::List(items) => items,
            kind => vec![Node::new(at, kind)],
        };
        let mut entries: Vec<Entry> = map.entries().to_vec();
        for source in &sources {
            let NodeKind::Map(source) = &source.kind else {
                return Err(self.builder.fail(
                    Code::Syntax,
                    merged.key_at,
                    format!("`<<` merges objects, not {}", source.kind_name()),
                ));
            };
            entries.splice(0..0, source.entries().iter().cloned());
        }
        // The last of equal keys wins: the object's own, then the first of the sources.
        *map = Map::from_entries(entries, |_, _| {});
        Ok(())
    }
}
