//! An example of each operation, as a doctest that compiles: arguments that the document gives examples of are written out,
//! others come in as arguments of the example's hidden function.
use super::op::{Answer, answer, arguments, page_items};
use super::types;
use crate::analyze::{Ctx, FieldKind, Holder};
use crate::ir::{BodyKind, Framing, Json, Method, Operation, Scalar, Shape, TypeId};
use proc_macro2::TokenStream;

/// How an example reads its answer.
#[derive(Debug, Clone, Copy)]
enum Reading {
    /// As one value.
    Whole,
    /// One by one, from the stream that these words make of the call.
    Each(&'static str),
}

/// The lines of the example, fences included.
pub(crate) fn lines(ctx: Ctx<'_>, index: usize) -> Vec<String> {
    Draft::new(ctx, index).finish()
}

/// The imports and the statements of an example that stands alone behind those that make the client: of an operation that
/// reads, if there is one all of whose arguments can be written out.
pub(crate) fn first(ctx: Ctx<'_>, client: &[String]) -> (Vec<String>, Vec<String>) {
    let operations = ctx.api.operations.iter().enumerate();
    let (reading, other): (Vec<_>, Vec<_>) =
        operations.partition(|(_, operation)| operation.method == Method::Get);
    let mut drafts = reading.iter().chain(&other);
    let whole = drafts.find_map(|(index, _)| {
        Some(Draft::new(ctx, *index)).filter(|draft| draft.hidden.is_empty())
    });
    let Some(draft) = whole else {
        // What is made is used, so that the compiler has nothing to warn of.
        let shown = "println!(\"{}\", client.base_url());".to_owned();
        return (Vec::new(), [client, &[shown]].concat());
    };
    let imports = draft.imports();
    (imports, [client, &draft.statements()].concat())
}

/// `client.organizations().invites()`.
pub(crate) fn accessors(ctx: Ctx<'_>, operation: &Operation) -> String {
    let path = &ctx.api.groups[operation.group.0 as usize].path;
    let steps = (1..=path.len()).filter_map(|length| {
        let position = ctx
            .api
            .groups
            .iter()
            .position(|group| group.path == path[..length])?;
        Some(format!(
            ".{}()",
            raw(&ctx.facts.names.groups[position].accessor)
        ))
    });
    format!("client{}", steps.collect::<String>())
}

fn raw(name: &str) -> String {
    crate::analyze::ident::ident(name).to_string()
}

/// What examples have names for themselves.
const OWN_NAMES: &[&str] = &["answer", "body", "client", "item", "items"];

/// The name of an argument's variable: the argument's own, unless it would hide what else the example names.
fn variable(names: &[String], position: usize) -> String {
    let mut name = names[position].clone();
    while OWN_NAMES.contains(&name.as_str())
        || names
            .iter()
            .enumerate()
            .any(|(other, taken)| other != position && *taken == name)
    {
        name.push_str("_value");
    }
    raw(&name)
}

struct Draft<'a> {
    ctx: Ctx<'a>,
    uses: Vec<String>,
    hidden: Vec<String>,
    lets: Vec<String>,
    call: String,
    reading: Reading,
}

impl<'a> Draft<'a> {
    fn new(ctx: Ctx<'a>, index: usize) -> Self {
        let operation = &ctx.api.operations[index];
        let names = &ctx.facts.names.operations[index];
        let mut draft = Draft {
            ctx,
            uses: Vec::new(),
            hidden: Vec::new(),
            lets: Vec::new(),
            call: String::new(),
            reading: Reading::Whole,
        };
        let mut values = Vec::new();
        for position in arguments(operation) {
            let param = &operation.params[position];
            let example = param
                .example
                .clone()
                .or_else(|| ctx.ty(param.ty).example.clone());
            let name = variable(&names.params, position);
            values.push(draft.argument(&name, param.ty, example.as_ref()));
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            values.push(draft.body(body.kind, body.ty));
        }
        let resource = accessors(ctx, operation);
        draft.call = format!("{resource}.{}({})", raw(&names.method), values.join(", "));
        // What may also come as one JSON text is read as that.
        let is_stream = matches!(answer(operation), Answer::Bytes | Answer::Text);
        draft.reading = match operation.stream.as_ref().filter(|_| is_stream) {
            _ if page_items(ctx, operation).is_some() => Reading::Each("stream()"),
            Some(stream) if stream.framing == Framing::Events => Reading::Each("events().await?"),
            Some(_) => Reading::Each("lines().await?"),
            None => Reading::Whole,
        };
        draft
    }

    fn argument(&mut self, name: &str, id: TypeId, example: Option<&Json>) -> String {
        match (self.ctx.holder(id), self.value(id, example)) {
            (Holder::Pattern(_), Some(value)) => {
                self.lets.push(format!("let {name} = {value};"));
                format!("&{name}")
            }
            (_, Some(value)) => value,
            (Holder::Pattern(index), None) => {
                self.hidden.push(format!(
                    "{name}: {}",
                    self.ctx.facts.names.patterns[index].name
                ));
                format!("&{name}")
            }
            // As the method has it, an argument is never `null`.
            (_, None) => self.hide(name, &types::plain(self.ctx, id)),
        }
    }

