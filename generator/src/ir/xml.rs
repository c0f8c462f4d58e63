//! What a schema says of its XML (`xml`), and what elements and attributes are called because of it.
use super::{Origin, TypeDef, TypeId};

/// The keyword `xml` of a schema.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml {
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub prefix: Option<String>,
    pub attribute: bool,
    pub wrapped: bool,
}

impl Xml {
    /// What this says, and of the rest what another says.
    fn over(&self, other: Option<&Self>) -> Self {
        let other = other.cloned().unwrap_or_default();
        Self {
            name: self.name.clone().or(other.name),
            namespace: self.namespace.clone().or(other.namespace),
            prefix: self.prefix.clone().or(other.prefix),
            attribute: self.attribute || other.attribute,
            wrapped: self.wrapped || other.wrapped,
        }
    }
}

/// The most aliases in a row that are followed.
const ALIASES: usize = 64;

/// What is said of a type: by itself first, then by what it is another name for. Beside it the type behind the names.
pub fn said<'t>(get: impl Fn(TypeId) -> &'t TypeDef, id: TypeId) -> (Xml, TypeId) {
    let mut current = id;
    let mut said = Xml::default();
    for _ in 0..ALIASES {
        let def = get(current);
        said = said.over(def.xml.as_deref());
        match def.shape {
            super::Shape::Alias(next) => current = next,
            _ => break,
        }
    }
    (said, current)
}

/// The name of the element that is the whole document.
pub fn root_name(said: &Xml, origins: &[&Origin]) -> Option<String> {
    let component = |origin: &&Origin| match origin {
        Origin::Component(name) => Some(name.clone()),
        Origin::Titled(_) | Origin::Operation { .. } | Origin::Nested { .. } => None,
    };
    said.name
        .clone()
        .or_else(|| origins.iter().find_map(component))
}

/// Whether elements and attributes can be called so: an `NCName` (Namespaces in XML 1.0, section 4).
pub fn is_name(text: &str) -> bool {
    let begins = |c: char| {
        matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
    };
    let goes_on = |c: char| {
        let more = matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}');
        more || begins(c)
    };
    text.starts_with(begins) && text.chars().all(goes_on)
}
