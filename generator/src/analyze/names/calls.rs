//! Names of calls: what leads to a resource, the methods of each, and their parameters.
use super::super::ident::{self, Scope};
use super::super::reserved::{CALL_METHODS, CLIENT_METHODS, MOCK_METHODS};
use super::chosen::{Form, Item, is_any_renamed};
use super::{Namer, places, split};
use crate::ir::{Location, Operation};

impl Namer<'_> {
    /// A client's methods share a scope with what leads to the resources within.
    pub(super) fn name_calls(&mut self) {
        let outermost = self.scope(&[], None);
        self.name_scope(&outermost);
        for index in 0..self.api.groups.len() {
            let path = self.api.groups[index].path.clone();
            let own = self.scope(&path, Some(index));
            self.name_scope(&own);
        }
        self.name_mocks();
        for index in 0..self.api.operations.len() {
            self.name_params(index);
        }
    }

    /// The resources and operations of one client.
    fn scope(&self, path: &[String], group: Option<usize>) -> Vec<Member> {
        let api = self.api;
        let groups = api.groups.iter().enumerate();
        let groups = groups.filter(|(_, group)| split(group).1 == path);
        let groups = groups.map(|(index, group)| {
            let name = ident::snake(split(group).0);
            let place = places::group(group);
            Member {
                owner: Owner::Group(index),
                item: Item {
                    at: place.clone(),
                    place,
                    wishes: vec![name.clone(), format!("{name}_")],
                    plain: false,
                },
            }
        });
        let operations = api.operations.iter().enumerate();
        let operations =
            operations.filter(|(_, operation)| group == Some(operation.group.0 as usize));
        let operations = operations.map(|(index, operation)| Member {
            owner: Owner::Operation(index),
            item: Item {
                place: self.operation_places[index].clone(),
                at: operation.at.clone(),
                wishes: method_wishes(operation),
                plain: false,
            },
        });
        groups.chain(operations).collect()
    }

    fn name_scope(&mut self, members: &[Member]) {
        let items: Vec<&Item> = members.iter().map(|member| &member.item).collect();
        let mut scope = Scope::with(CLIENT_METHODS);
        let names = self.chosen.name_all(&mut scope, &items, Form::Value, 1);
        for (member, name) in members.iter().zip(names) {
            self.chosen.keep(&member.item.place, &name);
            if let Owner::Operation(index) = member.owner
                && name != member.item.wishes[0]
            {
                self.renamed_operations.insert(index);
            }
            match member.owner {
                Owner::Group(index) => self.names.groups[index].accessor = name,
                Owner::Operation(index) => self.names.operations[index].method = name,
            }
        }
    }

    /// The mock leads to the outermost resources as the client does, beside methods of its own.
    fn name_mocks(&mut self) {
        let mut scope = Scope::with(MOCK_METHODS);
        for (group, name) in self.api.groups.iter().zip(&mut self.names.groups) {
            let accessor = &name.accessor;
            name.mock = if split(group).1.is_empty() {
                scope.allocate(&[accessor.clone(), format!("{accessor}_")])
            } else {
                accessor.clone()
            };
        }
    }

    fn name_params(&mut self, index: usize) {
        let place = &self.operation_places[index];
        let params = &self.api.operations[index].params;
        let items = params.iter().map(|param| {
            let name = ident::snake(&param.wire);
            let placed = match param.location {
                Location::Path => ident::joined(&name, "path"),
                Location::Query => ident::joined(&name, "query"),
                Location::Header => ident::joined(&name, "header"),
                Location::Cookie => ident::joined(&name, "cookie"),
            };
            // One name may stand at two locations. A path's names cannot change under an operation.
            let plain = match param.location {
                Location::Path | Location::Query => self.spellings.fields.makes(&name, &param.wire),
                Location::Header | Location::Cookie => false,
            };
            Item {
                place: places::param(place, param),
                at: param.at.clone(),
                plain,
                wishes: vec![name.clone(), name + "_", placed],
            }
        });
        let items: Vec<Item> = items.collect();
        let mut scope = Scope::with(CALL_METHODS);
        scope.reserve("body");
        let names = self.chosen.name_all(&mut scope, &items, Form::Value, 0);
        self.chosen.keep_all(&items, &names);
        if is_any_renamed(&items, &names) {
            self.renamed_operations.insert(index);
        }
        self.names.operations[index].params = names;
    }
}

#[derive(Clone, Copy)]
enum Owner {
    Group(usize),
    Operation(usize),
}

/// What a client has a method for.
struct Member {
    owner: Owner,
    item: Item,
}

fn method_wishes(operation: &Operation) -> Vec<String> {
    let own = ident::snake(operation.name.as_deref().unwrap_or(&operation.id));
    let full = ident::snake(&operation.id);
    vec![own.clone(), full, own + "_"]
}