    /// An expression for a value, where one can be written in a word.
    fn value(&mut self, id: TypeId, example: Option<&Json>) -> Option<String> {
        match (self.ctx.holder(id), example) {
            (Holder::Pattern(index), _) => {
                let own = match example {
                    Some(Json::String(text)) if self.ctx.facts.patterns.accepts(index, text) => {
                        Some(text.clone())
                    }
                    _ => self.ctx.facts.patterns.types[index].example.clone(),
                };
                let name = self.ctx.facts.names.patterns[index].name.clone();
                let text = own?;
                self.uses.push(name.clone());
                Some(format!("{name}::literal({text:?})"))
            }
            (Holder::Scalar(Scalar::String), Some(Json::String(text)))
                if !self.ctx.nullable(id) =>
            {
                Some(format!("{text:?}"))
            }
            (Holder::Scalar(Scalar::Integer), Some(Json::Number(text)))
                if !self.ctx.nullable(id) =>
            {
                text.parse::<i64>().ok().map(|number| number.to_string())
            }
            (Holder::Scalar(Scalar::Bool), _) if !self.ctx.nullable(id) => Some("true".to_owned()),
            (Holder::Named(named), _) if !self.ctx.nullable(id) => {
                match &self.ctx.ty(named).shape {
                    Shape::Enum(_) => {
                        let name = self.ctx.facts.names.ty(named).name.clone();
                        self.uses.push(format!("models::{name}"));
                        Some(format!(
                            "{name}::{}",
                            self.ctx.facts.names.variant(named, 0)
                        ))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn body(&mut self, kind: BodyKind, id: TypeId) -> String {
        match kind {
            BodyKind::Bytes => {
                let krate = &self.ctx.facts.crate_ident;
                format!("{krate}::Upload::bytes(\"file\", vec![1, 2, 3])")
            }
            BodyKind::Text => "\"text\"".to_owned(),
            BodyKind::Json | BodyKind::Multipart | BodyKind::Form | BodyKind::Xml => {
                match self.construct(id) {
                    Some(value) => {
                        self.lets.push(format!("let body = {value};"));
                        "body".to_owned()
                    }
                    None => self.hide("body", &types::ty(self.ctx, id)),
                }
            }
        }
    }

    /// `Name::new(…)`, where all that is required can be written in a word.
    fn construct(&mut self, id: TypeId) -> Option<String> {
        let Holder::Named(named) = self.ctx.holder(id) else {
            return None;
        };
        let Shape::Struct(shape) = &self.ctx.ty(named).shape else {
            return None;
        };
        if shape.variant.is_some() || self.ctx.nullable(id) {
            return None;
        }
        let views = self.ctx.fields(named, shape);
        let required: Vec<_> = views
            .iter()
            .filter(|view| view.kind == FieldKind::Required)
            .collect();
        if required.len() > 4 {
            return None;
        }
        let mut values = Vec::new();
        let before = self.uses.len();
        for view in required {
            let example = self.ctx.ty(view.field.ty).example.clone();
            let file = self.ctx.holder(view.field.ty) == Holder::Scalar(Scalar::Binary);
            let value = match self.value(view.field.ty, example.as_ref()) {
                Some(value) => value,
                None if file => {
                    self.uses.push("Upload".to_owned());
                    "Upload::bytes(\"report.pdf\", b\"%PDF-1.7\".to_vec())".to_owned()
                }
                None => {
                    self.uses.truncate(before);
                    return None;
                }
            };
            values.push(value);
        }
        let name = self.ctx.facts.names.ty(named).name.clone();
        self.uses.push(format!("models::{name}"));
        Some(format!("{name}::new({})", values.join(", ")))
    }

    /// An argument of the hidden function; only types of the crate and of Rust can stand there.
    fn hide(&mut self, name: &str, ty: &TokenStream) -> String {
        let ty = ty
            .to_string()
            .replace(" :: ", "::")
            .replace(" <", "<")
            .replace("< ", "<")
            .replace(" >", ">")
            .replace(" ,", ",");
        self.hidden.push(format!("{name}: {ty}"));
        name.to_owned()
    }

    /// The example of the documentation.
    fn finish(self) -> Vec<String> {
        let krate = &self.ctx.facts.crate_ident;
        let mut out = vec!["```no_run".to_owned()];
        if !self.hidden.is_empty() {
            // The hidden arguments' types may be any of the crate's.
            out.push("# use std::collections::BTreeMap;".to_owned());
            out.push(format!("# use {krate}::{{models::*, *}};"));
        }
        let hidden = self
            .hidden
            .iter()
            .fold(String::new(), |text, one| text + ", " + one);
        out.push(format!(
            "# async fn example(client: {krate}::Client{hidden}) -> Result<(), {krate}::Error> {{"
        ));
        out.extend(self.imports());
        out.extend(self.statements());
        out.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
        out
    }

    /// What the statements name, with an empty line behind it.
    fn imports(&self) -> Vec<String> {
        let krate = &self.ctx.facts.crate_ident;
        let mut uses = self.uses.clone();
        uses.sort();
        uses.dedup();
        match uses.as_slice() {
            [] => Vec::new(),
            [one] => vec![format!("use {krate}::{one};"), String::new()],
            many => vec![
                format!("use {krate}::{{{}}};", many.join(", ")),
                String::new(),
            ],
        }
    }

    /// The arguments and the call.
    fn statements(self) -> Vec<String> {
        let mut out = self.lets;
        let call = &self.call;
        if let Reading::Each(stream) = self.reading {
            out.push(format!("let mut items = {call}.{stream};"));
            out.push("while let Some(item) = items.try_next().await? {".to_owned());
            out.push("    println!(\"{item:?}\");".to_owned());
            out.push("}".to_owned());
        } else {
            out.push(format!("let answer = {call}.await?;"));
            out.push("println!(\"{answer:?}\");".to_owned());
        }
        out
    }
}
