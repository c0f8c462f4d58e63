//! How a document spells its names: names in its usual spelling need no line in the lock.
use super::super::ident;
use super::{is_open_enum, text};
use crate::config::{Spelling, Spellings};
use crate::hash::HashMap;
use crate::ir::{Api, Origin, Shape};

/// The spelling of most names of each kind.
pub(super) fn of(api: &Api) -> Spellings {
    let (mut components, mut fields, mut values) =
        (Count::default(), Count::default(), Count::default());
    for def in &api.types {
        if let Origin::Component(name) = &def.origin {
            components.add(name);
        }
        match &def.shape {
            Shape::Struct(shape) => {
                for field in &shape.fields {
                    fields.add(&field.wire);
                }
            }
            Shape::Enum(one) if is_open_enum(one) => {
                for value in &one.values {
                    values.add(text(&value.value));
                }
            }
            _ => {}
        }
    }
    let params = api
        .operations
        .iter()
        .flat_map(|operation| &operation.params);
    params.for_each(|param| fields.add(&param.wire));
    Spellings {
        components: components.most(ident::camel, Spelling::UpperCamel),
        fields: fields.most(ident::snake, Spelling::Snake),
        values: values.most(ident::camel, Spelling::Snake),
    }
}

/// How often each name stands in the document: many are those of several types.
#[derive(Default)]
struct Count<'a>(HashMap<&'a str, usize>);

impl<'a> Count<'a> {
    fn add(&mut self, source: &'a str) {
        *self.0.entry(source).or_default() += 1;
    }

    /// The spelling that would write most names as they are, of those that `make` makes; `usual` where others are no more
    /// frequent.
    fn most(self, make: fn(&str) -> String, usual: Spelling) -> Spelling {
        let mut counts = [0; Spelling::ALL.len()];
        for (source, times) in self.0 {
            let name = make(source);
            for (count, spelling) in counts.iter_mut().zip(Spelling::ALL) {
                if spelling.makes(&name, source) {
                    *count += times;
                }
            }
        }
        let of = |wanted: Spelling| {
            let all = Spelling::ALL.into_iter().zip(counts);
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
