//! Strings, numbers and booleans: `format` chooses the type, or stays as a rule.
use super::Resolver;
use super::merge::Merged;
use crate::diag::Code;
use crate::ir::{RuleKind, Scalar, Shape, TypeId};
use crate::oas::{Flat, Kind, Types, raw};
use crate::source::{Node, Pointer};
use crate::vocab::closest;

/// The formats of strings that choose a type.
const OF_STRINGS: [(&str, Scalar); 7] = [
    ("date-time", Scalar::DateTime),
    ("date", Scalar::Date),
    ("uuid", Scalar::Uuid),
    ("byte", Scalar::Base64),
    ("binary", Scalar::Binary),
    ("ipv4", Scalar::Ipv4),
    ("ipv6", Scalar::Ipv6),
];

/// The formats of integers, and the range where the type is wider.
const OF_INTEGERS: [(&str, Scalar, Option<[&str; 2]>); 8] = [
    ("int8", Scalar::Integer, Some(["-128", "127"])),
    ("int16", Scalar::Integer, Some(["-32768", "32767"])),
    (
        "int32",
        Scalar::Integer,
        Some(["-2147483648", "2147483647"]),
    ),
    ("int64", Scalar::Integer, None),
    ("uint8", Scalar::Integer, Some(["0", "255"])),
    ("uint16", Scalar::Integer, Some(["0", "65535"])),
    ("uint32", Scalar::Integer, Some(["0", "4294967295"])),
    ("uint64", Scalar::Unsigned, None),
];

/// The formats that say no more of a number than its type.
const OF_NUMBERS: [&str; 2] = ["float", "double"];

/// The format that chooses no type, and still must not be missed: its values are not printed.
const SECRET: &str = "password";

impl<'a> Resolver<'a, '_> {
    /// The scalar of a kind, with what its format adds.
    pub(super) fn scalar(&mut self, id: TypeId, kind: Kind, merged: &Merged<'a>) -> Shape {
        let format = merged
            .flats
            .iter()
            .rev()
            .find_map(|flat| flat.format.map(|format| (format, flat.at.child("format"))));
        let scalar = match kind {
            Kind::Boolean => Scalar::Bool,
            Kind::Integer => self.integer(id, format.as_ref()),
            Kind::Number => {
                self.other_format(id, format.as_ref(), &OF_NUMBERS);
                Scalar::Number
            }
            Kind::String => self.string(id, format.as_ref(), merged),
            Kind::Array | Kind::Object => return Shape::Json,
        };
        Shape::Scalar(scalar)
    }

    /// The range of a narrow integer is a rule, so that a counter that outgrows it can still be read.
    fn integer(&mut self, id: TypeId, format: Option<&(&str, Pointer)>) -> Scalar {
        let Some((name, at)) = format else {
            return Scalar::Integer;
        };
        let Some((_, scalar, range)) = OF_INTEGERS.iter().find(|(own, ..)| own == name) else {
            self.other_format(id, format, &OF_INTEGERS.map(|(own, ..)| own));
            return Scalar::Integer;
        };
        if let Some([minimum, maximum]) = *range {
            self.add_unless_tighter(id, RuleKind::Minimum(minimum.to_owned()), at);
            self.add_unless_tighter(id, RuleKind::Maximum(maximum.to_owned()), at);
        }
        *scalar
    }

    /// An exclusive bound inside the range makes the range's own bound idle.
    fn add_unless_tighter(&mut self, id: TypeId, kind: RuleKind, at: &Pointer) {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let order = |a: &str, b: &str| super::decimal::compare(a, b);
        let idle = self
            .table
            .get(id)
            .rules
            .iter()
            .any(|rule| match (&rule.kind, &kind) {
                (RuleKind::ExclusiveMinimum(own), RuleKind::Minimum(range)) => {
                    matches!(order(own, range), Some(Equal | Greater))
                }
                (RuleKind::ExclusiveMaximum(own), RuleKind::Maximum(range)) => {
                    matches!(order(own, range), Some(Equal | Less))
                }
                _ => false,
            });
        if !idle {
            self.add(id, kind, at);
        }
    }

    fn string(
        &mut self,
        id: TypeId,
        format: Option<&(&str, Pointer)>,
        merged: &Merged<'a>,
    ) -> Scalar {
        let chosen = format.and_then(|(name, _)| OF_STRINGS.iter().find(|(own, _)| own == name));
        if let Some((_, scalar)) = chosen {
            return *scalar;
        }
        self.other_format(id, format, &OF_STRINGS.map(|(own, _)| own));
        match encoded(&merged.flats) {
            Some(Scalar::Binary) if !may_be_file(merged) => {
                self.report_text(merged);
                Scalar::String
            }
            found => found.unwrap_or(Scalar::String),
        }
    }

    /// A format that chooses no type is a rule; `choosing` are those that do.
    fn other_format(&mut self, id: TypeId, format: Option<&(&str, Pointer)>, choosing: &[&str]) {
        let Some((name, at)) = format.filter(|(name, _)| !choosing.contains(name)) else {
            return;
        };
        self.add(id, RuleKind::Format((*name).to_owned()), at);
        if *name != SECRET
            && let Some(meant) = meant(name, choosing)
            && let message = format!("`{name}` is no format that chooses a type")
            && let Some(report) = self.report(Code::MisspeltFormat, at, message)
        {
            report.help(format!("did you mean `{meant}`?"));
        }
    }
}

