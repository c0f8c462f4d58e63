//! Reading both syntaxes: the same tree, exact scalars, every fault with its place.
use super::{Document, Node, NodeKind, Pointer};
use crate::diag::Diagnostics;

fn read(name: &str, text: &str) -> (Option<Document>, String) {
    let mut diagnostics = Diagnostics::new();
    let document = Document::parse(name, text.to_owned(), &mut diagnostics);
    (document, diagnostics.summary())
}

fn value(name: &str, text: &str) -> String {
    let (document, report) = read(name, text);
    assert_eq!(report, "", "{text}");
    document
        .expect("a document without findings")
        .root
        .to_json()
        .to_string()
}

fn fault(name: &str, text: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    let document = Document::parse(name, text.to_owned(), &mut diagnostics);
    let documents: Vec<&Document> = document.iter().collect();
    diagnostics.render(&documents)
}

#[test]
fn json_keeps_numbers_and_escapes() {
    let text = "\u{feff}{\"a\":[1,-0.50,1e400,12345678901234567890123],\"b\":\"\\u00e9\\ud83d\\ude00\\n\",\"c\":{},\"d\":[],\"e\":null}";
    let expected = "{\"a\":[1,-0.50,1e400,12345678901234567890123],\"b\":\"é😀\\n\",\"c\":{},\"d\":[],\"e\":null}";
    assert_eq!(value("a.json", text), expected);
}

#[test]
fn json_faults() {
    let cases = [
        ("", "expected a value, found the end of the text"),
        ("{\"a\":1,}", "expected a key in double quotes, found `}`"),
        ("[1,]", "expected a value, found `]`"),
        ("[1 2]", "expected `,` or `]`, found `2`"),
        ("{\"a\" 1}", "expected `:` after the key, found `1`"),
        ("[01]", "expected the end of the number, found `1`"),
        ("[1.]", "expected a digit, found `]`"),
        (
            "\"\\ud800\"",
            "half of a surrogate pair is no Unicode character",
        ),
        ("\"\\u12", "expected four hexadecimal digits after `\\u`"),
        ("\"a", "the string does not end: a `\"` is missing"),
        ("[truer]", "expected a value, found `t`"),
        ("{} x", "expected the end of the document, found `x`"),
        ("[1}", "expected `,` or `]`, found `}`"),
    ];
    for (text, message) in cases {
        let (document, report) = read("a.json", text);
        assert!(document.is_none(), "{text}");
        assert!(report.contains(message), "{text}: {report}");
    }
}

#[test]
fn yaml_reads_the_core_schema() {
    let text = "a: [on, yes, 2020-01-01, 0o17, 0x10, 1.50, ~, True, '1', 010]\n200: x\ntrue: y\nb: |\n  l1\n  l2\nc: !!str 1\n";
    let expected = "{\"a\":[\"on\",\"yes\",\"2020-01-01\",15,16,1.50,null,true,\"1\",\"010\"],\"200\":\"x\",\"true\":\"y\",\"b\":\"l1\\nl2\\n\",\"c\":\"1\"}";
    assert_eq!(value("a.yaml", text), expected);
    assert_eq!(
        value("a.yaml", "{a: b, 'c': [d]}"),
        "{\"a\":\"b\",\"c\":[\"d\"]}"
    );
}

#[test]
fn yaml_aliases_and_merges() {
    let text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\none:\n  <<: *b\n  y: 5\ntwo:\n  <<: [*b, *m]\n";
    let expected = "{\"base\":{\"x\":1,\"y\":2},\"more\":{\"y\":3,\"z\":4},\"one\":{\"x\":1,\"y\":5},\"two\":{\"z\":4,\"x\":1,\"y\":2}}";
    assert_eq!(value("a.yaml", text), expected);
    assert!(
        read("a.yaml", "a: &a [*a]")
            .1
            .contains("the alias refers to what it stands in")
    );
    assert!(
        read("a.yaml", "a: {<<: 1}")
            .1
            .contains("`<<` merges objects, not a number")
    );
}

#[test]
fn yaml_bombs_and_depth_end_in_an_error() {
    let level = |level: usize| match level {
        0 => "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(),
        _ => format!(
            "a{level}: &a{level} [{}]\n",
            [format!("*a{}", level - 1).as_str(); 9].join(", ")
        ),
    };
    let bomb = (0..30).map(level).collect::<Vec<_>>().concat();
    assert!(read("bomb.yaml", &bomb).1.contains("error[too-large]"));
    for (name, text) in [
        ("deep.json", "[".repeat(100_000)),
        ("deep.yaml", "- ".repeat(2000)),
        ("flow.yaml", format!("a: {}", "[".repeat(100_000))),
        (
            "block.yaml",
            (0..1000)
                .flat_map(|n| {
                    [
                        " ".repeat(n),
                        "a:
"
                        .to_owned(),
                    ]
                })
                .collect(),
        ),
    ] {
        let (document, report) = read(name, &text);
        assert!(
            document.is_none() && report.starts_with("error["),
            "{name}: {report:.200}"
        );
    }
    let deep = format!("{}{}", "[".repeat(512), "]".repeat(512));
    assert!(read("deep.json", &deep).0.is_some());
}

