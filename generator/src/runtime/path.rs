//! Path parameters: one template, values that cannot leave their place in it.
use super::percent::encode_component;
use super::text_of::{encoded, text_of};
use super::{Location, OperationMeta, Parameter, Style};
use serde_json::Value;
use std::borrow::Cow;

/// Why a value may not stand in a path: it would address another resource.
pub(crate) fn unsafe_reason(style: Style, value: &Value) -> Option<String> {
    if style == Style::Json {
        // Even of nothing JSON has quotes or brackets.
        return None;
    }
    let text = match value {
        Value::Array(items) if items.is_empty() => Cow::Borrowed(""),
        Value::Object(fields) if fields.is_empty() => Cow::Borrowed(""),
        // `;name` stands before whatever the value is.
        _ if style == Style::Matrix => return None,
        // More than one piece is joined with something between, but for a single one.
        Value::Array(items) => return items.iter().find_map(|item| unsafe_reason(style, item)),
        Value::Object(fields) => {
            return fields.values().find_map(|item| unsafe_reason(style, item));
        }
        scalar => text_of(scalar),
    };
    match &*text {
        "" => Some("is empty and would address another resource".to_owned()),
        "." | ".." => Some(format!("`{text}` would address another resource")),
        _ => None,
    }
}

/// Writes the path of a call: the template with every `{name}` replaced. `value_of` must know each of them.
pub(crate) fn fill<'v>(
    path: &mut String,
    meta: &OperationMeta,
    value_of: &dyn Fn(&str) -> Option<&'v Value>,
) {
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
            path.push_str(&spell(param, value));
        }
        rest = tail;
    }
    path.push_str(rest);
}

/// One value in its parameter's style.
fn spell<'v>(param: &Parameter, value: &'v Value) -> Cow<'v, str> {
    let name = || encode_component(param.name);
    Cow::Owned(match (param.style, value) {
        (Style::Json, _) => encode_component(&value.to_string()).into_owned(),
        (Style::Label, Value::Array(_) | Value::Object(_)) => {
            format!(
                ".{}",
                pieces(value, param.explode).join(if param.explode { "." } else { "," })
            )
        }
        (Style::Label, _) => format!(".{}", plain(value)),
        (Style::Matrix, Value::Array(_)) if param.explode => {
            let (name, pieces) = (name(), pieces(value, true));
            pieces.iter().map(|piece| matrix(&name, piece)).collect()
        }
        (Style::Matrix, Value::Object(_)) if param.explode => {
            format!(";{}", pieces(value, true).join(";"))
        }
        (Style::Matrix, _) => matrix(&name(), &pieces(value, false).join(",")),
        (_, Value::Array(_) | Value::Object(_)) => pieces(value, param.explode).join(","),
        (_, scalar) => return plain(scalar),
    })
}

fn plain(value: &Value) -> Cow<'_, str> {
    encoded(value, encode_component)
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
        Value::Array(items) => items.iter().map(|item| plain(item).into_owned()).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, item)| {
                let between = if explode { '=' } else { ',' };
                format!("{}{between}{}", encode_component(key), plain(item))
            })
            .collect(),
        scalar => vec![plain(scalar).into_owned()],
    }
}
