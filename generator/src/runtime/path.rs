//! Path parameters: one template, values that cannot leave their place in it.
use super::percent::encode_component;
use super::text_of::text_of;
use super::{Location, OperationMeta, Parameter, Style};
use serde_json::Value;

/// Why a value may not stand in a path: it would address another resource.
pub(crate) fn unsafe_reason(style: Style, value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(items) if items.is_empty() => String::new(),
        Value::Object(fields) if fields.is_empty() => String::new(),
        // `;name` stands before whatever the value is.
        _ if style == Style::Matrix => return None,
        // More than one piece is joined with something between, but for a single one.
        Value::Array(items) => return items.iter().find_map(|item| unsafe_reason(style, item)),
        Value::Object(fields) => {
            return fields.values().find_map(|item| unsafe_reason(style, item));
        }
        scalar => text_of(scalar),
    };
    match text.as_str() {
        "" => Some("is empty and would address another resource".to_owned()),
        "." | ".." => Some(format!("`{text}` would address another resource")),
        _ => None,
    }
}

/// The path of a call: the template with every `{name}` replaced. `value_of` must know each of them.
pub(crate) fn fill(meta: &OperationMeta, value_of: &dyn Fn(&str) -> Option<Value>) -> String {
    let mut path = String::with_capacity(meta.path.len() + 32);
    let mut rest = meta.path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        path.push_str(before);
        let param = meta
            .params
            .iter()
            .find(|p| p.location == Location::Path && p.name == name);
        if let (Some(param), Some(value)) = (param, value_of(name)) {
            path.push_str(&spell(param, &value));
        }
        rest = tail;
    }
    path.push_str(rest);
    path
}

/// One value in its parameter's style.
fn spell(param: &Parameter, value: &Value) -> String {
    let name = || encode_component(param.name);
    match (param.style, value) {
        (Style::Json, _) => encode_component(&value.to_string()),
        (Style::Label, Value::Array(_) | Value::Object(_)) => {
            format!(
                ".{}",
                pieces(value, param.explode).join(if param.explode { "." } else { "," })
            )
        }
        (Style::Label, _) => format!(".{}", encode_component(&text_of(value))),
        (Style::Matrix, Value::Array(_)) if param.explode => {
            let (name, pieces) = (name(), pieces(value, true));
            pieces.iter().map(|piece| matrix(&name, piece)).collect()
        }
        (Style::Matrix, Value::Object(_)) if param.explode => {
            format!(";{}", pieces(value, true).join(";"))
        }
        (Style::Matrix, _) => matrix(&name(), &pieces(value, false).join(",")),
        (_, Value::Array(_) | Value::Object(_)) => pieces(value, param.explode).join(","),
        (_, scalar) => encode_component(&text_of(scalar)),
    }
}

/// `;name=value`, and `;name` where the value is empty (RFC 6570, section 3.2.7).
fn matrix(name: &str, value: &str) -> String {
    if value.is_empty() {
        format!(";{name}")
    } else {
        format!(";{name}={value}")
    }
}

/// The items of a list, `name=value` or `name,value` of an object, the value itself otherwise; all encoded.
fn pieces(value: &Value, explode: bool) -> Vec<String> {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| encode_component(&text_of(item)))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, item)| {
                let between = if explode { '=' } else { ',' };
                format!(
                    "{}{between}{}",
                    encode_component(key),
                    encode_component(&text_of(item))
                )
            })
            .collect(),
        scalar => vec![encode_component(&text_of(scalar))],
    }
}
