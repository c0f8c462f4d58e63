//! Names within types: fields, variants, the values of enums.
use super::super::ident::{self, Scope};
use super::super::reserved::{MODEL_METHODS, VARIANTS};
use super::super::type_names::joined;
use super::chosen::{Form, Item, is_any_renamed};
use super::{Namer, is_open_enum, places, text};

use crate::hash::HashMap;
use crate::ir::{
    Additional, Enum, EnumValue, Scalar, Shape, Struct, Tag, TypeDef, TypeId, Union, Variant,
};

impl Namer<'_> {
    pub(super) fn name_parts(&mut self) {
        let api = self.api;
        for def in api.types.iter().filter(|def| self.usage.is_valued(def.id)) {
            match &def.shape {
                Shape::Struct(shape) => self.name_fields(def.id, shape),
                Shape::Enum(one) if is_open_enum(one) => self.name_values(def, one),
                Shape::Union(union) => self.name_variants(def.id, union),
                _ => {}
            }
        }
    }

    fn name_fields(&mut self, id: TypeId, shape: &Struct) {
        let items = shape.fields.iter().map(|field| {
            let name = ident::snake(&field.wire);
            Item {
                place: places::part(&self.places, id, "properties", &field.wire),
                at: field.at.clone(),
                plain: self.spellings.fields.makes(&name, &field.wire),
                wishes: vec![name.clone(), name + "_"],
            }
        });
        let items: Vec<Item> = items.collect();
        let mut scope = Scope::with(MODEL_METHODS);
        let names = self.chosen.name_all(&mut scope, &items, Form::Value, 0);
        self.chosen.keep_all(&items, &names);
        if is_any_renamed(&items, &names) {
            self.renamed_structs.insert(id);
        }
        self.names.fields.insert(id, names);
        // These two have no name in the document; whatever has one goes first.
        let mut own = |name: &str| scope.allocate(&[name.to_owned(), format!("{name}_")]);
        if shape.variant.is_some() {
            self.names.variant_fields.insert(id, own("variant"));
        }
        if matches!(shape.additional, Additional::Typed(_)) {
            self.names.additional_fields.insert(id, own("additional"));
        }
    }

    fn name_variants(&mut self, id: TypeId, union: &Union) {
        let variants = union.variants.iter().enumerate();
        let mut kinds: HashMap<String, usize> = HashMap::default();
        let items = variants
            .map(|(position, variant)| self.variant(id, union, position, variant, &mut kinds));
        let items: Vec<Item> = items.collect();
        let mut scope = Scope::with(VARIANTS);
        let names = self.chosen.name_all(&mut scope, &items, Form::Type, 0);
        self.chosen.keep_all(&items, &names);
        self.names.variants.insert(id, names);
    }

    fn variant(
        &self,
        id: TypeId,
        union: &Union,
        position: usize,
        variant: &Variant,
        kinds: &mut HashMap<String, usize>,
    ) -> Item {
        // A key is a property's name, other names are mostly those of components.
        let spelling = match union.tag {
            Tag::Key => self.spellings.fields,
            Tag::Property(_) | Tag::Shape => self.spellings.components,
        };
        let (name, place, plain) = if let Some(source) = &variant.source_name {
            let name = short_name(source);
            let plain = spelling.makes(&name, source);
            (name, source.clone(), plain)
        } else {
            let name = self.unnamed_variant(variant.ty, position);
            // A second alternative of the kind has a number, which is kept; one of another kind shifts nothing.
            let count = kinds.entry(name.clone()).or_default();
            *count += 1;
            let place = match *count {
                1 => name.clone(),
                count => format!("{name} {count}"),
            };
            (name, place, false)
        };
        Item {
            place: places::part(&self.places, id, "variants", &place),
            at: variant.at.clone(),
            wishes: vec![name],
            plain,
        }
    }

    /// Variant names; a prefix that repeats the enum's name (`MIME_TYPE_IMAGE_PNG` of `MimeType`) is cut.
    fn name_values(&mut self, def: &TypeDef, one: &Enum) {
        let prefix = ident::shouty(&self.names.ty(def.id).name) + "_";
        let cut = |value: &EnumValue| {
            let rest = text(&value.value).strip_prefix(prefix.as_str());
            rest.filter(|rest| !rest.is_empty()).map(ident::camel)
        };
        let place =
            |value: &EnumValue| places::part(&self.places, def.id, "enum", text(&value.value));
        // Where some were cut in the run before, the others are cut too, whatever has come beside them.
        let cut_before = one.values.iter().any(|value| {
            let kept = self.chosen.kept(&place(value));
            kept.is_some_and(|kept| Some(kept) == cut(value).as_deref())
        });
        let all = one.values.iter().all(|value| cut(value).is_some());
        let items = one.values.iter().enumerate().map(|(index, value)| {
            let text = text(&value.value);
            let short = Some(())
                .filter(|()| all || cut_before)
                .and_then(|()| cut(value));
            let plain_wish = ident::camel(text);
            let plain = value.name.is_none()
                && short.is_none()
                && self.spellings.values.makes(&plain_wish, text);
            let wish = match &value.name {
                Some(name) => ident::camel(name),
                None if text.is_empty() => "Empty".to_owned(),
                None => short.unwrap_or(plain_wish),
            };
            Item {
                place: place(value),
                at: def.at.child("enum").index(index),
                plain,
                wishes: vec![wish.clone(), joined(&(wish + "Value")).into_owned()],
            }
        });
        let items: Vec<Item> = items.collect();
        let mut scope = Scope::with(VARIANTS);
        let names = self.chosen.name_all(&mut scope, &items, Form::Type, 0);
        self.chosen.keep_all(&items, &names);
        self.names.variants.insert(def.id, names);
    }

    /// The name of an alternative that the document does not name: what it holds.
    fn unnamed_variant(&self, id: TypeId, position: usize) -> String {
        let target = super::super::target(self.api, id);
        match &self.api.ty(target).shape {
            Shape::Struct(_) | Shape::Union(_) => self.names.ty(target).name.clone(),
            Shape::Enum(one) if is_open_enum(one) => self.names.ty(target).name.clone(),
            Shape::Enum(_) => "Value".to_owned(),
            Shape::Scalar(scalar) => match scalar {
                Scalar::Bool => "Bool",
                Scalar::Integer | Scalar::Unsigned => "Integer",
                Scalar::Number => "Number",
                Scalar::String => "String",
                Scalar::DateTime => "DateTime",
                Scalar::Date => "Date",
                Scalar::Uuid => "Uuid",
                Scalar::Base64 | Scalar::Binary => "Bytes",
                Scalar::Ipv4 => "Ipv4",
                Scalar::Ipv6 => "Ipv6",
            }
            .to_owned(),
            Shape::List(_) | Shape::Tuple(_) => "List".to_owned(),
            Shape::Map(_) => "Map".to_owned(),
            Shape::Json => "Any".to_owned(),
            Shape::Alias(_) | Shape::Never => format!("Variant{}", position + 1),
        }
    }
}

fn short_name(source: &str) -> String {
    let last = source.rsplit('.').next().unwrap_or(source);
    ident::camel(if last.is_empty() { source } else { last })
}
