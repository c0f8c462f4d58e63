//! Resources: which client an operation belongs to.
use super::operation::Resolved;
use super::path;
use crate::ir::{Group, GroupId};
use crate::oas::{Oas, raw};
use crate::source::Node;

/// Gives each operation its group, and lists the groups, parents first.
pub(super) fn assign(oas: &Oas<'_>, operations: &mut [Resolved<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for resolved in operations {
        let path = group_path(resolved.node, &resolved.operation.path);
        let mut id = GroupId(0);
        let mut parent: Vec<String> = Vec::new();
        for word in path {
            id = find_or_add(&mut groups, &parent, word);
            parent.clone_from(&groups[id.0 as usize].path);
        }
        resolved.operation.group = id;
    }
    for group in &mut groups {
        group.docs = docs(oas, &group.path);
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

/// Spellings that differ only in case and separators are one group; the first counts.
fn find_or_add(groups: &mut Vec<Group>, parent: &[String], word: String) -> GroupId {
    let same = |group: &Group| {
        group
            .path
            .split_last()
            .is_some_and(|(last, above)| above == parent && letters(last).eq(letters(&word)))
    };
    let position = groups.iter().position(same).unwrap_or_else(|| {
        let mut path = parent.to_vec();
        path.push(word);
        groups.push(Group {
            id: GroupId(groups.len() as u32),
            path,
            docs: None,
        });
        groups.len() - 1
    });
    GroupId(position as u32)
}

/// What a name is without case and separators.
fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

fn plain(word: &str) -> String {
    letters(word).collect()
}

/// The description of the tag of that name.
fn docs(oas: &Oas<'_>, path: &[String]) -> Option<String> {
    let whole = plain(&path.concat());
    let last = path.last().map(|word| plain(word));
    let mut tags = oas.openapi.tags.iter();
    let tag = tags
        .clone()
        .find(|tag| plain(&tag.name) == whole)
        .or_else(|| tags.find(|tag| Some(plain(&tag.name)) == last));
    tag.and_then(|tag| tag.description.clone())
}
