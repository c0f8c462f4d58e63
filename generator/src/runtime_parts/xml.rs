//! How values are written in XML, as tables (`OpenAPI` 3.1.1, section 4.8.26): what names elements have, what is an
//! attribute, and what kind of value a text is. Everything else about a value is known by its JSON form.

/// What an element or an attribute is called; a part that it does not have is empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    pub(crate) local: &'static str,
    pub(crate) prefix: &'static str,
    pub(crate) namespace: &'static str,
}

impl Name {
    pub(crate) const fn new(local: &'static str) -> Self {
        Self {
            local,
            prefix: "",
            namespace: "",
        }
    }

    #[must_use]
    pub(crate) const fn prefix(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    #[must_use]
    pub(crate) const fn namespace(self, namespace: &'static str) -> Self {
        Self { namespace, ..self }
    }
}

/// An element and what it holds.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: Name,
    pub(crate) content: &'static Xml,
}

impl Element {
    pub(crate) const fn new(name: Name, content: &'static Xml) -> Self {
        Self { name, content }
    }
}

/// What an element holds.
#[derive(Debug)]
pub(crate) enum Xml {
    /// A value without parts.
    Text(Kind),
    /// A list, an element for each item.
    Items(&'static Element),
    /// An object: its properties, and what other elements hold where those are kept.
    Object(&'static [Field], Option<&'static Xml>),
}

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Itself, spaces included.
    String,
    /// Itself without the spaces around it; nothing where it is empty.
    Word,
    /// `true` or `false`, `1` or `0`.
    Boolean,
    /// A number.
    Number,
}

pub(crate) static STRING: Xml = Xml::Text(Kind::String);
pub(crate) static WORD: Xml = Xml::Text(Kind::Word);
pub(crate) static BOOLEAN: Xml = Xml::Text(Kind::Boolean);
pub(crate) static NUMBER: Xml = Xml::Text(Kind::Number);

/// A property of an object.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name in JSON.
    pub(crate) property: &'static str,
    pub(crate) name: Name,
    pub(crate) place: Place,
    /// What it holds; of a list without an element around it, what an item holds.
    pub(crate) content: &'static Xml,
}

/// Where a property's value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In an element.
    Element,
    /// In an attribute.
    Attribute,
    /// In as many elements as there are items.
    Items {
        /// None of them are an empty list then, and no list where it may be left out.
        required: bool,
    },
}

impl Field {
    pub(crate) const fn element(property: &'static str, name: Name, content: &'static Xml) -> Self {
        Self {
            property,
            name,
            place: Place::Element,
            content,
        }
    }

    pub(crate) const fn attribute(
        property: &'static str,
        name: Name,
        content: &'static Xml,
    ) -> Self {
        Self {
            property,
            name,
            place: Place::Attribute,
            content,
        }
    }

    pub(crate) const fn items(
        property: &'static str,
        name: Name,
        content: &'static Xml,
        required: bool,
    ) -> Self {
        Self {
            property,
            name,
            place: Place::Items { required },
            content,
        }
    }
}

/// The namespace of the attribute `nil`, which says that an element holds null (XML Schema, part 1, section 2.6.2).
pub(crate) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
