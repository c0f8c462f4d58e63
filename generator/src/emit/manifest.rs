//! `Cargo.toml` of the generated crate.
use super::xml;
use crate::analyze::Ctx;
use crate::config::Config;
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
pub(super) fn version(config: &Config) -> &str {
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
