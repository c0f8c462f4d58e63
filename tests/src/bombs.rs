//! Documents that ask for far more than they hold: of memory, of time, of room on the stack. Made up when asked for.
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// How the generator may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With an error of this code.
    Refused(&'static str),
    /// With a crate: what it asks for is much, and can be had.
    Generated,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub struct Bomb {
    /// What it does.
    pub name: &'static str,
    /// The name that its text is read under: the end says what it is.
    pub file: &'static str,
    /// How it must end.
    pub end: End,
    /// Its text.
    pub make: fn() -> String,
}

const fn bomb(name: &'static str, file: &'static str, end: End, make: fn() -> String) -> Bomb {
    Bomb {
        name,
        file,
        end,
        make,
    }
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";
const YAML: &str = "bomb.yaml";
const JSON: &str = "bomb.json";
const TOO_LARGE: End = End::Refused("too-large");
const TOO_DEEP: End = End::Refused("too-deep");

/// All of them.
pub const BOMBS: &[Bomb] = &[
    bomb("aliases, each of ten aliases", YAML, TOO_LARGE, laughs),
    bomb("one long list by many aliases", YAML, TOO_LARGE, quadratic),
    bomb("one long text by many aliases", YAML, TOO_LARGE, long_text),
    bomb("one long key by many aliases", YAML, TOO_LARGE, long_key),
    bomb("one object merged into many", YAML, TOO_LARGE, merges),
    bomb(
        "lines far left of their list",
        YAML,
        End::Refused("syntax"),
        far_right,
    ),
    bomb("1,000 lists in lists, YAML", YAML, TOO_DEEP, || flow(1000)),
    bomb("100,000 lists in lists, YAML", YAML, TOO_DEEP, || {
        flow(100_000)
    }),
    bomb("100,000 objects in objects, YAML", YAML, TOO_DEEP, || {
        "{a: ".repeat(100_000)
    }),
    bomb("100,000 dashes", YAML, TOO_DEEP, || "- ".repeat(100_000)),
    bomb("1,000 blocks in blocks", YAML, TOO_DEEP, || blocks(1000)),
    bomb("5,000 blocks in blocks", YAML, TOO_DEEP, || blocks(5000)),
    bomb("1,000 lists in lists, JSON", JSON, TOO_DEEP, || flow(1000)),
    bomb("100,000 lists in lists, JSON", JSON, TOO_DEEP, || {
        flow(100_000)
    }),
    bomb("100,000 objects in objects, JSON", JSON, TOO_DEEP, || {
        "{\"a\":".repeat(100_000)
    }),
    bomb("100 MB of descriptions", YAML, TOO_LARGE, || {
        repeated("- {description: what it does}\n")
    }),
    bomb("100 MB in one text", JSON, TOO_LARGE, || {
        format!("[\"{}\"]", "x".repeat(100_000_000))
    }),
    bomb("20 MB of small values", JSON, TOO_LARGE, || {
        format!("[{}0]", "1,".repeat(10_000_000))
    }),
    bomb(
        "schemas that double 40 times by allOf",
        JSON,
        End::Generated,
        doubling,
    ),
    bomb(
        "properties that double 40 times by allOf",
        JSON,
        End::Generated,
        doubling_properties,
    ),
    bomb(
        "a chain of allOf, each a copy of the rest",
        JSON,
        TOO_LARGE,
        chain,
    ),
    bomb("a large schema in many", JSON, TOO_LARGE, base_of_many),
    bomb(
        "ten sets of ten alternatives",
        JSON,
        End::Generated,
        product,
    ),
    bomb("5,000 references in a chain", JSON, End::Generated, || {
        references(5_000, false)
    }),
    bomb(
        "5,000 references in a circle",
        JSON,
        End::Refused("cyclic-reference"),
        || references(5_000, true),
    ),
    bomb("5,000 objects in a circle", JSON, End::Generated, || {
        circle(5_000)
    }),
    bomb("5,000 properties", JSON, End::Generated, || {
        properties(5_000)
    }),
    bomb("5,000 values of an enum", JSON, End::Generated, || {
        values(5_000)
    }),
    bomb("5,000 schemas in one allOf", JSON, End::Generated, || {
        branches(5_000)
    }),
    bomb("4,000 parameters", JSON, End::Generated, || {
        parameters(4000)
    }),
    bomb("a name of 1 MB", JSON, End::Generated, long_name),
    bomb("a path of 1 MB", JSON, End::Generated, long_path),
    bomb(
        "exponents of nine digits",
        YAML,
        End::Refused("wrong-kind"),
        exponents,
    ),
    bomb(
        "patterns that need huge automata",
        JSON,
        End::Generated,
        patterns,
    ),
    bomb(
        "a pattern of 50,000 groups in groups",
        JSON,
        End::Generated,
        deep_pattern,
    ),
];

fn laughs() -> String {
    let mut text = format!("{HEAD}x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let last = vec![format!("*a{}", n - 1); 10].join(", ");
        let _ = writeln!(text, "x-{n}: &a{n} [{last}]");
    }
    text
}

fn quadratic() -> String {
    let long = "x, ".repeat(1000);
    format!("{HEAD}x-a: &a [{long}]\nx-b:\n{}", "- *a\n".repeat(100_000))
}

fn long_text() -> String {
    let long = "x".repeat(1_000_000);
    format!("{HEAD}x-a: &a {long}\nx-b:\n{}", "- *a\n".repeat(50_000))
}

fn long_key() -> String {
    let long = "x".repeat(1_000_000);
    format!(
        "{HEAD}x-a: &a {long}\nx-b:\n{}",
        "- {*a : 1}\n".repeat(50_000)
    )
}

fn merges() -> String {
    let mut text = format!("{HEAD}x-a: &a\n");
    for n in 0..10_000 {
        let _ = writeln!(text, "  k{n}: 1");
    }
    text + "x-b:\n" + &"- {<<: *a}\n".repeat(10_000)
}

fn far_right() -> String {
    let far = " ".repeat(100_000);
    format!("{HEAD}x-a:{far}[\n{}]\n", "1,\n".repeat(100_000))
}

fn flow(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

fn blocks(depth: usize) -> String {
    let lines: Vec<String> = (0..depth).map(|n| format!("{}a:", " ".repeat(n))).collect();
    lines.join("\n")
}

fn repeated(line: &str) -> String {
    format!("{HEAD}x-a:\n{}", line.repeat(100_000_000 / line.len()))
}

/// A document whose one operation answers with the first of these schemas.
fn document(schemas: &Map<String, Value>) -> String {
    let first = schemas.keys().next().cloned().unwrap_or_default();
    let answer = json!({ "description": "it", "content": { "application/json": { "schema": refer(&first) } } });
    of_operation(
        &json!({ "operationId": "get", "responses": { "200": answer } }),
        schemas,
    )
}

fn of_operation(operation: &Value, schemas: &Map<String, Value>) -> String {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Bomb", "version": "1" },
        "paths": { "/a": { "get": operation } },
        "components": { "schemas": schemas },
    });
    document.to_string()
}

/// `A`, and what is named.
fn schemas(first: Value, others: impl Iterator<Item = (String, Value)>) -> String {
    document(
        &std::iter::once(("A".to_owned(), first))
            .chain(others)
            .collect(),
    )
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn name(n: usize) -> String {
    format!("S{n}")
}

fn text_property(name: &str) -> Value {
    let mut properties = Map::new();
    properties.insert(name.to_owned(), json!({ "type": "string" }));
    json!({ "type": "object", "properties": properties })
}

fn doubling() -> String {
    let last = std::iter::once((name(0), text_property("a")));
    let others = (1..40).map(|n| {
        (
            name(n),
            json!({ "allOf": [refer(&name(n - 1)), { "allOf": [refer(&name(n - 1))] }] }),
        )
    });
    schemas(refer(&name(39)), last.chain(others))
}

/// The property of each is merged with every combination of those above it.
fn doubling_properties() -> String {
    let last = std::iter::once((name(0), text_property("a")));
    let level = |n: usize| {
        let with = |own: String| json!({ "allOf": [refer(&name(n - 1)), text_property(&own)] });
        let properties = |one: &str| json!({ "properties": { "x": with(format!("{one}{n}")), "y": with(format!("{one}{n}")) } });
        let value = json!({ "type": "object", "allOf": [properties("p"), properties("q")] });
        (name(n), value)
    };
    schemas(refer(&name(39)), last.chain((1..40).map(level)))
}

fn chain() -> String {
    let level = |n: usize| {
        let value = json!({ "allOf": [refer(&name(n + 1)), text_property(&format!("p{n}"))] });
        (name(n), value)
    };
    let first = json!({ "type": "object", "properties": (0..3000).map(|n| (name(n), refer(&name(n)))).collect::<Map<_, _>>() });
    schemas(
        first,
        (0..3000)
            .map(level)
            .chain([(name(3000), json!({ "type": "object" }))]),
    )
}

fn base_of_many() -> String {
    let base: Map<String, Value> = (0..3000)
        .map(|n| (format!("p{n}"), json!({ "type": "string" })))
        .collect();
    let first = json!({ "type": "object", "properties": (0..3000).map(|n| (name(n), refer(&name(n)))).collect::<Map<_, _>>() });
    let each = (0..3000).map(|n| {
        (
            name(n),
            json!({ "allOf": [refer("B"), text_property(&format!("q{n}"))] }),
        )
    });
    let base = (
        "B".to_owned(),
        json!({ "type": "object", "properties": base }),
    );
    schemas(first, each.chain([base]))
}

fn product() -> String {
    let set = |n: usize| -> Value {
        let one = |m: usize| {
            let mut one = text_property(&format!("a{n}x{m}"));
            one["required"] = json!([format!("a{n}x{m}")]);
            one
        };
        json!({ "oneOf": (0..10).map(one).collect::<Vec<_>>() })
    };
    schemas(
        json!({ "type": "object", "allOf": (0..10).map(set).collect::<Vec<_>>() }),
        std::iter::empty(),
    )
}

fn references(count: usize, circle: bool) -> String {
    let end = if circle {
        refer(&name(0))
    } else {
        json!({ "type": "string" })
    };
    let each = (0..count).map(|n| (name(n), refer(&name(n + 1))));
    schemas(refer(&name(0)), each.chain([(name(count), end)]))
}

fn circle(count: usize) -> String {
    let each = (0..count).map(|n| {
        let next = json!({ "type": "object", "required": ["next"], "properties": { "next": refer(&name((n + 1) % count)) } });
        (name(n), next)
    });
    schemas(refer(&name(0)), each)
}

fn properties(count: usize) -> String {
    let properties: Map<String, Value> = (0..count)
        .map(|n| (format!("p{n}"), json!({ "type": "string" })))
        .collect();
    let required: Vec<String> = (0..count).map(|n| format!("p{n}")).collect();
    schemas(
        json!({ "type": "object", "properties": properties, "required": required }),
        std::iter::empty(),
    )
}

fn values(count: usize) -> String {
    let values: Vec<String> = (0..count).map(|n| format!("v{n}")).collect();
    let turned: Vec<&String> = values.iter().rev().collect();
    schemas(
        json!({ "type": "string", "allOf": [{ "enum": values }, { "enum": turned }] }),
        std::iter::empty(),
    )
}

fn branches(count: usize) -> String {
    let branches: Vec<Value> = (0..count)
        .map(|n| text_property(&format!("p{n}")))
        .collect();
    schemas(json!({ "allOf": branches }), std::iter::empty())
}

fn parameters(count: usize) -> String {
    let one = |n: usize| json!({ "name": format!("p{n}"), "in": "query", "schema": { "type": "string" } });
    let operation = json!({
        "operationId": "get",
        "parameters": (0..count).map(one).collect::<Vec<_>>(),
        "responses": { "204": { "description": "nothing" } },
    });
    of_operation(&operation, &Map::new())
}

fn long_name() -> String {
    let long = "x".repeat(1_000_000);
    schemas(
        refer(&long),
        [(long.clone(), text_property(&long))].into_iter(),
    )
}

fn long_path() -> String {
    let path = format!("/{}", "a/".repeat(500_000));
    let operation = json!({ "responses": { "204": { "description": "nothing" } } });
    let paths: Map<String, Value> = [(path, json!({ "get": operation }))].into_iter().collect();
    json!({ "openapi": "3.0.3", "info": { "title": "Bomb", "version": "1" }, "paths": paths })
        .to_string()
}

fn exponents() -> String {
    let rules = [
        "{type: integer, minimum: 1e999999999, maximum: -1e-999999999, multipleOf: 1e-99999999}",
        "{type: number, default: 1e999999999, enum: [1e999999999, 1e-999999999, 1e99999999999999999999999]}",
        "{type: string, minLength: 1e999999999, maxLength: 99999999999999999999999999}",
        "{type: number, multipleOf: 1e999999999, minimum: 1e-999999999, maximum: 3, example: 1e999999999}",
        "{type: integer, format: int64, multipleOf: 1e400, exclusiveMinimum: 1e500, const: 1e999999999}",
        "{type: array, items: {}, minItems: 1e99, maxItems: 1e-99}",
    ];
    let mut text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: get\n      parameters:\n".to_owned();
    for (n, rule) in rules.iter().enumerate() {
        let _ = writeln!(text, "      - {{name: p{n}, in: query, schema: {rule}}}");
    }
    text + "      responses: {'204': {description: nothing}}\n"
}

fn patterns() -> String {
    let hard = |n: usize| {
        let text = match n % 5 {
            0 => format!("(a|b)*a(a|b){{{}}}c{n}", 8 + n),
            1 => format!("^(\\p{{L}}|[0-9]{n}){{1,{}}}(x|\\p{{N}})*$", 20 + n),
            2 => format!("^((((a{{1,1000}}){{1,1000}}){{1,1000}}b{n}){{1,1000}}){{1,1000}}$"),
            3 => format!("^(ab|cd{n}){{0,4294967295}}$"),
            _ => format!("^a{{99999999999999999999}}b{{5,99999999999999999999999}}c{n}$"),
        };
        (
            format!("p{n}"),
            json!({ "type": "string", "pattern": text }),
        )
    };
    let properties: Map<String, Value> = (0..100).map(hard).collect();
    schemas(
        json!({ "type": "object", "properties": properties }),
        std::iter::empty(),
    )
}

fn deep_pattern() -> String {
    let text = format!("{}a{}", "(?:".repeat(50_000), ")*".repeat(50_000));
    schemas(
        json!({ "type": "string", "pattern": text }),
        std::iter::empty(),
    )
}
