//! The namespace of types: one for models, pattern types, resource clients and operations, so that any of them can be
//! imported beside any other.
use super::ident::{self, Scope};
use super::names::is_open_enum;
use crate::ir::Shape;
use std::borrow::Cow;

/// A type's name and the module that holds it.
#[derive(Debug, Clone)]
pub(crate) struct TypeName {
    pub(crate) name: String,
    pub(crate) module: String,
}

/// Modules that Rust has another use for, and devices, which are no files on Windows.
const NO_FILES: &[&str] = &[
    "mod", "lib", "con", "aux", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6",
    "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The namespace of types, while names are given.
#[derive(Debug)]
pub(crate) struct TypeSpace {
    types: Scope,
    modules: Scope,
}

impl TypeSpace {
    /// A namespace in which `reserved` is taken.
    pub(crate) fn with(reserved: &'static [&'static str]) -> Self {
        Self {
            types: Scope::with(reserved),
            modules: Scope::with(NO_FILES),
        }
    }

    /// Gives a type the first free name of `wishes`, and a module of its own.
    pub(crate) fn allocate(&mut self, wishes: &[String]) -> TypeName {
        let wishes: Vec<Cow<'_, str>> = wishes.iter().map(|wish| joined(wish)).collect();
        self.allocate_chosen(&wishes)
    }

    /// The same of names that a person has chosen, which stay as they are.
    pub(crate) fn allocate_chosen<S: AsRef<str>>(&mut self, wishes: &[S]) -> TypeName {
        let name = self.types.allocate(wishes);
        self.with_module(name)
    }

    /// Gives a type this very name, where it is free.
    pub(crate) fn reserve(&mut self, name: &str) -> Option<TypeName> {
        self.types
            .reserve(name)
            .then(|| self.with_module(name.to_owned()))
    }

    fn with_module(&mut self, name: String) -> TypeName {
        let module = self.modules.allocate(&[module(&name)]);
        TypeName { name, module }
    }
}

/// Names that end in `_` because they could not stand alone, `Self_`, lose it where something follows.
pub(crate) fn joined(wish: &str) -> Cow<'_, str> {
    let (name, end) = wish.split_at(wish.trim_end_matches('_').len());
    if name.as_bytes().contains(&b'_') {
        Cow::Owned(name.replace('_', "") + end)
    } else {
        Cow::Borrowed(wish)
    }
}

/// A module's name cannot be a keyword: its file would need a `#[path]`.
pub(crate) fn module(name: &str) -> String {
    let mut module = ident::snake(name);
    // Nor can it leave ASCII without a `#[path]`.
    if !module.is_ascii() {
        let ascii = |c: char| {
            if c.is_ascii() {
                c.to_string()
            } else {
                format!("u{:x}", c as u32)
            }
        };
        module = module.chars().map(ascii).collect();
    }
    if ident::is_keyword(&module) {
        module.push('_');
    }
    module
}

/// Whether a shape is a type with a name of its own.
pub(crate) fn is_named(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(_) | Shape::Union(_) => true,
        Shape::Enum(one) => is_open_enum(one),
        Shape::Scalar(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Json
        | Shape::Never => false,
    }
}

#[cfg(test)]
mod tests {
    use super::TypeSpace;

    #[test]
    fn only_chosen_names_keep_an_underscore_inside() {
        let mut space = TypeSpace::with(&[]);
        let wish = |name: &str| [name.to_owned()];
        assert_eq!(space.allocate(&wish("Self_")).name, "Self_");
        assert_eq!(
            space.allocate(&wish("Self_Operation")).name,
            "SelfOperation"
        );
        assert_eq!(space.allocate_chosen(&wish("Pet_Id")).name, "Pet_Id");
    }
}
