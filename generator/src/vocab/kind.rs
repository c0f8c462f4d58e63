//! Whether a value has the JSON kind that its keyword takes, and the repairs where another kind has one plain meaning.
use super::walk::Walker;
use super::{Dialect, Disposition, Expect, Place, Row, spell};
use crate::diag::Code;
use crate::source::{Map, Node, NodeKind};

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// Words of OpenAPI 3.2, which are known and not offered.
const OF_3_2: [&str; 1] = ["querystring"];

/// Words of Swagger 2.0 and others that people write, and how `OpenAPI` says the same.
const OF_2_0: [((Place, &str), &str, &str); 4] = [
    (
        (Place::Parameter, "in"),
        "body",
        "describe it as `requestBody` of the operation",
    ),
    (
        (Place::Parameter, "in"),
        "formData",
        "describe it as a property of a `requestBody` of `multipart/form-data`",
    ),
    (
        (Place::SecurityScheme, "type"),
        "basic",
        "write `type: http` and `scheme: basic`",
    ),
    (
        (Place::SecurityScheme, "type"),
        "bearer",
        "write `type: http` and `scheme: bearer`",
    ),
];

/// Keywords whose absence takes parts of the API away.
const HOLDS_OTHERS: [&str; 4] = ["paths", "properties", "responses", "schemas"];