/// Whether the value is a part of a multipart body that is described in place; `application/octet-stream` is a file anywhere.
pub(super) fn may_be_file(merged: &Merged<'_>) -> bool {
    merged.flats.iter().any(|flat| {
        let media_type = raw::keyword(flat.node, "contentMediaType").and_then(Node::as_str);
        media_type == Some("application/octet-stream")
            || flat.at.as_str().contains("/content/multipart~1")
    })
}

impl Resolver<'_, '_> {
    /// Elsewhere bytes are no JSON, so that a text is what can come.
    fn report_text(&mut self, merged: &Merged<'_>) {
        let said = ["contentEncoding", "contentMediaType"];
        for flat in &merged.flats {
            let name = said
                .iter()
                .find(|name| raw::keyword(flat.node, name).is_some());
            if let Some(name) = name {
                let message = format!(
                    "`{name}` makes files of the parts of multipart bodies that are described in place; this stays a text"
                );
                self.report(Code::UnsupportedKeyword, &flat.at.child(name), message);
            }
        }
    }

    /// Reports formats that choose the type of strings where no value is one, or where nothing says that it is.
    pub(super) fn report_formats(&mut self, merged: &Merged<'_>) {
        let is_any = merged.types.is_none() && merged.groups.is_empty() && merged.values.is_none();
        for flat in &merged.flats {
            let of_strings = |name: &&str| OF_STRINGS.iter().any(|(own, _)| own == name);
            // Lowering makes formats of these.
            let made = ["contentEncoding", "contentMediaType"];
            let written = made
                .iter()
                .all(|name| raw::keyword(flat.node, name).is_none());
            let Some(name) = flat.format.filter(of_strings).filter(|_| written) else {
                continue;
            };
            let (message, help) = match flat.types {
                Some(types) if !types.contains(Types::STRING) => (
                    format!("`{name}` is a format of strings, and no value here is one"),
                    "write `type: string` if the value is a text, or delete the format",
                ),
                None if is_any && !is_condition(&flat.at) => (
                    format!("`{name}` has no effect without a `type`: values are any JSON"),
                    "add `type: string`",
                ),
                _ => continue,
            };
            let at = flat.at.child("format");
            if let Some(report) = self.report(Code::MisplacedFormat, &at, message) {
                report.help(help);
            }
        }
    }
}

/// The format that is probably meant. Short names like `guid` are close to others by chance, and so are those with other digits.
fn meant<'f>(name: &str, formats: &[&'f str]) -> Option<&'f str> {
    let name = name.to_ascii_lowercase();
    let digits = |text: &str| {
        let mut digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        digits.sort_unstable();
        digits
    };
    let own = digits(&name);
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_long = name.len() > 4 || !own.is_empty();
    let formats = || formats.iter().copied().chain([SECRET]);
    let near = closest(&name, formats().filter(|format| digits(format) == own));
    let near = near.filter(|meant| is_long || name == *meant);
    // All letters of a short name in another order are no chance.
    near.or_else(|| formats().find(|format| letters(format) == letters(&name)))
}

/// What `contentEncoding` and `contentMediaType` of `OpenAPI` 3.1 say about a string: base64, or bytes as they are, which is
/// what types say that no text has (OpenAPI 3.1.1, "Working with Binary Data").
pub(super) fn encoded(flats: &[Flat<'_>]) -> Option<Scalar> {
    let text = |name| {
        flats
            .iter()
            .find_map(|flat| raw::keyword(flat.node, name).and_then(Node::as_str))
    };
    match (text("contentEncoding"), text("contentMediaType")) {
        (Some("base64"), _) => Some(Scalar::Base64),
        (Some("binary"), _) => Some(Scalar::Binary),
        (None, Some(media_type)) if is_binary(media_type) => Some(Scalar::Binary),
        (Some(_) | None, _) => None,
    }
}

/// Whether a schema only says more of what another one describes.
fn is_condition(at: &Pointer) -> bool {
    const OF_ONE: [&str; 6] = ["not", "if", "then", "else", "contains", "propertyNames"];
    const OF_SEVERAL: [&str; 3] = ["allOf", "anyOf", "oneOf"];
    let tokens: Vec<_> = at.tokens().collect();
    match tokens.as_slice() {
        [.., list, _] if OF_SEVERAL.contains(&list.as_ref()) => true,
        [.., last] => OF_ONE.contains(&last.as_ref()),
        [] => false,
    }
}

fn is_binary(media_type: &str) -> bool {
    let (kind, subtype) = media_type.split_once('/').unwrap_or_default();
    match kind {
        "image" => !subtype.starts_with("svg"),
        "audio" | "video" | "font" => true,
        "application" => matches!(subtype, "octet-stream" | "pdf" | "zip" | "gzip"),
        _ => false,
    }
}
