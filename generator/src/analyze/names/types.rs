//! Names of types, of all kinds, in the one namespace that they share.
use super::super::ident;
use super::super::type_names::TypeName;
use super::chosen::{By, Form};
use super::contents::Content;
use super::reserved::RESERVED;
use super::{GroupName, Namer, OperationName, places, split};
use crate::hash::HashMap;
use crate::ir::{Origin, Shape, TypeId};
use crate::source::Pointer;

/// What can have a type's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    Type(TypeId),
    Pattern(usize),
    Group(usize),
    Operation(usize),
    /// Beside the marker of that operation.
    Content(usize, Content),
}

/// Names that were chosen.
pub(super) type Given = HashMap<Owner, TypeName>;

impl Namer<'_> {
    /// Names every model, pattern type, resource client and operation.
    pub(super) fn name_types(&mut self) {
        let owners = self.owners();
        let mut given = Given::default();
        for by in [By::Config, By::Lock] {
            for (owner, place, at) in &owners {
                if given.contains_key(owner) {
                    continue;
                }
                let Some(name) = self.chosen.find(by, [place, at], Form::Type, 0) else {
                    continue;
                };
                match self.space.reserve(&name) {
                    Some(name) => drop(given.insert(*owner, name)),
                    None => self.chosen.refuse(by, [place, at], &name),
                }
            }
            // The configuration names patterns in a list of their own.
            if by == By::Config {
                for (index, one) in self.patterns.types.iter().enumerate() {
                    if one.chosen {
                        let wishes = [one.name.clone(), format!("{}Text", one.name)];
                        let name = self.space.allocate_chosen(&wishes);
                        given.insert(Owner::Pattern(index), name);
                    }
                }
            }
        }
        self.names.types = vec![None; self.api.types.len()];
        for (owner, name) in &given {
            if let Owner::Type(id) = owner {
                self.names.types[id.0 as usize] = Some(name.clone());
            }
        }
        self.name_plain_components();
        if self.chosen.has_lock() {
            self.name_inits();
        }
        self.name_patterns(&mut given);
        self.name_other_types();
        self.name_inits();
        self.name_clients(&mut given);
        self.name_markers(&mut given);
        self.name_contents(given);
        self.keep_types();
    }

    /// All that has a type's name, with the place it is kept by and where it stands.
    fn owners(&self) -> Vec<(Owner, Pointer, Pointer)> {
        let types = self.api.types.iter().zip(&self.places);
        let types = types
            .filter_map(|(def, place)| Some((Owner::Type(def.id), place.clone()?, def.at.clone())));
        let patterns = self.patterns.types.iter().enumerate();
        let patterns = patterns.filter(|(_, one)| !one.chosen).map(|(index, one)| {
            let place = places::pattern(&one.sources);
            (Owner::Pattern(index), place.clone(), place)
        });
        let groups = self.api.groups.iter().enumerate().map(|(index, group)| {
            let place = places::group(group);
            (Owner::Group(index), place.clone(), place)
        });
        let operations = self.api.operations.iter().zip(&self.operation_places);
        let operations = operations
            .enumerate()
            .flat_map(|(index, (operation, place))| {
                let contents = Content::ALL.into_iter();
                let contents = contents.filter(|content| content.is_needed(operation));
                let contents = contents.map(|content| {
                    let place = content.place(place);
                    (Owner::Content(index, content), place.clone(), place)
                });
                let contents: Vec<_> = contents.collect();
                let own = (Owner::Operation(index), place.clone(), operation.at.clone());
                std::iter::once(own).chain(contents)
            });
        types
            .chain(patterns)
            .chain(groups)
            .chain(operations)
            .collect()
    }

    /// Components whose name is a type's already: no other component can have it.
    fn name_plain_components(&mut self) {
        for def in &self.api.types {
            if self.places[def.id.0 as usize].is_some()
                && self.names.types[def.id.0 as usize].is_none()
                && let Some(wish) = self.plain_wish(def.id)
            {
                self.names.types[def.id.0 as usize] = self.space.reserve(&wish);
            }
        }
    }

    /// The first wish, where it and the document's name tell each other. Names of required fields end in `Fields`, so a
    /// component that does is not plain.
    fn plain_wish(&self, id: TypeId) -> Option<String> {
        let Origin::Component(name) = &self.api.ty(id).origin else {
            return None;
        };
        let wish = component_wish(name);
        let is_plain = self.spellings.components.makes(&wish, name) && !wish.ends_with("Fields");
        is_plain.then_some(wish)
    }

    /// The rest: components first, since what a document names itself keeps its name.
    fn name_other_types(&mut self) {
        let rank = |origin: &Origin| match origin {
            Origin::Component(_) => 0,
            Origin::Titled(_) => 1,
            Origin::Operation { .. } => 2,
            Origin::Nested { .. } => 3,
        };
        let open = |id: &TypeId| {
            self.places[id.0 as usize].is_some() && self.names.types[id.0 as usize].is_none()
        };
        let ids = self.api.types.iter().map(|def| def.id);
        let mut ids: Vec<TypeId> = ids.filter(open).collect();
        ids.sort_by_key(|id| (rank(&self.api.ty(*id).origin), *id));
        for id in ids {
            let wishes = self.wishes(id);
            self.names.types[id.0 as usize] = Some(self.space.allocate(&wishes));
        }
    }

    /// What a type would like to be called, by falling preference.
    pub(super) fn wishes(&self, id: TypeId) -> Vec<String> {
        match &self.api.ty(id).origin {
            Origin::Component(name) => {
                let full = ident::camel(name);
                let short = unqualified(name).map(|rest| ident::camel(&rest));
                let first = short.filter(|short| *short != full);
                let mut wishes: Vec<String> = first.into_iter().collect();
                wishes.extend(self.by_meaning(id, full));
                wishes
            }
            Origin::Titled(title) => self.by_meaning(id, ident::camel(title)),
            Origin::Operation { .. } | Origin::Nested { .. } => {
                let name = self.path_name(id, 0);
                self.by_meaning(id, name)
            }
        }
    }

    /// A name, and what tells it from another of the same name: which way the type goes.
    fn by_meaning(&self, id: TypeId, name: String) -> Vec<String> {
        let direction = self.usage.of(id);
        let way = match (direction.request, direction.answer) {
            (true, false) => Some("Request"),
            (false, true) => Some("Response"),
            (true, true) | (false, false) => None,
        };
        // A name of the runtime or of Rust is no other meaning to tell apart.
        let way = way.filter(|way| !name.ends_with(way) && !RESERVED.contains(&name.as_str()));
        let told = way.map(|way| format!("{name}{way}"));
        let last = format!("{name}Model");
        [Some(name), told, Some(last)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The name of what a type is part of, and its part in that.
    fn path_name(&self, id: TypeId, depth: u32) -> String {
        if let Some(name) = &self.names.types[id.0 as usize] {
            return name.name.clone();
        }
        match &self.api.ty(id).origin {
            Origin::Component(name) | Origin::Titled(name) => ident::camel(name),
            Origin::Operation { operation, role } => ident::camel(operation) + &ident::camel(role),
            Origin::Nested { role, .. } if depth > 8 => ident::camel(role),
            Origin::Nested { parent, role } => {
                self.path_name(*parent, depth + 1) + &ident::camel(role)
            }
        }
    }

    /// Structs of required fields, of the models that have a name and more than four of them.
    fn name_inits(&mut self) {
        for def in &self.api.types {
            let Shape::Struct(shape) = &def.shape else {
                continue;
            };
            let Some(own) = &self.names.types[def.id.0 as usize] else {
                continue;
            };
            let many = shape.fields.len() + usize::from(shape.variant.is_some()) > 4;
            if !many || self.names.inits.contains_key(&def.id) {
                continue;
            }
            let usual = format!("{}Fields", own.name);
            let other = format!("{}RequiredFields", own.name);
            let place = self.places[def.id.0 as usize].clone().unwrap_or_default();
            let kept = self.chosen.find(By::Lock, [&place, &def.at], Form::Type, 1);
            let kept = kept.and_then(|name| self.space.reserve(&name));
            let name = kept.unwrap_or_else(|| self.space.allocate(&[usual, other]));
            self.names.inits.insert(def.id, name.name);
        }
    }

    fn name_patterns(&mut self, given: &mut Given) {
        for (index, one) in self.patterns.types.iter().enumerate() {
            let name = given.remove(&Owner::Pattern(index)).unwrap_or_else(|| {
                self.space
                    .allocate(&[one.name.clone(), format!("{}Text", one.name)])
            });
            if !one.chosen {
                self.chosen.keep(&places::pattern(&one.sources), &name.name);
            }
            self.names.patterns.push(name);
        }
    }

    fn name_clients(&mut self, given: &mut Given) {
        for (index, group) in self.api.groups.iter().enumerate() {
            let last = split(group).0;
            let joined = ident::camel(&group.path.join(" "));
            let ty = given.remove(&Owner::Group(index)).unwrap_or_else(|| {
                self.space.allocate(&[
                    ident::camel(last),
                    joined.clone(),
                    format!("{joined}Client"),
                ])
            });
            self.chosen.keep(&places::group(group), &ty.name);
            self.names.groups.push(GroupName {
                ty,
                accessor: String::new(),
                mock: String::new(),
            });
        }
    }

    fn name_markers(&mut self, given: &mut Given) {
        for (index, operation) in self.api.operations.iter().enumerate() {
            let marker = ident::camel(&operation.id);
            let ty = given.remove(&Owner::Operation(index)).unwrap_or_else(|| {
                self.space
                    .allocate(&[marker.clone(), format!("{marker}Operation")])
            });
            self.chosen.keep(&self.operation_places[index], &ty.name);
            self.names.operations.push(OperationName {
                ty,
                method: String::new(),
                params: Vec::new(),
                answer: None,
                body: None,
                headers: None,
            });
        }
    }

    /// Keeps the names of types that do not follow from the document's.
    fn keep_types(&mut self) {
        for (index, place) in self.places.iter().enumerate() {
            let id = TypeId(index as u32);
            let (Some(place), Some(name)) = (place, &self.names.types[index]) else {
                continue;
            };
            let init = self.names.inits.get(&id);
            let init = init.filter(|init| **init != format!("{}Fields", name.name));
            if init.is_some() || self.plain_wish(id).as_ref() != Some(&name.name) {
                self.chosen.keep(place, &name.name);
            }
            if let Some(init) = init {
                self.chosen.keep(place, init);
            }
        }
    }
}

/// What a component would like best to be called.
pub(super) fn component_wish(name: &str) -> String {
    match unqualified(name) {
        Some(rest) => ident::camel(&rest),
        None => ident::camel(name),
    }
}

/// `qcr.v1.ListData.Item` without the package before its first capital: `ListData.Item`.
fn unqualified(name: &str) -> Option<String> {
    let segments: Vec<&str> = name.split('.').collect();
    let first = segments
        .iter()
        .position(|segment| segment.starts_with(char::is_uppercase))?;
    (first > 0).then(|| segments[first..].join("."))
}
