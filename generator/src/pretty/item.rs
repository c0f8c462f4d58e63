//! Items of the common kinds are printed from their tokens; the rest is parsed and formatted.
use super::tokens::{Group, Token, flat, width};
use super::{docs, methods, table};

/// Columns up to which prettyplease leaves things on one line; what is longer is left to it.
pub(super) const WIDTH: usize = 89;

/// An item of a file, its attributes apart.
pub(super) struct Item<'b> {
    attributes: Vec<&'b Group<'b>>,
    /// What follows the attributes.
    body: &'b [Token<'b>],
    /// The expression that is printed as a table, without the semicolon.
    table: Option<&'b [Token<'b>]>,
}

/// The inner attributes of a file, and its items.
pub(super) fn items<'b>(mut tokens: &'b [Token<'b>]) -> (Vec<&'b Group<'b>>, Vec<Item<'b>>) {
    let (mut inner, mut items) = (Vec::new(), Vec::new());
    while !tokens.is_empty() {
        let mut attributes = Vec::new();
        let mut is_table = false;
        loop {
            match tokens {
                [
                    Token::Punct('#'),
                    Token::Punct('!'),
                    Token::Group(group),
                    rest @ ..,
                ] => {
                    inner.push(group);
                    tokens = rest;
                }
                [Token::Punct('#'), Token::Group(group), rest @ ..] if group.is_bracketed() => {
                    if table::is_mark(group) {
                        is_table = true;
                    } else {
                        attributes.push(group);
                    }
                    tokens = rest;
                }
                _ => break,
            }
        }
        let (mut body, rest) = tokens.split_at(end(tokens));
        tokens = rest;
        let mut table = None;
        if is_table && let Some(at) = body.iter().position(|token| token.is_punct('=')) {
            table = Some(&body[at + 1..body.len() - 1]);
            body = &body[..at];
        }
        if !(body.is_empty() && attributes.is_empty()) {
            items.push(Item {
                attributes,
                body,
                table,
            });
        }
    }
    (inner, items)
}

/// Where the first item ends: behind its braces, unless it is of those that end with a semicolon.
fn end(tokens: &[Token<'_>]) -> usize {
    let with_semicolon = keyword(tokens)
        .is_some_and(|(_, word)| matches!(word, "use" | "const" | "static" | "type"));
    let last = tokens.iter().position(|token| match token {
        Token::Group(group) => group.is_braced() && !with_semicolon,
        other => other.is_punct(';'),
    });
    last.map_or(tokens.len(), |last| last + 1)
}

/// The first word behind the visibility, and where it stands.
fn keyword<'b>(tokens: &[Token<'b>]) -> Option<(usize, &'b str)> {
    let mut words = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Word(word) => Some((at, *word)),
            _ => None,
        });
    words.find(|(_, word)| *word != "pub")
}

/// Items of which several stand together without a blank line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Import,
    Export,
    Module,
    Other,
}

impl Item<'_> {
    pub(super) fn kind(&self) -> Kind {
        match keyword(self.body) {
            Some((0, "use")) => Kind::Import,
            Some((_, "use")) => Kind::Export,
            Some((_, "mod")) => Kind::Module,
            _ => Kind::Other,
        }
    }

    /// Prints an item that is short enough and of a common kind. Of others there is none, or a part that does not count.
    pub(super) fn print(&self, out: &mut String) -> Option<()> {
        attributes(&self.attributes, out)?;
        if let Some(table) = self.table {
            // `static NAME: Schema`
            if !is_plain(self.body) {
                return None;
            }
            flat(self.body, out);
            out.push_str(" =");
            table::expression(table, out);
            out.push_str(";\n");
            return Some(());
        }
        match keyword(self.body)?.1 {
            "struct" | "enum" => block(self.body, out),
            "use" | "mod" => line(self.body, out),
            "impl" => methods::block(self.body, out),
            _ => match self.body {
                [Token::Word(name), Token::Punct('!'), Token::Group(list), ..] => {
                    table::invocation(name, list, out);
                    Some(())
                }
                _ => None,
            },
        }
    }

    /// The text of any item.
    ///
    /// # Errors
    ///
    /// The parser's message, where the tokens are no Rust.
    pub(super) fn formatted(&self) -> Result<String, String> {
        let (mut docs, mut text) = (Vec::new(), String::new());
        for attribute in &self.attributes {
            docs::cut_attribute(attribute, &mut docs, &mut text);
        }
        docs::cut(self.body, &mut docs, &mut text);
        if self.table.is_some() {
            text.push_str("= TABLE;");
        }
        let item = syn::parse_str(&text).map_err(|error| error.to_string())?;
        let mut text = super::formatted(Vec::new(), vec![item]);
        if let Some(table) = self.table {
            text.truncate(text.trim_end().trim_end_matches("TABLE;").trim_end().len());
            table::expression(table, &mut text);
            text.push_str(";\n");
        }
        Ok(super::spread(&text, docs))
    }
}

