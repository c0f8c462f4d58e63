//! Answers that are a value after another: events, and lines of JSON.
use openapiv3::MediaType;

use super::operation::Site;
use super::{Resolver, media};
use crate::ir::{Framing, Streaming};
use crate::oas::{self, Cursor, raw};
use crate::source::Pointer;

impl<'a> Resolver<'a, '_> {
    /// The stream that the first success with such content gives; `default` counts where no success is declared.
    pub(super) fn stream(&mut self, site: &Site<'_, 'a>) -> Option<Streaming> {
        let at = site.at.child("responses");
        let entries = oas::part(site.node, "responses").entries();
        let good = |key: &str| key.starts_with('2');
        let any = entries.iter().any(|entry| good(&entry.key));
        for entry in entries {
            if !(good(&entry.key) || !any && &*entry.key == "default") {
                continue;
            }
            let Some((_, placed)) = self.declared(site, &at, &entry.key) else {
                continue;
            };
            let content = &placed.item.content;
            let found = content
                .iter()
                .find_map(|(name, typed)| Some((name, typed, media::framing(name)?)));
            if let Some((name, typed, framing)) = found {
                let at = placed.at.child("content").child(name);
                return Some(self.streaming(site, &at, name, typed, framing));
            }
        }
        None
    }

    fn streaming(
        &mut self,
        site: &Site<'_, 'a>,
        at: &Pointer,
        name: &str,
        typed: &'a MediaType,
        framing: Framing,
    ) -> Streaming {
        let schema_at = at.child("schema");
        let cursor = typed.schema.as_ref().map(|schema| {
            let node = self.oas.node(&schema_at);
            Cursor::new(schema_at.clone(), schema, node)
        });
        let origin = super::body::site_origin(at, site, "Event", cursor.as_ref());
        let media = self.oas.node(at);
        Streaming {
            media_type: name.to_owned(),
            framing,
            ty: self.root(cursor.as_ref(), at, origin),
            sentinel: raw::text(media, "x-speakeasy-sse-sentinel"),
        }
    }
}
