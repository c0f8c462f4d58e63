//! Keywords of a schema that another one beside them leaves without effect.
use super::Dialect;
use super::walk::Walker;
use crate::diag::Code;
use crate::source::{Entry, Map, Node, NodeKind, STASH};

/// What a keyword is about: the type whose values alone it holds of (JSON Schema Validation 2020-12, section 6).
fn about(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "minLength" | "maxLength" | "pattern" => "string",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => "number",
        "items" | "prefixItems" | "minItems" | "maxItems" | "uniqueItems" | "contains"
        | "minContains" | "maxContains" => "array",
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "patternProperties"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas" => "object",
        _ => return None,
    })
}

/// Keywords that hold a schema, which may be a boolean; `true` says nothing, and references may lead there.
const HOLDS_SCHEMA: [&str; 4] = ["items", "contains", "additionalProperties", "propertyNames"];

impl Walker<'_> {
    /// Reports what has no effect in a schema, and takes rules out of force that would be told as if they had one.
    pub(super) fn inert(&mut self, map: &mut Map) {
        self.idle_bounds(map);
        let is_set = |name| map.get(name).and_then(Node::as_bool) == Some(true);
        if is_set("readOnly") && is_set("writeOnly") {
            let message = "what is `readOnly` is never sent, and what is `writeOnly` never received: with both it is neither";
            self.report(Code::Contradiction, message);
        }
        let Some(types) = types(map) else {
            return;
        };
        let takes =
            |about: &str| types.contains(&about) || about == "number" && types.contains(&"integer");
        let is_idle = |entry: &Entry| {
            let schema = HOLDS_SCHEMA.contains(&&*entry.key);
            let says = !entry.value.is_empty() && entry.value.as_bool() != Some(schema);
            about(&entry.key).filter(|about| says && !takes(about))
        };
        let idle: Vec<(String, &str)> = map
            .entries()
            .iter()
            .filter_map(|entry| Some((entry.key.to_string(), is_idle(entry)?)))
            .collect();
        let named = types.join(" or ");
        let lacks_items = types == ["array"] && self.dialect == Dialect::V30;
        let mut renames = Vec::new();
        for (key, about) in idle {
            let message =
                format!("`{key}` is about values of type {about}, and these are of type {named}");
            let holds_others = HOLDS_SCHEMA.contains(&&*key)
                || map.get(&key).is_some_and(|value| {
                    matches!(value.kind, NodeKind::Map(_) | NodeKind::List(_))
                });
            self.below(&key, |walker| {
                let report = walker.report(Code::MisplacedKeyword, message);
                report
                    .help("it has no effect here: correct `type`, or move it to where it belongs");
                if !holds_others {
                    report.note();
                }
            });
            // References may lead into what holds schemas.
            if !holds_others {
                renames.push((key.clone(), format!("{STASH}{key}")));
            }
        }
        let is_composed = ["allOf", "anyOf", "oneOf", "$ref"];
        let is_composed = is_composed.iter().any(|key| map.contains(key));
        if lacks_items && !is_composed && map.original("items").is_none() {
            let message = "a schema of type array needs `items`";
            let report = self.report(Code::MissingKeyword, message);
            report.help("say what the items are; `items: {}` allows any value");
        }
        if !renames.is_empty() {
            map.rename_all(&renames);
        }
    }

    /// A boolean bound is about the number beside it, in the same schema.
    fn idle_bounds(&mut self, map: &Map) {
        for (flag, bound) in [
            ("exclusiveMinimum", "minimum"),
            ("exclusiveMaximum", "maximum"),
        ] {
            let is_set = map.get(flag).and_then(Node::as_bool) == Some(true);
            if is_set && map.original(bound).is_none() {
                let message = format!("there is no `{bound}` that this could make exclusive");
                self.below(flag, |walker| {
                    let report = walker.report(Code::MisplacedKeyword, message);
                    report.help(format!("add `{bound}`, or delete this"));
                });
            }
        }
    }
}

/// The types that a schema names, `null` apart; `None` where it names none.
fn types(map: &Map) -> Option<Vec<&str>> {
    let named = map.get("type")?;
    let all: Vec<&str> = match named.as_list() {
        Some(list) => list.iter().filter_map(Node::as_str).collect(),
        None => named.as_str().into_iter().collect(),
    };
    let all: Vec<&str> = all.into_iter().filter(|name| *name != "null").collect();
    (!all.is_empty()).then_some(all)
}