/// Attributes, a line each.
fn attributes(attributes: &[&Group<'_>], out: &mut String) -> Option<()> {
    for attribute in attributes {
        if let Some(text) = docs::text(attribute) {
            for line in docs::lines(&text) {
                out.extend(["///", &line, "\n"]);
            }
        } else {
            if width(attribute.inner) + 3 > WIDTH {
                return None;
            }
            out.push_str("#[");
            flat(attribute.inner, out);
            out.push_str("]\n");
        }
    }
    Some(())
}

/// An import, or the declaration of a module.
fn line(body: &[Token<'_>], out: &mut String) -> Option<()> {
    let [path @ .., Token::Punct(';')] = body else {
        return None;
    };
    // `use ::name` has a blank that no other path has.
    let is_global = |pair: &[Token<'_>]| matches!(pair, [Token::Word("use"), Token::Punct(':')]);
    if path.windows(2).any(is_global) {
        return None;
    }
    if let [path @ .., Token::Group(group)] = path {
        let (names, _) = group.on_one_line();
        if !is_plain(names) {
            return None;
        }
        let start = out.len();
        flat(path, out);
        imported(names, start, out);
    } else {
        flat(path, out);
    }
    out.push_str(";\n");
    // A path has no place to break at.
    Some(())
}

/// The names that an import ends with: one without braces, several on this line or on as few as they fit on.
fn imported(names: &[Token<'_>], start: usize, out: &mut String) {
    let names = table::split(names);
    if let [name] = names.as_slice() {
        return flat(name, out);
    }
    let widths = names.iter().map(|name| width(name) + 2);
    // The braces and the semicolon.
    if out.len() - start + widths.sum::<usize>() < WIDTH {
        out.push('{');
        for (at, name) in names.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            flat(name, out);
        }
        return out.push('}');
    }
    out.push('{');
    let mut column = WIDTH;
    for (at, name) in names.iter().enumerate() {
        // The last comma is not counted.
        let own = 1 + width(name) + usize::from(at + 1 < names.len());
        if column + own > WIDTH {
            out.push_str("\n   ");
            column = 3;
        }
        out.push(' ');
        flat(name, out);
        out.push(',');
        column += own;
    }
    out.push_str("\n}");
}

/// A struct or an enum: its members, a line each.
fn block(body: &[Token<'_>], out: &mut String) -> Option<()> {
    let [head @ .., Token::Group(group)] = body else {
        return None;
    };
    if !is_plain(head) || !group.is_braced() {
        return None;
    }
    flat(head, out);
    if group.inner.is_empty() {
        out.push_str(" {}\n");
        return Some(());
    }
    out.push_str(" {\n");
    for member in table::split(group.inner) {
        out.push_str("    ");
        let member = table::documented(member, 4, out);
        if !is_plain(member) || width(member) + 5 > WIDTH {
            return None;
        }
        flat(member, out);
        out.push_str(",\n");
    }
    out.push_str("}\n");
    Some(())
}

/// Whether tokens are names, types and fields that are spaced as [`flat`] does it.
pub(super) fn is_plain(tokens: &[Token<'_>]) -> bool {
    tokens.iter().enumerate().all(|(at, token)| match token {
        Token::Word(_) => true,
        Token::Punct(punct) => ":<>,&'*".contains(*punct),
        Token::Group(group) => {
            // `name(…)` stands together, what follows `&'a` or `mut` does not.
            let is_spaced_alike = match tokens[..at].split_last() {
                Some((Token::Punct(punct), _)) => *punct != '>',
                Some((Token::Word(word), before)) => {
                    let is_lifetime = matches!(before.last(), Some(Token::Punct('\'')));
                    group.is_parenthesized() && !is_lifetime && *word != "mut"
                }
                Some((Token::Group(_), _)) => false,
                None => true,
            };
            is_spaced_alike && !group.is_braced() && is_plain(group.inner)
        }
    })
}
