//! `Cargo.toml` and `README.md` of the generated crate.
use super::op::arguments;
use super::{example, markdown, payload, xml};
use crate::analyze::Ctx;
use crate::config::Config;
use crate::ir::PayloadKind;
use std::fmt::Write as _;

/// `Cargo.toml`.
pub(crate) fn manifest(ctx: Ctx<'_>, config: &Config, head: &str) -> String {
    let title = &ctx.api.info.title;
    let described = config
        .description
        .clone()
        .unwrap_or_else(|| format!("Client for {title}"));
    let license = config
        .license
        .as_deref()
        .map(|text| format!("license = {}\n", toml(text)))
        .unwrap_or_default();
    let repository = config
        .repository
        .as_deref()
        .map(|text| format!("repository = {}\n", toml(text)))
        .unwrap_or_default();
    let binary = toml(&config.name);
    let regress = ctx.facts.patterns.needs_regress().then_some(
        "# Patterns that no table holds: look-around and back-references.\nregress = \"0.12\"\n",
    );
    let xml = xml::is_needed(ctx).then_some(
        "# Bodies and answers in XML.\nquick-xml = { version = \"0.42\", default-features = false }\n",
    );
    let features = features(ctx);
    // What the document says comes last: it may hold the template's own marks.
    let rest = include_str!("manifest.toml")
        .replace("@binary@", &binary)
        .replace(
            "@full@",
            if features.is_empty() {
                ""
            } else {
                "\"full\", "
            },
        )
        .replace("@resources@\n", &features)
        .replace("@regress@\n", regress.unwrap_or_default())
        .replace("@xml@\n", xml.unwrap_or_default())
        .replace("@formats@\n", &formats(ctx));
    format!(
        "# {head}\n[package]\nname = {}\nversion = {}\nedition = \"2024\"\nrust-version = \"1.89\"\ndescription = {}\n{license}{repository}readme = \"README.md\"\n{rest}",
        toml(&config.name),
        toml(version(config)),
        toml(&described),
    )
}

/// The libraries that judge the formats which are asserted.
fn formats(ctx: Ctx<'_>) -> String {
    let line = |module: &str| match module {
        "format_email" => {
            "email_address = { version = \"0.2\", default-features = false, features = [\"alloc\"] }\n"
        }
        "format_hostname" => "idna = \"1\"\n",
        "format_uri" => "fluent-uri = { version = \"0.4\", default-features = false }\n",
        other => unreachable!("there is no file of formats `{other}`"),
    };
    let lines: String = ctx.facts.formats.modules().into_iter().map(line).collect();
    match lines.as_str() {
        "" => lines,
        _ => format!("# Formats that are asserted.\n{lines}"),
    }
}

/// The crate's own version.
fn version(config: &Config) -> &str {
    config.version.as_deref().unwrap_or("0.1.0")
}

/// The features of resources, and the one of them all; nothing where there are none.
fn features(ctx: Ctx<'_>) -> String {
    let all = &ctx.facts.features.all;
    if all.is_empty() {
        return String::new();
    }
    let mut out = String::from("# Every resource.\nfull = [\n");
    for feature in all {
        let _ = writeln!(out, "    \"{}\",", feature.name);
    }
    out.push_str("]\n# One resource each, with the types that it needs.\n");
    for feature in all {
        let _ = writeln!(out, "{} = []", feature.name);
    }
    out
}

