//! `codegen.lock`: the names that items got, so that an addition to the document renames nothing that was there before.
use crate::diag::{Code, Diagnostics};
use crate::hash::HashSet;
use crate::source::Pointer;
use crate::words;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The names of one item: of a type its own and, where it is not the usual one, that of its required fields; of an
/// operation its type and its method; of a resource its client and what leads there.
pub type Given = Vec<String>;

/// The names of items by their place. What its spelling says of itself is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// How the document spells most names of each kind; `None` before the first run.
    pub spellings: Option<Spellings>,
    /// Names by place: a JSON pointer, whose unstable parts are replaced by names (see `docs/decisions/0018-names.md`).
    pub names: BTreeMap<String, Given>,
}

/// A spelling for each kind of name: a name in it is plain, so that it tells its Rust name and the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spellings {
    /// Of `components/schemas`.
    pub components: Spelling,
    /// Of properties and parameters.
    pub fields: Spelling,
    /// Of the values of enums.
    pub values: Spelling,
}

/// A way to write names of several words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// `like_this`.
    Snake,
    /// `likeThis`.
    LowerCamel,
    /// `LikeThis`.
    UpperCamel,
    /// `like-this`.
    Kebab,
    /// `LIKE_THIS`.
    Shouty,
}

impl Spelling {
    /// All of them; of those that a document uses as often, the first is taken.
    pub const ALL: [Self; 5] = [
        Self::Snake,
        Self::LowerCamel,
        Self::UpperCamel,
        Self::Kebab,
        Self::Shouty,
    ];

    /// What the lock calls it: an example of itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snake => "snake_case",
            Self::LowerCamel => "camelCase",
            Self::UpperCamel => "PascalCase",
            Self::Kebab => "kebab-case",
            Self::Shouty => "SHOUTY_CASE",
        }
    }

    /// Whether the letters and signs of `source` are those of this spelling, which is sooner told than words are.
    fn may_be(self, source: &str) -> bool {
        let has = |signs: fn(&u8) -> bool| source.bytes().any(|byte| signs(&byte));
        let has_sign = |sign: char| source.contains(sign);
        match self {
            Self::Snake => !(has(u8::is_ascii_uppercase) || has_sign('-')),
            Self::Kebab => !(has(u8::is_ascii_uppercase) || has_sign('_')),
            Self::Shouty => !(has(u8::is_ascii_lowercase) || has_sign('-')),
            Self::LowerCamel => {
                !(source.starts_with(|c: char| c.is_ascii_uppercase())
                    || has_sign('_')
                    || has_sign('-'))
            }
            Self::UpperCamel => {
                !(source.starts_with(|c: char| c.is_ascii_lowercase())
                    || has_sign('_')
                    || has_sign('-'))
            }
        }
    }

    /// Whether `source` is the identifier in this spelling.
    pub fn makes(self, identifier: &str, source: &str) -> bool {
        if !self.may_be(source) {
            return false;
        }
        // A word of small letters alone is told without making it.
        if matches!(self, Self::Snake | Self::LowerCamel | Self::Kebab)
            && identifier == source
            && source.bytes().all(|byte| byte.is_ascii_lowercase())
        {
            return true;
        }
        source
            == match self {
                Self::Snake => words::snake(identifier),
                Self::LowerCamel => words::lower_camel(identifier),
                Self::UpperCamel => words::camel(identifier),
                Self::Kebab => words::kebab(identifier),
                Self::Shouty => words::shouty(identifier),
            }
    }
}

/// What the first lines of a lock say to people.
const HEAD: &str = "\
# The names of the generated crate, written by the generator. Commit this file: it keeps an addition to the document from
# renaming what was there before. A line is a place in the document and its name or names; names that follow from the
# document's own by the spelling below have none. To choose a name, use `names` in codegen.yaml.
";

impl Lock {
    /// Whether there was a run before, so that an item without a line is new or plain.
    pub fn exists(&self) -> bool {
        self.spellings.is_some()
    }

