//! Names that are not up to the document: those that `codegen.yaml` gives, and those of the run before.
use super::super::ident::Scope;
use crate::config::{Config, Lock, Spellings};
use crate::diag::{Code, Diagnostics};
use crate::hash::HashMap;
use crate::source::Pointer;
use std::borrow::Borrow;

/// What a name is of: it decides how the name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A type, a variant: `PetOwner`.
    Type,
    /// A field, a method, a parameter: `pet_owner`.
    Value,
}

impl Form {
    /// A name of two words in one place is for the type there or for the field, by its first letter.
    fn fits(self, name: &str) -> bool {
        let first = name.trim_start_matches('_').chars().next();
        match self {
            Self::Type => !first.is_some_and(char::is_lowercase),
            Self::Value => !first.is_some_and(char::is_uppercase),
        }
    }

    /// Whether the compiler would have nothing to say about the name's spelling.
    fn is_written(self, name: &str) -> bool {
        match self {
            Self::Type => !name.trim_end_matches('_').contains('_'),
            Self::Value => !name.contains(char::is_uppercase) && !name.contains("__"),
        }
    }
}

/// Who chose a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Config,
    Lock,
}

/// What is to be named: where it stands, and what it would like to be called.
pub(super) struct Item {
    /// The place that its name is kept by.
    pub(super) place: Pointer,
    /// Where it stands in the document.
    pub(super) at: Pointer,
    pub(super) wishes: Vec<String>,
    /// The document's name and its first wish tell each other, so that no other item of the scope has this wish and is plain.
    pub(super) plain: bool,
}

/// Whether an item did not get the name that it would like best, and that nobody is surprised by.
pub(super) fn is_any_renamed(items: &[Item], names: &[String]) -> bool {
    let mut all = items.iter().zip(names);
    all.any(|(item, name)| *name != item.wishes[0])
}

/// The names chosen before, and those to keep for the next run.
pub(super) struct Chosen<'a> {
    config: &'a Config,
    by_place: HashMap<&'a str, Vec<usize>>,
    used: Vec<bool>,
    lock: &'a Lock,
    pub(super) next: Lock,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Chosen<'a> {
    pub(super) fn new(
        config: &'a Config,
        lock: &'a Lock,
        spellings: Spellings,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let mut by_place: HashMap<&str, Vec<usize>> = HashMap::default();
        for (index, entry) in config.names.iter().enumerate() {
            let place = entry.target.as_str();
            by_place.entry(place).or_default().push(index);
        }
        let next = Lock {
            spellings: Some(spellings),
            ..Lock::default()
        };
        Self {
            config,
            by_place,
            used: vec![false; config.names.len()],
            lock,
            next,
            diagnostics,
        }
    }

    /// Whether there was a run before.
    pub(super) fn has_lock(&self) -> bool {
        self.lock.exists()
    }

    /// The name that was chosen for what stands at any of these places; `column` counts the names of one line of the lock.
    pub(super) fn find(
        &mut self,
        by: By,
        item: [&Pointer; 2],
        form: Form,
        column: usize,
    ) -> Option<String> {
        match by {
            By::Config => {
                let entries = item
                    .iter()
                    .filter_map(|at| self.by_place.get(at.as_str()))
                    .flatten();
                let found = entries
                    .copied()
                    .find(|index| form.fits(&self.config.names[*index].name))?;
                self.used[found] = true;
                Some(self.config.names[found].name.clone())
            }
            By::Lock => self
                .lock
                .names
                .get(item[0].as_str())?
                .get(column)
                .filter(|name| form.fits(name))
                .cloned(),
        }
    }

    /// The first name that the run before gave to what is kept by this place.
    pub(super) fn kept(&self, place: &Pointer) -> Option<&str> {
        let names = self.lock.names.get(place.as_str())?;
        names.first().map(String::as_str)
    }

    /// Keeps a name for the next run. Names of one place are kept in the order of their columns.
    pub(super) fn keep(&mut self, place: &Pointer, name: &str) {
        let names = self.next.names.entry(place.as_str().to_owned());
        names.or_default().push(name.to_owned());
    }

    /// Says that a name which was chosen cannot be had.
    pub(super) fn refuse(&mut self, by: By, item: [&Pointer; 2], name: &str) {
        match by {
            By::Config => {
                let message = format!("`{name}` is the name of something else in the crate");
                self.diagnostics
                    .report(Code::ConfigInvalid, &self.entry(item, name), message)
                    .in_file(&self.config.document.name)
                    .help("choose another name");
            }
            By::Lock => {
                let message = format!(
                    "`{name}`, its name so far, is that of something else in the crate now"
                );
                self.diagnostics
                    .report(Code::Renamed, item[1], message)
                    .warning();
            }
        }
    }

    /// Where in `codegen.yaml` a name was given.
    fn entry(&self, item: [&Pointer; 2], name: &str) -> Pointer {
        let mut entries = self.config.names.iter();
        let own = entries.find(|entry| item.contains(&&entry.target) && entry.name == name);
        own.map(|entry| entry.at.clone()).unwrap_or_default()
    }

    /// Names all items of one scope: as chosen, as they were, as they say of themselves, then in their order.
    pub(super) fn name_all<I: Borrow<Item>>(
        &mut self,
        scope: &mut Scope,
        items: &[I],
        form: Form,
        column: usize,
    ) -> Vec<String> {
        scope.make_room(items.len());
        let mut names: Vec<Option<String>> = vec![None; items.len()];
        for by in [By::Config, By::Lock] {
            let open = items.iter().map(Borrow::borrow).zip(&mut names);
            for (item, name) in open.filter(|(_, name)| name.is_none()) {
                let places = [&item.place, &item.at];
                let Some(found) = self.find(by, places, form, column) else {
                    continue;
                };
                if scope.reserve(&found) {
                    *name = Some(found);
                } else {
                    self.refuse(by, places, &found);
                }
            }
        }
        for (item, name) in items.iter().map(Borrow::borrow).zip(&mut names) {
            if name.is_none() && item.plain && scope.reserve(&item.wishes[0]) {
                *name = Some(item.wishes[0].clone());
            }
        }
        let all = items.iter().map(Borrow::borrow).zip(names);
        all.map(|(item, name)| name.unwrap_or_else(|| scope.allocate(&item.wishes)))
            .collect()
    }

    /// Keeps those names of a scope that do not follow from the document's.
    pub(super) fn keep_all(&mut self, items: &[Item], names: &[String]) {
        for (item, name) in items.iter().zip(names) {
            if !(item.plain && *name == item.wishes[0]) {
                self.keep(&item.place, name);
            }
        }
    }

    /// Reports entries of `codegen.yaml` that name nothing, or not as Rust is written.
    pub(super) fn finish(self) -> Lock {
        for (entry, used) in self.config.names.iter().zip(self.used) {
            let form = if Form::Type.fits(&entry.name) {
                Form::Type
            } else {
                Form::Value
            };
            if !used {
                let what = match form {
                    Form::Type => "no type, variant or resource",
                    Form::Value => "no field, parameter or method",
                };
                self.config.report_unused(&entry.at, what, self.diagnostics);
            } else if !form.is_written(&entry.name) {
                let message = format!("`{}` is not written as Rust writes such names", entry.name);
                self.diagnostics
                    .report(Code::ConfigInvalid, &entry.at, message)
                    .in_file(&self.config.document.name)
                    .help("types and variants are written `PetOwner`, all others `pet_owner`");
            }
        }
        self.next
    }
}