/// A TOML basic string.
fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `README.md`: what the crate is, how to begin, and every method.
pub(crate) fn readme(ctx: Ctx<'_>, config: &Config, head: &str) -> String {
    let name = &config.name;
    let described = config
        .description
        .clone()
        .unwrap_or_else(|| format!("Client for {}", markdown::name(&ctx.api.info.title)));
    let described = markdown::lines(&format!("{}.", described.trim_end_matches('.')));
    let prefix = &config.env_prefix();
    let krate = &ctx.facts.crate_ident;
    let mut out = format!("<!-- {head} -->\n# {name}\n\n{}\n\n", described.join("\n"));
    let client = [
        format!("// {prefix}_API_KEY, and {prefix}_BASE_URL where it is another server"),
        format!("let client = {krate}::Client::from_env()?;"),
    ];
    let example = example::first(ctx, &client).join("\n");
    let _ = write!(out, "```rust\n{example}\n```\n\n");
    let rest = include_str!("readme.md")
        .replace("@name@", name)
        .replace("@prefix@", prefix)
        .replace("@resources@\n", &resource_table(ctx, config));
    out.push_str(&rest);
    if !ctx.api.operations.is_empty() {
        out.push_str("\n## Methods\n\n| method | sends | what it does |\n|---|---|---|\n");
    }
    for (operation, names) in ctx.api.operations.iter().zip(&ctx.facts.names.operations) {
        let resource = example::accessors(ctx, operation);
        let arguments: Vec<&str> = arguments(operation)
            .into_iter()
            .map(|at| names.params[at].as_str())
            .collect();
        let body = operation
            .body
            .as_ref()
            .filter(|body| body.required)
            .map(|_| "body");
        let arguments = arguments
            .into_iter()
            .chain(body)
            .collect::<Vec<_>>()
            .join(", ");
        let said = [&operation.summary, &operation.description];
        let mut said = said
            .into_iter()
            .flatten()
            .map(|text| markdown::first_sentence(text));
        let summary = said
            .find(|sentence| !sentence.is_empty())
            .unwrap_or_else(|| markdown::code(&operation.id));
        let sends = format!("{} {}", operation.method.as_str(), operation.path);
        let _ = writeln!(
            out,
            "| `{}.{}({arguments})` | {} | {} |",
            resource.trim_start_matches("client."),
            names.method,
            markdown::code(&sends).replace('|', "\\|"),
            summary.replace('|', "\\|"),
        );
    }
    for kind in [PayloadKind::Webhook, PayloadKind::Callback] {
        out.push_str(&payload_table(ctx, kind));
    }
    out
}

/// The functions that read what the API sends by itself; nothing where it sends nothing of the kind.
fn payload_table(ctx: Ctx<'_>, kind: PayloadKind) -> String {
    let all = ctx.api.payloads.iter().zip(&ctx.facts.names.payloads);
    let mut all = all.filter(|(one, _)| one.kind == kind).peekable();
    let mut out = String::new();
    if all.peek().is_none() {
        return out;
    }
    let (title, said) = match kind {
        PayloadKind::Webhook => ("Webhooks", "What the API sends by itself"),
        PayloadKind::Callback => ("Callbacks", "What the API sends back later"),
    };
    let krate = &ctx.facts.crate_ident;
    let _ = write!(
        out,
        "\n## {title}\n\n{said} comes to a server of your own; these functions of `{krate}::{module}` read the bytes of its body.\n\n\
         | function | what it reads |\n|---|---|\n",
        module = payload::module(kind),
    );
    for (one, name) in all {
        let shown = markdown::code(&one.name).replace('|', "\\|");
        let _ = writeln!(out, "| `{name}(&body)` | {shown} |");
    }
    out
}

/// The table of resources and their features; nothing where there are none.
fn resource_table(ctx: Ctx<'_>, config: &Config) -> String {
    let all = &ctx.facts.features.all;
    let Some(first) = all.first() else {
        return String::new();
    };
    let mut out = include_str!("readme_resources.md")
        .replace("@name@", &config.name)
        .replace("@version@", version(config))
        .replace("@example@", &first.name);
    for feature in all {
        let accessor = &ctx.facts.names.groups[feature.group.0 as usize].accessor;
        let (name, operations) = (&feature.name, feature.operations);
        let _ = writeln!(out, "| `{name}` | `client.{accessor}()` | {operations} |");
    }
    out
}
