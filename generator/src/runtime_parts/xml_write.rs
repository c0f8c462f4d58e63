//! Writes the JSON form of a value as XML.
use super::xml::{Element, Field, INSTANCE, Name, Place, Xml};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// The text of a document of one element.
///
/// # Errors
///
/// Where the value holds what XML cannot: a control character, or a name that no element can have.
pub(crate) fn write(value: &Value, root: &'static Element) -> Result<String, String> {
    let mut writer = Writer {
        out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
        scope: Vec::new(),
    };
    writer.element(&root.name, root.content, value)?;
    Ok(writer.out)
}

struct Writer {
    out: String,
    /// Prefixes with their namespaces, the innermost last.
    scope: Vec<(&'static str, &'static str)>,
}

impl Writer {
    fn element(&mut self, name: &Name, content: &Xml, value: &Value) -> Result<(), String> {
        let outer = self.scope.len();
        let mut declared = String::new();
        if !name.namespace.is_empty() {
            self.declare(name, &mut declared)?;
        }
        let spelt = self.spelt(name);
        self.spelt_element(&spelt, declared, content, value)?;
        self.scope.truncate(outer);
        Ok(())
    }

    /// An element whose name needs no more care.
    fn spelt_element(
        &mut self,
        name: &str,
        mut attributes: String,
        content: &Xml,
        value: &Value,
    ) -> Result<(), String> {
        match (content, value) {
            (_, Value::Null) => {
                let nil = Name::new("nil").prefix("xsi").namespace(INSTANCE);
                self.attribute(&nil, "true", &mut attributes)?;
            }
            (Xml::Object(fields, _), Value::Object(object)) => {
                let own = fields.iter().filter(|one| one.place == Place::Attribute);
                for field in own {
                    let value = object.get(field.property);
                    // An attribute cannot say null.
                    if let Some(value) = value.filter(|value| !value.is_null()) {
                        self.attribute(&field.name, &text(value)?, &mut attributes)?;
                    }
                }
            }
            _ => {}
        }
        let _ = write!(self.out, "<{name}{attributes}>");
        let begun = self.out.len();
        if !value.is_null() {
            self.content(content, value)?;
        }
        if self.out.len() == begun {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            let _ = write!(self.out, "</{name}>");
        }
        Ok(())
    }

    fn content(&mut self, content: &Xml, value: &Value) -> Result<(), String> {
        match (content, value) {
            (Xml::Text(_), value) => {
                let text = escaped(&text(value)?)?;
                self.out.push_str(&text);
                Ok(())
            }
            (Xml::Items(item), Value::Array(items)) => {
                let mut items = items.iter();
                items.try_for_each(|value| self.element(&item.name, item.content, value))
            }
            (Xml::Object(fields, rest), Value::Object(object)) => {
                for field in *fields {
                    self.property(field, object)?;
                }
                match rest {
                    Some(content) => self.rest(fields, content, object),
                    None => Ok(()),
                }
            }
            (Xml::Items(_) | Xml::Object(..), _) => Err(misfit(value)),
        }
    }

    fn property(&mut self, field: &Field, object: &Map<String, Value>) -> Result<(), String> {
        match (field.place, object.get(field.property)) {
            // As many elements as there are items cannot say null: there are none.
            (Place::Attribute, _) | (_, None) | (Place::Items { .. }, Some(Value::Null)) => Ok(()),
            (Place::Items { .. }, Some(Value::Array(items))) => {
                let mut items = items.iter();
                items.try_for_each(|value| self.element(&field.name, field.content, value))
            }
            (Place::Items { .. }, Some(other)) => Err(misfit(other)),
            (Place::Element, Some(value)) => self.element(&field.name, field.content, value),
        }
    }

    /// Properties that have no field: their names are the elements'.
    fn rest(
        &mut self,
        fields: &[Field],
        content: &Xml,
        object: &Map<String, Value>,
    ) -> Result<(), String> {
        for (name, value) in object {
            if fields.iter().any(|field| field.property == name) {
                continue;
            }
            if !is_name(name) {
                return Err("has a property whose name no element can have".to_owned());
            }
            self.spelt_element(name, String::new(), content, value)?;
        }
        Ok(())
    }

    fn attribute(&mut self, name: &Name, text: &str, out: &mut String) -> Result<(), String> {
        // Without a prefix an attribute is in no namespace.
        if !name.prefix.is_empty() && !name.namespace.is_empty() {
            self.declare(name, out)?;
        }
        let (spelt, text) = (self.spelt(name), escaped(text)?);
        let _ = write!(out, " {spelt}=\"{text}\"");
        Ok(())
    }

    /// Declares a namespace unless it is known here.
    fn declare(&mut self, name: &Name, out: &mut String) -> Result<(), String> {
        if self.bound(name.prefix) != Some(name.namespace) {
            self.scope.push((name.prefix, name.namespace));
            let colon = if name.prefix.is_empty() { "" } else { ":" };
            let namespace = escaped(name.namespace)?;
            let _ = write!(out, " xmlns{colon}{}=\"{namespace}\"", name.prefix);
        }
        Ok(())
    }

    /// A prefix that nothing declares would make the text no XML with namespaces.
    fn spelt(&self, name: &Name) -> String {
        match name.prefix {
            "" => name.local.to_owned(),
            prefix if self.bound(prefix).is_none() => name.local.to_owned(),
            prefix => format!("{prefix}:{}", name.local),
        }
    }

    fn bound(&self, prefix: &str) -> Option<&'static str> {
        let mut known = self.scope.iter().rev();
        known.find(|(own, _)| *own == prefix).map(|(_, uri)| *uri)
    }
}

fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(misfit(value)),
    }
}

fn misfit(value: &Value) -> String {
    let found = match value {
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => "a text",
    };
    format!("has {found} where its XML has something else")
}

/// A text as it stands in content and in attributes. Line ends and tabs would be changed by whoever reads them.
fn escaped(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(character));
            }
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                return Err("has a character that XML cannot hold".to_owned());
            }
            other => out.push(other),
        }
    }
    Ok(out)
}

/// An `NCName` (Namespaces in XML 1.0, section 4).
fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(begins_name)
        && characters.all(|c| {
            begins_name(c)
                || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
        })
}

fn begins_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}
