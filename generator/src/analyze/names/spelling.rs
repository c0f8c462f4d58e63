//! How a document spells its names: names in its usual spelling need no line in the lock.
use super::super::ident;
use super::{is_open_enum, text};
use crate::config::{Spelling, Spellings};
use crate::ir::{Api, Origin, Shape};

/// The spelling of most names of each kind.
pub(super) fn of(api: &Api) -> Spellings {
    let (mut components, mut fields, mut values) =
        (Count::default(), Count::default(), Count::default());
    for def in &api.types {
        if let Origin::Component(name) = &def.origin {
            components.add(name, ident::camel);
        }
        match &def.shape {
            Shape::Struct(shape) => {
                for field in &shape.fields {
                    fields.add(&field.wire, ident::snake);
                }
            }
            Shape::Enum(one) if is_open_enum(one) => {
                for value in &one.values {
                    values.add(text(&value.value), ident::camel);
                }
            }
            _ => {}
        }
    }
    let params = api
        .operations
        .iter()
        .flat_map(|operation| &operation.params);
    params.for_each(|param| fields.add(&param.wire, ident::snake));
    Spellings {
        components: components.most(Spelling::UpperCamel),
        fields: fields.most(Spelling::Snake),
        values: values.most(Spelling::Snake),
    }
}

/// How many names each spelling would write as they are.
#[derive(Default)]
struct Count([usize; Spelling::ALL.len()]);

impl Count {
    fn add(&mut self, source: &str, make: fn(&str) -> String) {
        let name = make(source);
        for (count, spelling) in self.0.iter_mut().zip(Spelling::ALL) {
            *count += usize::from(spelling.makes(&name, source));
        }
    }

    /// The most frequent; `usual` where others are no more frequent.
    fn most(self, usual: Spelling) -> Spelling {
        let of = |wanted: Spelling| {
            let all = Spelling::ALL.into_iter().zip(self.0);
            all.filter(|(own, _)| *own == wanted)
                .map(|(_, count)| count)
                .sum::<usize>()
        };
        Spelling::ALL.into_iter().fold(
            usual,
            |best, own| if of(own) > of(best) { own } else { best },
        )
    }
}
