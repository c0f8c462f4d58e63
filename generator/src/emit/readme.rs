//! `README.md` of the generated crate: what it is, a whole program, and every method.
use super::manifest::version;
use super::op::arguments;
use super::{auth, example, markdown, payload};
use crate::analyze::Ctx;
use crate::config::Config;
use crate::ir::{PayloadKind, SecurityKind, Server};
use std::fmt::Write as _;

const IDS: &str = "- **Ids are types.** A literal id is checked by the compiler; text is parsed, and the error says at which byte it went wrong.\n";
const LIMITS: &str = "- **Limits hold before sending.** Lengths, ranges, patterns and required fields are checked, and all violations are told at once.\n";
const LENIENT: &str = "- **Answers are read leniently.** Unknown fields and values do not break a program that was built before them.\n";
const ERRORS: &str =
    "- **One error type.** Status, code, reason and request id, at every status.\n";
const RETRIES: &str = "- **Retries where they are safe.** Calls that do no harm twice are repeated, others only when nothing was done; `RetryPolicy`, `RetryBudget` and `total_timeout` are settings.\n";

const NO_CALLS: &str = "\n## Features\n\nAll features are about calls, and the API has none to make: with `default-features = false` no transport is compiled.\n";

/// The whole text.
pub(crate) fn readme(ctx: Ctx<'_>, config: &Config, head: &str) -> String {
    let name = &config.name;
    let described = config
        .description
        .clone()
        .unwrap_or_else(|| format!("Client for {}", markdown::name(&ctx.api.info.title)));
    let described = markdown::lines(&format!("{}.", described.trim_end_matches('.')));
    let calls = !ctx.api.operations.is_empty();
    let mut out = format!("<!-- {head} -->\n# {name}\n\n{}\n\n", described.join("\n"));
    if calls {
        out.push_str(&program(ctx, config));
    } else {
        let dependency = dependency(config);
        let _ = write!(out, "```toml\n[dependencies]\n{dependency}\n```\n\n");
    }
    let has_ids = !ctx.facts.patterns.types.is_empty();
    let bullets = [
        (has_ids, IDS),
        (calls, LIMITS),
        (true, LENIENT),
        (calls, ERRORS),
        (calls, RETRIES),
    ];
    out.extend(
        bullets
            .iter()
            .filter(|(has, _)| *has)
            .map(|(_, text)| *text),
    );
    out.push_str(&credentials(ctx));
    if calls {
        out.push_str(include_str!("readme_testing.md"));
    }
    let features = include_str!("readme_features.md")
        .replace("@name@", name)
        .replace("@resources@\n", &resource_table(ctx, config));
    out.push_str(if calls { &features } else { NO_CALLS });
    out.push_str(&method_table(ctx));
    for kind in [PayloadKind::Webhook, PayloadKind::Callback] {
        out.push_str(&payload_table(ctx, kind));
    }
    out
}

/// What goes into `Cargo.toml` and `main.rs` for a first call.
fn program(ctx: Ctx<'_>, config: &Config) -> String {
    let krate = &ctx.facts.crate_ident;
    let client = [
        environment(ctx, config),
        format!("let client = {krate}::Client::from_env()?;"),
    ];
    let (uses, body) = example::first(ctx, &client);
    let mut lines = uses;
    lines.push("#[tokio::main]".to_owned());
    lines.push(format!("async fn main() -> Result<(), {krate}::Error> {{"));
    lines.extend(body.iter().map(|line| format!("    {line}")));
    lines.extend(["    Ok(())".to_owned(), "}".to_owned()]);
    format!(
        "```toml\n[dependencies]\n{dependency}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```\n\n```rust\n{program}\n```\n\n",
        dependency = dependency(config),
        program = lines.join("\n"),
    )
}

/// The line of `Cargo.toml` that brings the crate.
fn dependency(config: &Config) -> String {
    let (name, version) = (&config.name, version(config));
    format!("{name} = \"{version}\" # or {{ path = \"…\" }}")
}

/// The variables that the client is made from, as a comment.
fn environment(ctx: Ctx<'_>, config: &Config) -> String {
    let prefix = &config.env_prefix();
    let is_open = !ctx.api.usual_server().is_some_and(Server::is_whole);
    let server = if is_open {
        format!("{prefix}_BASE_URL, since the API's description does not say where it is")
    } else {
        format!("{prefix}_BASE_URL where it is another server")
    };
    let mut asked = ctx.api.operations.iter().flat_map(|one| &one.security);
    let Some(first) = asked.find_map(|requirement| requirement.schemes.first()) else {
        return format!("// {server}");
    };
    let what = match &ctx.api.security_schemes[first.0].kind {
        SecurityKind::Basic => " (`user:password`)",
        SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect { .. } => " (an access token)",
        SecurityKind::Bearer | SecurityKind::ApiKey { .. } | SecurityKind::OtherHttp(_) => "",
    };
    let may = if ctx.api.needs_token() {
        ""
    } else {
        " where there is one"
    };
    format!("// {prefix}_API_KEY{what}{may}, and {server}")
}

/// The methods of the builder that take what each scheme asks for; nothing where the one token is all.
fn credentials(ctx: Ctx<'_>) -> String {
    let schemes = ctx.api.security_schemes.iter();
    let all = schemes.zip(&ctx.facts.names.schemes);
    let mut asked = all.clone().filter(|(_, names)| names.is_some());
    let pair = if asked.any(|(scheme, _)| scheme.kind == SecurityKind::Basic) {
        ", as `user:password` where the scheme is basic"
    } else {
        ""
    };
    let rows: String = all
        .filter_map(|(scheme, names)| {
            let names = names.as_ref()?;
            let what = auth::what(&scheme.kind).replace('|', "\\|");
            let own = match (&scheme.kind, auth::takes_grant(&scheme.kind)) {
                (SecurityKind::Basic, _) => format!("`{}(user, password)`", names.own),
                (_, true) => format!("`{}(grant)`, `{}(token)`", names.own, names.token),
                (_, false) => format!("`{}(token)`", names.own),
            };
            let shown = markdown::code(&scheme.name).replace('|', "\\|");
            Some(format!("| {shown} | {own} | {what} |\n"))
        })
        .collect();
    if rows.is_empty() {
        return rows;
    }
    format!(
        "\n## Who calls\n\n`Client::builder()` has a method for each security scheme of the API; `token`, and the variable of `from_env`, stand in for those that are not set{pair}.\n\n| scheme | set by | what it is |\n|---|---|---|\n{rows}"
    )
}

/// Every method, with what it sends; nothing where there are none.
fn method_table(ctx: Ctx<'_>) -> String {
    let mut out = String::new();
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
