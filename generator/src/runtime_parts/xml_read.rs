//! Reads XML into the JSON form of a value. Entities of a document type are never expanded, and nesting has a bound; how
//! long a text may be is bounded with the answer.
use super::xml::{Element, Field, Kind, Name, Place, Xml};
use crate::runtime::DecodeError;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use serde_json::{Map, Number, Value};

/// Elements in elements; what JSON's reader admits as well.
const DEPTH: usize = 128;

/// The value that a document of one element holds.
pub(crate) fn read(body: &[u8], root: &'static Element) -> Result<Value, DecodeError> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text =
        std::str::from_utf8(body).map_err(|_| DecodeError::new("XML in UTF-8", "other bytes"))?;
    let mut reader = Reader::new(text);
    loop {
        match reader.next()? {
            Event::Start(start) if reader.is(&start, &root.name) => {
                let value = reader.element(&start, root.content, 0)?;
                reader.end()?;
                return Ok(value);
            }
            Event::Start(_) => {
                let expected = format!("the element `{}`", root.name.local);
                return Err(DecodeError::new(expected, "another element"));
            }
            Event::Eof => return Err(DecodeError::new("XML", "no element")),
            _ => {}
        }
    }
}

struct Reader<'i> {
    inner: NsReader<&'i [u8]>,
}

impl<'i> Reader<'i> {
    fn new(text: &'i str) -> Self {
        let mut inner = NsReader::from_str(text);
        inner.config_mut().expand_empty_elements = true;
        Self { inner }
    }

    fn next(&mut self) -> Result<Event<'i>, DecodeError> {
        self.inner.read_event().map_err(|_| self.fault())
    }

    /// Where it is no XML; the words of the reader may repeat the text.
    fn fault(&self) -> DecodeError {
        let at = self.inner.error_position();
        DecodeError::new("XML", format!("other text (byte {at})"))
    }

    /// Whether nothing but space and comments follows the document's element.
    fn end(&mut self) -> Result<(), DecodeError> {
        loop {
            match self.next()? {
                Event::Eof => return Ok(()),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.xml10_content().trim().is_empty() => {}
                _ => return Err(DecodeError::new("XML", "more than one element")),
            }
        }
    }

    /// The name of the document's element: its case is a matter of taste where the document does not give it.
    fn is(&self, start: &BytesStart<'_>, name: &Name) -> bool {
        let (_, local) = self.inner.resolver().resolve_element(start.name());
        local.into_inner().eq_ignore_ascii_case(name.local)
    }

    /// The content of an element that has begun, up to its end.
    fn element(
        &mut self,
        start: &BytesStart<'i>,
        content: &'static Xml,
        depth: usize,
    ) -> Result<Value, DecodeError> {
        if depth == DEPTH {
            return Err(DecodeError::new("XML", "elements that are nested too deep"));
        }
        if start.attributes().has_nil(self.inner.resolver()) {
            self.skip(start)?;
            return Ok(Value::Null);
        }
        match content {
            Xml::Text(kind) => self.text().map(|text| value(&text, *kind)),
            Xml::Items(item) => self.items(item, depth),
            Xml::Object(fields, rest) => self.object(start, fields, *rest, depth),
        }
    }

    fn skip(&mut self, start: &BytesStart<'_>) -> Result<(), DecodeError> {
        let skipped = self.inner.read_to_end(start.name());
        skipped.map(drop).map_err(|_| self.fault())
    }

    fn text(&mut self) -> Result<String, DecodeError> {
        let mut out = String::new();
        loop {
            match self.next()? {
                Event::Text(text) => out.push_str(&text.xml10_content()),
                Event::CData(text) => out.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => out.push_str(&self.reference(&name)?),
                Event::End(_) => return Ok(out),
                Event::Start(_) => return Err(DecodeError::new("text", "an element")),
                Event::Eof => return Err(self.fault()),
                _ => {}
            }
        }
    }

    /// A character by its number, or one of the five that XML itself names.
    fn reference(&self, name: &BytesRef<'_>) -> Result<String, DecodeError> {
        if let Some(character) = name.resolve_char_ref().map_err(|_| self.fault())? {
            return Ok(character.to_string());
        }
        let known = resolve_predefined_entity(name).map(str::to_owned);
        known.ok_or_else(|| DecodeError::new("text", "an entity that XML does not have"))
    }

    fn items(&mut self, item: &'static Element, depth: usize) -> Result<Value, DecodeError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::Start(start) if self.names(&start, &item.name) => {
                    let value = self.element(&start, item.content, depth + 1);
                    items.push(value.map_err(|error| error.at_index(items.len()))?);
                }
                Event::Start(start) => self.skip(&start)?,
                Event::End(_) => return Ok(Value::Array(items)),
                Event::Eof => return Err(self.fault()),
                _ => {}
            }
        }
    }

    fn object(
        &mut self,
        start: &BytesStart<'i>,
        fields: &'static [Field],
        rest: Option<&'static Xml>,
        depth: usize,
    ) -> Result<Value, DecodeError> {
        let mut object = self.attributes(start, fields)?;
        loop {
            match self.next()? {
                Event::Start(start) => self.child(&start, fields, rest, depth, &mut object)?,
                Event::End(_) => break,
                Event::Eof => return Err(self.fault()),
                _ => {}
            }
        }
        for field in fields {
            if field.place == (Place::Items { required: true }) {
                let list = object.entry(field.property);
                list.or_insert_with(|| Value::Array(Vec::new()));
            }
        }
        Ok(Value::Object(object))
    }

    fn child(
        &mut self,
        start: &BytesStart<'i>,
        fields: &'static [Field],
        rest: Option<&'static Xml>,
        depth: usize,
        object: &mut Map<String, Value>,
    ) -> Result<(), DecodeError> {
        let elements = || {
            let elements = fields.iter();
            elements.filter(|field| field.place != Place::Attribute)
        };
        // A namespace that the document gives decides between two of one name.
        let exact = elements()
            .find(|field| !field.name.namespace.is_empty() && self.names(start, &field.name));
        let found = exact.or_else(|| elements().find(|field| self.names(start, &field.name)));
        match (found, rest) {
            (None, None) => self.skip(start),
            (None, Some(content)) => {
                let name = start.local_name().into_inner().to_owned();
                let value = self.element(start, content, depth + 1);
                object.insert(name.clone(), value.map_err(|error| error.at(&name))?);
                Ok(())
            }
            (Some(field), _) => {
                let value = self.element(start, field.content, depth + 1);
                let value = value.map_err(|error| error.at(field.property))?;
                put(object, field, value);
                Ok(())
            }
        }
    }

    fn attributes(
        &self,
        start: &BytesStart<'_>,
        fields: &'static [Field],
    ) -> Result<Map<String, Value>, DecodeError> {
        let mut object = Map::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| self.fault())?;
            let mut attributes = fields
                .iter()
                .filter(|field| field.place == Place::Attribute);
            let field = attributes.find(|field| self.is_attribute(&attribute, &field.name));
            let Some(field) = field else { continue };
            let text = attribute.normalized_value(XmlVersion::Implicit1_0);
            let text = text.map_err(|_| self.fault())?;
            let kind = match field.content {
                Xml::Text(kind) => *kind,
                Xml::Items(_) | Xml::Object(..) => Kind::String,
            };
            object.insert(field.property.to_owned(), value(&text, kind));
        }
        Ok(object)
    }

    fn is_attribute(&self, attribute: &Attribute<'_>, name: &Name) -> bool {
        let (namespace, local) = self.inner.resolver().resolve_attribute(attribute.key);
        local.into_inner() == name.local && same(&namespace, name)
    }

    fn names(&self, start: &BytesStart<'_>, name: &Name) -> bool {
        let (namespace, local) = self.inner.resolver().resolve_element(start.name());
        local.into_inner() == name.local && same(&namespace, name)
    }
}