impl Walker<'_> {
    /// Checks the value of a keyword, repairing it in place; `false`: it has to be taken out of force.
    pub(super) fn fit(&mut self, value: &mut Node, row: &Row) -> bool {
        if row.expect == Expect::Any {
            return true;
        }
        if value.is_null() && HOLDS_OTHERS.contains(&row.name) {
            self.empty(&format!("`{}` is empty", row.name));
            return false;
        }
        if value.is_null() && row.expect != Expect::Type {
            self.repaired(&format!("`{}` is null: it is read as absent", row.name));
            return false;
        }
        if row.name == "required"
            && row.place == Place::Schema
            && let NodeKind::Bool(flag) = value.kind
        {
            let message = "`required` of a schema is a list of its properties' names; this one is read as said of the property itself";
            self.repaired(message)
                .help("name the property in the `required` list of the object that has it");
            self.required_flag = Some(flag);
            return false;
        }
        if !self.fits(value, row) {
            // Another word of the right kind was reported as that.
            if !(matches!(row.expect, Expect::Word(_)) && value.as_str().is_some()) {
                self.wrong_kind(value, row);
            }
            return false;
        }
        if row.expect == Expect::Schemas && value.as_list().is_some_and(<[Node]>::is_empty) {
            let name = row.name;
            let message = format!(
                "`{name}` is an empty list, and JSON Schema asks for at least one schema: it is left out"
            );
            self.repaired(&message).help(format!(
                "list the schemas that are meant, or delete `{name}`"
            ));
            return false;
        }
        // A repair may have ended in nothing.
        row.expect == Expect::Type || !value.is_null()
    }

    /// Nothing stands where whole parts of an API are due: in YAML a sign of lines below that are indented too little.
    fn empty(&mut self, message: &str) {
        self.report(Code::WrongKind, message.to_owned())
            .help("indent the lines below it further, or write `{}` if nothing belongs there");
    }

    /// Reports a repair.
    pub(super) fn repaired(&mut self, message: &str) -> &mut crate::diag::Diagnostic {
        self.report(Code::WrongKind, message).warning()
    }

    fn wrong_kind(&mut self, value: &Node, row: &Row) {
        let (name, found, due) = (row.name, value.kind_name(), due(row.expect));
        if row.disposition == Disposition::Annotation || (row.name == "examples") {
            self.repaired(&format!(
                "`{name}` takes {due}, not {found}; it is left out"
            ));
            return;
        }
        self.report(
            Code::WrongKind,
            format!("`{name}` takes {due}, not {found}"),
        );
    }

    fn fits(&mut self, value: &mut Node, row: &Row) -> bool {
        match row.expect {
            Expect::Any => true,
            Expect::Text => self.text(value),
            Expect::MediaTypes => self.text(value) && self.media_types(value),
            Expect::Word(words) => self.text(value) && self.word(value, words, row),
            Expect::Flag => self.flag(value),
            Expect::Number => self.number(value),
            Expect::Bound => self.bound(value),
            Expect::Count => self.number(value) && self.count(value),
            Expect::Step => self.number(value) && self.step(value),
            Expect::Type => self.types(value),
            Expect::Texts => self.texts(value),
            Expect::Discriminator => self.discriminator(value),
            Expect::Security => self.security(value),
            Expect::Schema => {
                matches!(value.kind, NodeKind::Bool(_)) || self.map(value) || self.flag(value)
            }
            Expect::Items if matches!(value.kind, NodeKind::List(_)) => {
                self.repaired(
                    "`items` is one schema; this list is read as `prefixItems` of OpenAPI 3.1",
                );
                true
            }
            Expect::Items if value.as_str().is_some_and(|name| TYPES.contains(&name)) => {
                self.repaired("`items` takes a schema; the string is read as its `type`");
                let at = value.at();
                let name = Node::new(at, std::mem::replace(&mut value.kind, NodeKind::Null));
                *value = Node::object(at, [("type", name)]);
                true
            }
            Expect::Items => matches!(value.kind, NodeKind::Bool(_)) || self.map(value),
            Expect::List | Expect::Schemas | Expect::Many(_) => self.list(value),
            Expect::TextMap => self.map(value) && self.each(value, Self::text_or_empty),
            Expect::TextsMap => self.map(value) && self.each(value, Self::texts),
            Expect::AnyMap
            | Expect::SchemaMap
            | Expect::Dependencies
            | Expect::One(_)
            | Expect::Named(_)
            | Expect::Paths
            | Expect::Callbacks
            | Expect::Responses => self.map(value),
        }
    }

    fn text(&mut self, value: &mut Node) -> bool {
        let text = match &value.kind {
            NodeKind::String(_) => return true,
            NodeKind::Number(text) => text.to_string(),
            NodeKind::Bool(flag) => flag.to_string(),
            _ => return false,
        };
        self.repaired(&format!(
            "a string belongs here, not {}; it is read as `\"{text}\"`",
            value.kind_name()
        ))
        .help("put it in quotes");
        value.kind = NodeKind::String(text.into());
        true
    }

    fn text_or_empty(&mut self, value: &mut Node) -> bool {
        if value.is_null() {
            self.repaired("null is read as an empty string");
            value.kind = NodeKind::String("".into());
        }
        self.text(value)
    }

    fn media_types(&mut self, value: &Node) -> bool {
        let all = value.as_str().unwrap_or_default();
        // A comma in quotes belongs to a parameter.
        let mut quoted = false;
        let ends = |c: char| {
            quoted ^= c == '"';
            c == ',' && !quoted
        };
        all.split(ends)
            .for_each(|name| self.media_type(name.trim()));
        true
    }

    fn word(&mut self, value: &mut Node, words: &'static [&'static str], row: &Row) -> bool {
        let text = value.as_str().unwrap_or_default();
        if words.contains(&text) {
            return true;
        }
        let listed = words
            .iter()
            .filter(|word| !OF_3_2.contains(word))
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let meant = spell::closest(text, words.iter().copied());
        let message = format!("`{text}` is none of {listed}");
        if let Some(meant) = meant.filter(|meant| meant.eq_ignore_ascii_case(text)) {
            self.report(
                Code::UnknownValue,
                format!("{message}; it is read as `{meant}`"),
            )
            .warning();
            value.kind = NodeKind::String(meant.into());
            return true;
        }
        let place = (row.place, row.name);
        let older = OF_2_0
            .iter()
            .find(|(own, word, _)| *own == place && *word == text);
        let report = self.report(Code::UnknownValue, message);
        let Some(meant) = meant.filter(|_| older.is_none()) else {
            if let Some((_, _, help)) = older {
                report.help(*help);
            }
            return false;
        };
        report.help(format!("did you mean `{meant}`?"));
        // What follows from the word is held against what was meant.
        value.kind = NodeKind::String(meant.into());
        true
    }

    /// A boolean beside `minimum` or `maximum` in 3.0, a bound of its own in 3.1; each is honoured in both.
    fn bound(&mut self, value: &mut Node) -> bool {
        let flag = value.as_bool();
        if flag.is_none() && !self.number(value) {
            return false;
        }
        let (message, help) = match (flag, self.dialect) {
            (Some(flag), Dialect::V31) => (
                "OpenAPI 3.1 has a number here, and 3.0 a boolean; it is read as 3.0 has it",
                if flag {
                    "write the bound itself here, and delete `minimum` or `maximum`"
                } else {
                    "delete it: it says nothing"
                },
            ),
            (None, Dialect::V30) => (
                "OpenAPI 3.0 has a boolean here, and 3.1 a number; it is read as 3.1 has it",
                "in 3.0 the number is `minimum` or `maximum`, with `true` here",
            ),
            _ => return true,
        };
        self.report(Code::MisplacedKeyword, message).help(help);
        true
    }

    fn flag(&mut self, value: &mut Node) -> bool {
        let flag = match value.as_str() {
            Some("true" | "True" | "TRUE") => true,
            Some("false" | "False" | "FALSE") => false,
            _ => return matches!(value.kind, NodeKind::Bool(_)),
        };
        self.repaired(&format!(
            "a boolean belongs here; the string is read as {flag}"
        ))
        .help("take it out of its quotes");
        value.kind = NodeKind::Bool(flag);
        true
    }

    fn types(&mut self, value: &mut Node) -> bool {
        match &mut value.kind {
            NodeKind::List(items) => {
                if items.is_empty() {
                    let message = "this list of types is empty, so it is ignored: a value of any type is allowed";
                    self.report(Code::EmptyType, message).help(
                        "name the types that are meant, or leave `type` out where any value is allowed",
                    );
                }
                for (index, item) in items.iter_mut().enumerate() {
                    if !self.below(&index.to_string(), |walker| walker.type_name(item)) {
                        return false;
                    }
                }
                true
            }
            _ => self.type_name(value),
        }
    }

    fn type_name(&mut self, value: &mut Node) -> bool {
        if value.is_null() {
            self.repaired("the type is called \"null\", in quotes");
            value.kind = NodeKind::String("null".into());
        }
        let Some(name) = value.as_str() else {
            return false;
        };
        if TYPES.contains(&name) {
            return true;
        }
        if let Some(meant) = synonym(name) {
            let message = format!("there is no type `{name}`; it is read as `{meant}`");
            self.report(Code::UnknownType, message).warning();
            value.kind = NodeKind::String(meant.into());
            return true;
        }
        let meant = spell::closest(name, TYPES.into_iter());
        let report = self.report(Code::UnknownType, format!("there is no type `{name}`"));
        match (name, meant) {
            (_, Some(meant)) => report.help(format!("did you mean `{meant}`?")),
            ("any" | "mixed", _) => report.help("leave `type` out where any value is allowed"),
            _ => report.help(
                "JSON Schema's types are null, boolean, integer, number, string, array and object",
            ),
        };
        value.kind = NodeKind::String(meant.unwrap_or("object").into());
        true
    }

    fn list(&mut self, value: &mut Node) -> bool {
        if value.as_map().is_some_and(Map::is_empty) {
            self.repaired("a list belongs here; the empty object is read as an empty list");
            value.kind = NodeKind::List(Vec::new());
        }
        matches!(value.kind, NodeKind::List(_))
    }

    fn map(&mut self, value: &mut Node) -> bool {
        if value.as_list().is_some_and(<[Node]>::is_empty) {
            self.repaired("an object belongs here; the empty list is read as an empty object");
            value.kind = NodeKind::Map(Map::default());
        }
        matches!(value.kind, NodeKind::Map(_))
    }

    fn texts(&mut self, value: &mut Node) -> bool {
        if value.as_str().is_some() {
            self.repaired("a list of strings belongs here; the string is read as a list of one");
            let item = Node::new(
                value.at(),
                std::mem::replace(&mut value.kind, NodeKind::Null),
            );
            value.kind = NodeKind::List(vec![item]);
        }
        self.list(value)
            && match &mut value.kind {
                NodeKind::List(items) => items.iter_mut().enumerate().all(|(index, item)| {
                    self.below(&index.to_string(), |walker| walker.text(item))
                }),
                _ => false,
            }
    }

    fn each(&mut self, value: &mut Node, check: fn(&mut Self, &mut Node) -> bool) -> bool {
        let NodeKind::Map(map) = &mut value.kind else {
            return false;
        };
        map.values_mut()
            .filter(|(key, _)| !key.starts_with("x-"))
            .all(|(key, value)| self.below(key, |walker| check(walker, value)))
    }

    fn discriminator(&mut self, value: &mut Node) -> bool {
        if value.as_str().is_some() {
            self.repaired("`discriminator` is an object; the string is read as its `propertyName`");
            let at = value.at();
            let name = Node::new(at, std::mem::replace(&mut value.kind, NodeKind::Null));
            *value = Node::object(at, [("propertyName", name)]);
        }
        matches!(value.kind, NodeKind::Map(_))
    }

    fn security(&mut self, value: &mut Node) -> bool {
        if !value.as_map().is_none_or(Map::is_empty) {
            self.repaired("`security` is a list; the object is read as a list of one");
            let item = Node::new(
                value.at(),
                std::mem::replace(&mut value.kind, NodeKind::Null),
            );
            value.kind = NodeKind::List(vec![item]);
        }
        if !self.list(value) {
            return false;
        }
        let NodeKind::List(items) = &mut value.kind else {
            return false;
        };
        items.iter_mut().enumerate().all(|(index, item)| {
            self.below(&index.to_string(), |walker| {
                walker.map(item) && walker.each(item, Self::scopes)
            })
        })
    }

    fn scopes(&mut self, value: &mut Node) -> bool {
        if value.is_null() {
            self.repaired("null is read as an empty list");
            value.kind = NodeKind::List(Vec::new());
        }
        self.texts(value)
    }

    /// A part of a list or of an object by name; a wrong one is reported and replaced by something harmless.
    pub(super) fn part(&mut self, value: &mut Node, place: Place) {
        if place == Place::Schema && matches!(value.kind, NodeKind::Bool(_)) {
            return;
        }
        let fits = if value.is_null() && matches!(place, Place::PathItem | Place::Operation) {
            self.empty(&format!("{} is empty", super::names::name(place)));
            false
        } else if value.is_null() {
            self.repaired("null is read as an empty object");
            false
        } else if self.map(value) {
            true
        } else {
            let message = format!(
                "{} is an object, not {}",
                super::names::name(place),
                value.kind_name()
            );
            self.report(Code::WrongKind, message);
            false
        };
        if !fits {
            value.kind = NodeKind::Map(Map::default());
        }
        self.object(value, place);
    }
}

