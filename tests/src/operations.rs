//! The operations of a document, read as plain data: arguments for each, and the request that they should become.
use crate::maker::{Maker, escape, follow};
use crate::percent;
use serde_json::{Map, Value, json};
use std::path::Path;

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    method: String,
    path: String,
    params: Vec<Param>,
    /// Media type and pointer of the body's schema.
    body: Option<(String, String)>,
    body_required: bool,
    /// The pointer of the schema of the JSON that it answers.
    pub answer: Option<String>,
}

#[derive(Debug, Clone)]
struct Param {
    name: String,
    location: String,
    required: bool,
    schema: String,
}

/// Reads a YAML document as data.
///
/// # Panics
///
/// When it cannot be read.
#[must_use]
pub fn document(path: &Path) -> Value {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The document that the SDK is generated from.
#[must_use]
pub fn own_document() -> Value {
    document(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/factify.yaml"))
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Every public operation, in the order of the document.
#[must_use]
pub fn operations(document: &Value) -> Vec<Operation> {
    let mut out = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS
            .into_iter()
            .filter(|method| item.get(method).is_some())
        {
            let own = &item[method];
            if ["x-internal", "x-speakeasy-ignore"]
                .into_iter()
                .any(|key| own[key] == json!(true))
            {
                continue;
            }
            out.push(operation(document, path, method));
        }
    }
    out
}

fn operation(document: &Value, path: &str, method: &str) -> Operation {
    let item = format!("/paths/{}", escape(path));
    let at = format!("{item}/{method}");
    let own = document.pointer(&at).unwrap_or(&Value::Null);
    let body = follow(document, &format!("{at}/requestBody"));
    let responses = own["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(status, _)| status);
    let good = responses
        .filter(|status| status.starts_with('2'))
        .find_map(|status| {
            let at = follow(document, &format!("{at}/responses/{status}"));
            content(document, &at)
                .filter(|(media, _)| media.ends_with("json"))
                .map(|(_, schema)| schema)
        });
    Operation {
        id: own["operationId"].as_str().unwrap_or_default().to_owned(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        params: [item, at.clone()]
            .iter()
            .flat_map(|at| params(document, at))
            .collect(),
        body: content(document, &body),
        body_required: document.pointer(&format!("{body}/required")) == Some(&json!(true)),
        answer: good,
    }
}

fn params(document: &Value, at: &str) -> Vec<Param> {
    let list = document
        .pointer(&format!("{at}/parameters"))
        .and_then(Value::as_array);
    let one = |index: usize| {
        let at = follow(document, &format!("{at}/parameters/{index}"));
        let own = document.pointer(&at).unwrap_or(&Value::Null);
        Param {
            name: own["name"].as_str().unwrap_or_default().to_owned(),
            location: own["in"].as_str().unwrap_or_default().to_owned(),
            required: own["required"] == json!(true),
            schema: format!("{at}/schema"),
        }
    };
    (0..list.map_or(0, Vec::len)).map(one).collect()
}

/// The first media type of a body or response, and its schema.
fn content(document: &Value, at: &str) -> Option<(String, String)> {
    let media = document
        .pointer(&format!("{at}/content"))?
        .as_object()?
        .keys()
        .next()?;
    Some((
        media.clone(),
        format!("{at}/content/{}/schema", escape(media)),
    ))
}

impl Operation {
    /// Arguments for a call, with every option or without any.
    ///
    /// Nothing, where a schema is beyond the maker.
    #[must_use]
    pub fn args(&self, document: &Value, maker: &Maker<'_>, full: bool) -> Option<Value> {
        let mut out = json!({ "path": {}, "query": {}, "headers": {}, "body": null });
        for param in self.params.iter().filter(|param| full || param.required) {
            let place = if param.location == "header" {
                "headers"
            } else {
                &param.location
            };
            out[place][&param.name] = maker.value(&param.schema)?;
        }
        if let Some((media, schema)) = self.body.as_ref().filter(|_| full || self.body_required) {
            let mut body = maker.value(schema)?;
            if media.starts_with("multipart") {
                for name in self.files(document) {
                    if body.get(&name).is_some() {
                        body[&name] = json!({ "filename": "a.pdf", "base64": "JVBERi0=" });
                    }
                }
            }
            out["body"] = body;
        }
        Some(out)
    }

    /// The properties of a multipart body that are files.
    fn files(&self, document: &Value) -> Vec<String> {
        let Some((_, schema)) = &self.body else {
            return Vec::new();
        };
        let at = format!("{}/properties", follow(document, schema));
        let properties = document
            .pointer(&at)
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        properties
            .filter(|(_, schema)| schema["format"] == "binary")
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// The request that arguments should become, in the form of the recordings.
    #[must_use]
    pub fn request(&self, args: &Value) -> Value {
        let mut path = self.path.clone();
        for (name, value) in args["path"].as_object().into_iter().flatten() {
            path = path.replace(&format!("{{{name}}}"), &percent::encode(&plain(value)));
        }
        let query = args["query"]
            .as_object()
            .into_iter()
            .flatten()
            .flat_map(|(name, value)| match value {
                Value::Array(items) => items
                    .iter()
                    .map(|item| json!([name, plain(item)]))
                    .collect(),
                one => vec![json!([name, plain(one)])],
            });
        let mut headers = Map::new();
        headers.insert("authorization".to_owned(), json!("Bearer test-token"));
        let mut out =
            json!({ "method": self.method, "path": path, "query": query.collect::<Vec<_>>() });
        match &self.body {
            Some((media, _)) if !args["body"].is_null() => {
                headers.insert("content-type".to_owned(), json!(media));
                if media.starts_with("multipart") {
                    out["multipart"] = Value::Array(parts(&args["body"]));
                } else {
                    out["json"] = args["body"].clone();
                }
            }
            _ => {}
        }
        out["headers"] = Value::Object(headers);
        out
    }
}

fn parts(body: &Value) -> Vec<Value> {
    let fields = body
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_null());
    fields
        .map(|(name, value)| match value.get("base64") {
            Some(bytes) => json!({ "name": name, "filename": value["filename"], "base64": bytes, "content_type": "application/pdf" }),
            None => json!({ "name": name, "text": plain(value) }),
        })
        .collect()
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