/// Whether a namespace is the one of a name; a name that has none is content with any, since children often take that of
/// the element around them, and an element of none is taken for what its name says.
fn same(namespace: &ResolveResult<'_>, name: &Name) -> bool {
    match namespace {
        ResolveResult::Bound(Namespace(uri)) => name.namespace.is_empty() || *uri == name.namespace,
        ResolveResult::Unbound | ResolveResult::Unknown(_) => true,
    }
}

fn put(object: &mut Map<String, Value>, field: &Field, value: Value) {
    match field.place {
        Place::Element | Place::Attribute => {
            object.insert(field.property.to_owned(), value);
        }
        Place::Items { .. } => {
            let list = object.entry(field.property);
            if let Value::Array(items) = list.or_insert_with(|| Value::Array(Vec::new())) {
                items.push(value);
            }
        }
    }
}

/// A text as its kind; one that is none of the kind stays a text, and the type says what it expected.
fn value(text: &str, kind: Kind) -> Value {
    let word = text.trim();
    let known = match (kind, word) {
        (Kind::String, _) => return Value::String(text.to_owned()),
        (_, "") => return Value::Null,
        (Kind::Word, word) => return Value::String(word.to_owned()),
        (Kind::Boolean, "true" | "1") => Some(Value::Bool(true)),
        (Kind::Boolean, "false" | "0") => Some(Value::Bool(false)),
        (Kind::Boolean, _) => None,
        (Kind::Number, word) => number(word).map(Value::Number),
    };
    known.unwrap_or_else(|| Value::String(word.to_owned()))
}

/// XML Schema's numbers have a sign and zeros before them that JSON's do not, and may lack digits around the point.
fn number(word: &str) -> Option<Number> {
    let (sign, digits) = match word.as_bytes().first()? {
        b'-' => ("-", &word[1..]),
        b'+' => ("", &word[1..]),
        _ => ("", word),
    };
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let rest = &digits[zeros..];
    let lacks_digit = !rest.starts_with(|c: char| c.is_ascii_digit());
    let zero = if lacks_digit && (zeros > 0 || rest.len() > 1) {
        "0"
    } else {
        ""
    };
    let mut text = format!("{sign}{zero}{rest}");
    if text.ends_with('.') {
        text.pop();
    }
    serde_json::from_str(&text).ok()
}
