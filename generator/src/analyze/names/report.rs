//! Every name that is not the document's own is told, so that nobody is surprised by it.
use super::super::ident;
use super::types::component_wish;
use super::{Namer, is_open_enum, text};
use crate::diag::Code;
use crate::ir::{Enum, Origin, Shape, TypeDef, Union};
use crate::source::Pointer;

impl Namer<'_> {
    pub(super) fn report(&mut self) {
        let api = self.api;
        for def in &api.types {
            self.report_type(def);
            match &def.shape {
                Shape::Struct(shape) if self.renamed_structs.contains(&def.id) => {
                    let names = self.names.fields.get(&def.id).cloned().unwrap_or_default();
                    for (field, name) in shape.fields.iter().zip(names) {
                        if name != ident::snake(&field.wire) {
                            let message =
                                format!("property `{}` is the field `{name}`", field.wire);
                            self.renamed(&field.at, message);
                        }
                    }
                }
                Shape::Enum(one) if is_open_enum(one) => self.report_values(def, one),
                Shape::Union(union) => self.report_variants(def, union),
                _ => {}
            }
        }
        for index in 0..api.operations.len() {
            if self.renamed_operations.contains(&index) {
                self.report_operation(index);
            }
        }
    }

    /// Types that the document names and Rust calls otherwise.
    fn report_type(&mut self, def: &TypeDef) {
        let (source, wish) = match &def.origin {
            Origin::Component(name) => (name, component_wish(name)),
            Origin::Titled(title) => (title, ident::camel(title)),
            Origin::Operation { .. } | Origin::Nested { .. } => return,
        };
        let Some(name) = &self.names.types[def.id.0 as usize] else {
            return;
        };
        if wish != name.name {
            let message = format!("schema `{source}` is the type `{}`", name.name);
            self.renamed(&def.at, message);
        }
    }

    /// Values whose names collide with others; a prefix that is cut surprises nobody.
    fn report_values(&mut self, def: &TypeDef, one: &Enum) {
        let names = self
            .names
            .variants
            .get(&def.id)
            .cloned()
            .unwrap_or_default();
        for (index, (value, name)) in one.values.iter().zip(names).enumerate() {
            let text = text(&value.value);
            let plain = ident::camel(value.name.as_deref().unwrap_or(text));
            if !plain.ends_with(&name) && !text.is_empty() {
                let message = format!("the value `{text}` is the variant `{name}`");
                self.renamed(&def.at.child("enum").index(index), message);
            }
        }
    }

    fn report_variants(&mut self, def: &TypeDef, union: &Union) {
        let names = self
            .names
            .variants
            .get(&def.id)
            .cloned()
            .unwrap_or_default();
        for (variant, name) in union.variants.iter().zip(names) {
            let Some(source) = &variant.source_name else {
                continue;
            };
            if !ident::camel(source).ends_with(&name) {
                let message = format!("the alternative `{source}` is the variant `{name}`");
                self.renamed(&variant.at, message);
            }
        }
    }

    fn report_operation(&mut self, index: usize) {
        let operation = &self.api.operations[index];
        let name = &self.names.operations[index];
        let mut found: Vec<(Pointer, String)> = Vec::new();
        let own = operation.name.as_deref().unwrap_or(&operation.id);
        if name.method != ident::snake(own) {
            let message = format!("the operation `{own}` is the method `{}`", name.method);
            found.push((operation.at.clone(), message));
        }
        for (param, ident) in operation.params.iter().zip(&name.params) {
            if *ident != ident::snake(&param.wire) {
                let message = format!("parameter `{}` is `{ident}`", param.wire);
                found.push((param.at.clone(), message));
            }
        }
        for (at, message) in found {
            self.renamed(&at, message);
        }
    }

    fn renamed(&mut self, at: &Pointer, message: String) {
        self.chosen.diagnostics.report(Code::Renamed, at, message);
    }
}