/// What a keyword takes, as a message says it.
fn due(expect: Expect) -> &'static str {
    match expect {
        Expect::Any => "anything",
        Expect::Text | Expect::MediaTypes | Expect::Word(_) => "a string",
        Expect::Flag => "a boolean",
        Expect::Number => "a number",
        Expect::Bound => "a number (a boolean in OpenAPI 3.0)",
        Expect::Count => "a whole number",
        Expect::Step => "a number above zero",
        Expect::Type => "a type's name or a list of them",
        Expect::Texts => "a list of strings",
        Expect::List | Expect::Many(_) => "a list",
        Expect::Security => "a list of objects of lists",
        Expect::Schemas => "a list of schemas",
        Expect::Schema | Expect::Items => "a schema",
        Expect::TextMap => "an object of strings",
        Expect::TextsMap => "an object of lists of strings",
        _ => "an object",
    }
}

/// The type that another word of programmers means, or another case of its letters.
fn synonym(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "int" | "int32" | "int64" | "long" => Some("integer"),
        "str" | "text" | "date" | "datetime" | "date-time" | "uuid" | "file" | "binary" => {
            Some("string")
        }
        "bool" => Some("boolean"),
        "float" | "double" | "decimal" => Some("number"),
        "list" => Some("array"),
        "dict" | "map" | "struct" => Some("object"),
        lower => TYPES.into_iter().find(|known| *known == lower),
    }
}
