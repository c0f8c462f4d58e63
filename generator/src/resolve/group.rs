//! Resources: which client an operation belongs to.
use openapiv3::Tag;

use super::operation::Resolved;
use super::path;
use crate::hash::HashMap;
use crate::ir::{Group, GroupId};
use crate::oas::{Oas, raw};
use crate::source::Node;

/// Gives each operation its group, and lists the groups, parents first.
pub(super) fn assign(oas: &Oas<'_>, operations: &mut [Resolved<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known = Known::default();
    for resolved in operations {
        let path = group_path(resolved.node, &resolved.operation.path);
        let mut id = None;
        for word in path {
            id = Some(find_or_add(&mut groups, &mut known, id, word));
        }
        resolved.operation.group = id.unwrap_or(GroupId(0));
    }
    let tags = oas.openapi.tags.iter();
    let tags: Vec<(String, &Tag)> = tags.map(|tag| (plain(&tag.name), tag)).collect();
    for group in &mut groups {
        group.docs = docs(&tags, &group.path);
    }
    groups
}

/// The dotted name that the operation gives, else its first tag, else the first word of its path.
fn group_path(operation: &Node, path: &str) -> Vec<String> {
    if let Some(dotted) = raw::text(operation, "x-speakeasy-group") {
        let parts: Vec<String> = dotted
            .split('.')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        if !parts.is_empty() {
            return parts;
        }
    }
    let tag = raw::texts(operation, "tags")
        .first()
        .map(|tag| tag.trim())
        .filter(|tag| !tag.is_empty());
    vec![tag.map_or_else(|| first_word(path), str::to_owned)]
}

/// The first fixed segment; a version or `api` only where there is no other.
fn first_word(path: &str) -> String {
    let mut words = Vec::new();
    for piece in path::pieces(path) {
        if let path::Piece::Text(text) = piece {
            words.extend(
                text.split('/')
                    .filter(|word| word.chars().any(char::is_alphanumeric)),
            );
        }
    }
    let version = |word: &str| {
        let rest = word.strip_prefix(['v', 'V']);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            || word.eq_ignore_ascii_case("api")
    };
    let word = words.iter().find(|word| !version(word)).or(words.first());
    word.map_or_else(|| "root".to_owned(), |word| (*word).to_owned())
}

/// Groups by their parent and what their names are without case and separators.
type Known = HashMap<(Option<GroupId>, String), GroupId>;

/// Spellings that differ only in case and separators are one group; the first counts.
fn find_or_add(
    groups: &mut Vec<Group>,
    known: &mut Known,
    parent: Option<GroupId>,
    word: String,
) -> GroupId {
    *known.entry((parent, plain(&word))).or_insert_with(|| {
        let id = GroupId(groups.len() as u32);
        let above = parent.map_or(&[][..], |parent| &groups[parent.0 as usize].path);
        let path = above.iter().cloned().chain([word]).collect();
        groups.push(Group {
            id,
            path,
            docs: None,
        });
        id
    })
}

/// What a name is without case and separators.
fn plain(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The description of the tag of that name.
fn docs(tags: &[(String, &Tag)], path: &[String]) -> Option<String> {
    let named = |wanted: &str| {
        let wanted = plain(wanted);
        tags.iter().find(|(name, _)| *name == wanted)
    };
    let own = named(&path.concat());
    let (_, tag) = own.or_else(|| named(path.last()?))?;
    tag.description.clone()
}