#[test]
fn yaml_faults() {
    for (text, message) in [
        ("a: 1\n---\nb: 2\n", "a second YAML document"),
        ("", "the document is empty"),
        ("a: [1\nb: 2", "this is no YAML"),
        ("? [a]\n: b\n", "a key must be a string"),
        ("a: !custom 1", "the tag `!custom` means nothing here"),
        ("a: .inf", "JSON has no number `.inf`"),
        ("a: *x", "this is no YAML"),
    ] {
        let report = read("a.yaml", text).1;
        assert!(report.contains(message), "{text}: {report}");
    }
}

#[test]
fn duplicate_keys_are_shown_with_both_places() {
    let expected = "error[duplicate-key]: the key `b` stands twice in one object
 --> a.yaml:3:3 (/a/b)
  |
3 |   b: 2
  |   ^
  = note: first here
 --> a.yaml:2:3 (/a/b)
  |
2 |   b: 1
  |   ^
  = help: the values differ: delete one, or rename it

1 error
";
    assert_eq!(fault("a.yaml", "a:\n  b: 1\n  b: 2\n"), expected);
    let (document, report) = read("a.json", "{\"a\":1,\"a\":1}");
    assert!(
        document.is_some() && report.starts_with("warning[duplicate-key] /a:"),
        "{report}"
    );
}

#[test]
fn faults_of_unreadable_text_have_an_excerpt() {
    let expected = "error[syntax]: expected `,` or `}`, found `\"`
 --> a.json:3:2
  |
3 |  \"b\": 2
  |  ^
  = help: look at the line above as well: a missing quote, comma or space of indentation often shows only on the next line

1 error
";
    assert_eq!(fault("a.json", "{\n \"é\": 1\n \"b\": 2\n}"), expected);
}

#[test]
fn pointers_lead_to_lines() {
    let (document, _) = read("a.yaml", "é: {a/b: [x, {y: 1}]}\nz:\n  - 'ü': 5\n");
    let document = document.expect("valid YAML");
    let place = |text| {
        let place = document.place(&Pointer::parse(text).expect("a pointer"));
        (place.line, place.column)
    };
    assert_eq!(place(""), (1, 1));
    assert_eq!(place("/é/a~1b"), (1, 5));
    assert_eq!(place("/é/a~1b/1/y"), (1, 15));
    assert_eq!(place("/z/0/ü"), (3, 5));
    assert_eq!(place("/z/0/ü/nothing/below"), (3, 5));
    let value = document.value_place(&Pointer::parse("/z/0/ü").expect("a pointer"));
    assert_eq!(
        (value.line, value.column, value.text.as_str()),
        (3, 10, "  - 'ü': 5")
    );
}

#[test]
fn lookup_prefers_the_stash() {
    let node = Node::object(
        0,
        [
            ("type", Node::string(0, "string")),
            ("x-lowered-type", Node::string(0, "was")),
        ],
    );
    let found = node
        .lookup(&Pointer::root().child("type"))
        .and_then(Node::as_str);
    assert_eq!(found, Some("was"));
    assert_eq!(node.get("type").and_then(Node::as_str), Some("string"));
    assert!(matches!(node.kind, NodeKind::Map(_)));
}

#[test]
fn floods_of_findings_are_bounded() {
    let text = format!("{{{}\"a\":1}}", "\"a\":0,".repeat(30_000));
    let mut diagnostics = Diagnostics::new();
    assert!(Document::parse("a.json", text, &mut diagnostics).is_some());
    assert!(diagnostics.has_errors());
    assert_eq!(diagnostics.len(), 20_000);
    assert!(
        diagnostics
            .render(&[])
            .contains("… and 10000 more [duplicate-key]")
    );
}

/// What is moved behind a flow collection that stands too far left is nothing but flow collections.
#[test]
fn lines_too_far_left_change_nothing_else() {
    let rests = [
        "a:\n- | # see b: [\n  b\nc: {d: [1, 2]}\n",
        "a:\n  \"no #\": |\n    if: [\nb: [c]\n",
        "a:\n  b:\n               |\n        see: {\n        x\n        }\nc: 1\n",
        "a: |\t# c\n  see: [\n  x]\nb: 1\n",
        "a:\n- plain text\n  [0, 1) x\n- b\n",
        "a: see\n  \"foo\nb: |\n  a: [\n    b\n  ]\n  \"\nc: 1\n",
        "a: 'it''s\n  a: [\n  b'\nc: [1]\n",
        "a:\n- a # was: [b\n- c\n",
        "a: The range is\n  [0, 1) exclusive\nb: 1\n",
        "a: [\nb, {c: 1,\nd: e},\n]\nb:\n- name: {\n  a: 1\n  }\n- name: {\n  a: \"x\n  y\"\n  }\n",
    ];
    for rest in rests {
        let right = value("a.yaml", &format!("tags: [\n   {{name: x}}]\n{rest}"));
        assert_eq!(
            value("a.yaml", &format!("tags: [\n{{name: x}}]\n{rest}")),
            right
        );
        assert_eq!(
            value("a.yaml", &format!("tags: [{{name: x,\ny: z}}]\n{rest}")),
            right.replace("\"x\"", "\"x\",\"y\":\"z\"")
        );
    }
}

/// Where a quote in a plain text hides the end of a collection, nothing is guessed.
#[test]
fn lines_too_far_left_are_refused_where_the_end_is_not_told() {
    let text = "a: [say \"hi,\nz]\nb: |\n  x: [\n  \"\n  ]\n";
    let (_, report) = read("a.yaml", text);
    assert!(report.contains("this is no YAML"), "{report}");
}
