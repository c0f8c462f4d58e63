//! The text of a `$ref`: a file and a place in it (RFC 3986, sections 2.1, 4.2 and 5.2).
use crate::diag::Code;
use std::borrow::Cow;

/// Why a reference leads to nothing.
#[derive(Debug, Clone)]
pub(crate) struct Dangling {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// What a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reference<'a> {
    /// A place of the file that it stands in.
    Here(&'a str),
    /// A place of another file, whose path is relative to the folder of the main one; `/` between folders, no `.`, and
    /// `..` at the beginning only.
    There { file: String, fragment: &'a str },
    /// Something in the network, or an absolute path.
    Abroad,
}

impl<'a> Reference<'a> {
    /// Reads a reference that stands in the file `base`.
    pub(crate) fn read(text: &'a str, base: &str) -> Self {
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        if path.is_empty() {
            return Self::Here(fragment);
        }
        let scheme = path
            .split(['/', '?'])
            .next()
            .is_some_and(|first| first.contains(':'));
        if scheme || path.starts_with(['/', '\\']) {
            return Self::Abroad;
        }
        let path = path.split('?').next().unwrap_or(path);
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = joined(folder, &percent_decoded(path));
        if file == base {
            return Self::Here(fragment);
        }
        Self::There { file, fragment }
    }
}

/// A path below a folder, without `.` and with `..` resolved as far as there are folders.
pub(crate) fn joined(folder: &str, path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if out.last().is_some_and(|last| *last != "..") => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out.join("/")
}

/// The text without percent-encoding; as it is where that would be no UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // Hardly a reference has one.
    if !bytes.contains(&b'%') {
        return Cow::Borrowed(text);
    }
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digit = |ahead: usize| char::from(*bytes.get(at + ahead)?).to_digit(16);
        let code = digit(1).zip(digit(2)).filter(|_| bytes[at] == b'%');
        if let Some((high, low)) = code {
            decoded.push((high * 16 + low) as u8);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::Reference;

    #[test]
    fn one_file_has_one_path_however_it_is_spelt() {
        let there = |file: &str, fragment| Reference::There {
            file: file.to_owned(),
            fragment,
        };
        for (text, base, expected) in [
            ("#/a", "x.yaml", Reference::Here("/a")),
            ("x.yaml#/a", "x.yaml", Reference::Here("/a")),
            ("./../s/x.yaml", "s/x.yaml", Reference::Here("")),
            ("b.yaml", "s/x.yaml", there("s/b.yaml", "")),
            ("./b%2Dc.yaml#/p", "s/x.yaml", there("s/b-c.yaml", "/p")),
            ("../../b.yaml", "s/x.yaml", there("../b.yaml", "")),
            ("../../../b.yaml", "s/x.yaml", there("../../b.yaml", "")),
            ("b.yaml?v=1#q", "x.yaml", there("b.yaml", "q")),
            ("https://example.com/b.yaml", "x.yaml", Reference::Abroad),
            ("//example.com/b.yaml", "x.yaml", Reference::Abroad),
            ("/etc/passwd", "x.yaml", Reference::Abroad),
            ("file:///etc/passwd", "x.yaml", Reference::Abroad),
            ("urn:x", "x.yaml", Reference::Abroad),
        ] {
            assert_eq!(Reference::read(text, base), expected, "{text} in {base}");
        }
    }
}