    /// Reads a lock; what is wrong is in `diagnostics`, and what is not understood is left out.
    pub fn parse(file: &str, text: &str, diagnostics: &mut Diagnostics) -> Self {
        let before = diagnostics.len();
        let mut reader = Reader {
            names: BTreeMap::new(),
            found: [None; 3],
        };
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            if let Err(message) = reader.line(line.trim_end_matches(['\n', '\r'])) {
                diagnostics
                    .report(Code::LockInvalid, &Pointer::root(), message)
                    .at_offset(u32::try_from(offset).unwrap_or(u32::MAX));
            }
            offset += line.len();
        }
        let [components, fields, values] = reader.found;
        let spellings = match (components, fields, values) {
            (Some(components), Some(fields), Some(values)) => Some(Spellings {
                components,
                fields,
                values,
            }),
            _ => None,
        };
        if spellings.is_none() && diagnostics.len() == before && !text.trim().is_empty() {
            let message = "the lines `spelling components`, `spelling fields` and `spelling values` are not all here";
            diagnostics
                .report(Code::LockInvalid, &Pointer::root(), message)
                .at_offset(0);
        }
        if diagnostics.len() > before {
            diagnostics.set_file(before, file);
            diagnostics.keep_text(file, text.to_owned());
        }
        Self {
            spellings,
            names: reader.names,
        }
    }

    /// Keeps the names of what a filter left out of this run, but for those that something else has got.
    pub fn keep(&mut self, earlier: &Self) {
        let taken: HashSet<&String> = self
            .names
            .values()
            .filter_map(|given| given.first())
            .collect();
        let left_out = earlier.names.iter().filter(|(place, given)| {
            !self.names.contains_key(*place)
                && given.first().is_none_or(|name| !taken.contains(name))
        });
        let left_out: Vec<_> = left_out
            .map(|(place, given)| (place.clone(), given.clone()))
            .collect();
        self.names.extend(left_out);
    }

    /// The lock as text, a line for each item, in the order of places.
    pub fn to_text(&self) -> String {
        let mut out = HEAD.to_owned();
        if let Some(spellings) = self.spellings {
            for (kind, spelling) in [
                ("components", spellings.components),
                ("fields", spellings.fields),
                ("values", spellings.values),
            ] {
                let _ = writeln!(out, "spelling {kind} {}", spelling.name());
            }
        }
        for (place, names) in &self.names {
            let _ = writeln!(out, "{} {}", encoded(place), names.join(" "));
        }
        out
    }
}

struct Reader {
    names: BTreeMap<String, Given>,
    /// Of components, fields, values.
    found: [Option<Spelling>; 3],
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if let Some(rest) = line.strip_prefix("spelling ") {
            return self.spelling(rest);
        }
        let mut words = line.split(' ');
        let place = words.next().filter(|place| place.starts_with('/'));
        let names: Given = words.map(str::to_owned).collect();
        let usable = !names.is_empty() && names.iter().all(|name| is_name(name));
        let Some(place) = place.filter(|_| usable) else {
            return Err("this line is not a place and its names".to_owned());
        };
        if self.names.insert(decoded(place), names).is_some() {
            return Err(format!("`{place}` has a line already"));
        }
        Ok(())
    }

    fn spelling(&mut self, rest: &str) -> Result<(), String> {
        let unknown = || format!("`{rest}` is no kind of name and its spelling");
        let (kind, name) = rest.split_once(' ').ok_or_else(unknown)?;
        let position = ["components", "fields", "values"]
            .iter()
            .position(|own| *own == kind)
            .ok_or_else(unknown)?;
        let spelling = Spelling::ALL.into_iter().find(|own| own.name() == name);
        self.found[position] = Some(spelling.ok_or_else(unknown)?);
        Ok(())
    }
}

/// Whether this can be an identifier.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    first.is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
}

/// A place on one line and without spaces, percent-encoded as in RFC 6901, section 6.
fn encoded(place: &str) -> Cow<'_, str> {
    // Nearly all are in ASCII and have nothing to encode.
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'%';
    if place.bytes().all(is_plain) {
        return Cow::Borrowed(place);
    }
    let mut out = String::with_capacity(place.len());
    for c in place.chars() {
        if c.is_whitespace() || c.is_control() || c == '%' || crate::diag::is_bidi(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn decoded(place: &str) -> String {
    crate::source::percent_decoded(place).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Lock, Spelling, Spellings};
    use crate::diag::Diagnostics;

    #[test]
    fn what_is_written_is_read() {
        let mut lock = Lock {
            spellings: Some(Spellings {
                components: Spelling::UpperCamel,
                fields: Spelling::Snake,
                values: Spelling::Kebab,
            }),
            ..Lock::default()
        };
        let odd = "/components/schemas/a b%41\n\u{202e}\u{e9}";
        lock.names.insert(odd.to_owned(), vec!["AB".to_owned()]);
        let pair = vec!["ListPets".to_owned(), "list".to_owned()];
        lock.names.insert("/paths/~1pets/get".to_owned(), pair);
        let text = lock.to_text();
        assert!(
            text.ends_with("/components/schemas/a%20b%2541%0A%E2%80%AE\u{e9} AB\n/paths/~1pets/get ListPets list\n"),
            "{text}"
        );
        let mut diagnostics = Diagnostics::new();
        assert_eq!(Lock::parse("lock", &text, &mut diagnostics), lock);
        assert_eq!(diagnostics.summary(), "");
    }

    #[test]
    fn lines_that_are_none_are_told_with_their_number() {
        let text =
            "spelling fields camelCase\n<<<<<<< ours\n/a A\n/a B\n/b fn()\nspelling fields odd\n";
        let mut diagnostics = Diagnostics::new();
        Lock::parse("codegen.lock", text, &mut diagnostics);
        let report = diagnostics.render(&[]);
        let places: Vec<&str> = report.lines().filter(|line| line.contains("-->")).collect();
        assert_eq!(
            places,
            [2, 4, 5, 6].map(|line| format!(" --> codegen.lock:{line}:1")),
            "{report}"
        );
    }
}
