//! Small documents, and what is left of them.
use super::{Act, By, Rule, apply, is_match};
use crate::diag::Diagnostics;
use crate::source::{Document, Node};

const DOCUMENT: &str = "\
security: [{key: []}]
paths:
  /pets:
    get: {operationId: listPets, tags: [pets, all], responses: {'200': {$ref: '#/components/responses/Pets'}}}
    post: {operationId: addPet, tags: [pets], security: [{admin: []}]}
  /shops/{id}:
    get: {tags: [shops], parameters: [{schema: {$ref: '#/components/schemas/Id/properties/x'}}]}
components:
  responses: {Pets: {content: {a: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  schemas:
    Pet: {discriminator: {propertyName: kind, mapping: {dog: Dog}}}
    Dog: {}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {own: {$ref: '#/components/schemas/Toy'}}}
    Toy: {}
    Id: {}
  securitySchemes: {key: {}, admin: {}}
";

fn rule(act: Act, by: By, pattern: &str) -> Rule {
    Rule {
        act,
        by,
        pattern: pattern.to_owned(),
        at: None,
    }
}

/// Names of what is left, and what is reported.
fn left(rules: &[Rule]) -> (String, String) {
    let mut diagnostics = Diagnostics::new();
    let mut document =
        Document::parse("a.yaml", DOCUMENT.to_owned(), &mut diagnostics).expect("this is YAML");
    apply(&mut document, rules, "codegen.yaml", &mut diagnostics);
    let names = |node: Option<&Node>| -> Vec<String> {
        let entries = node.map(Node::entries).unwrap_or_default();
        entries.iter().map(|entry| entry.key.to_string()).collect()
    };
    let mut out = Vec::new();
    for entry in document
        .root
        .get("paths")
        .map(Node::entries)
        .unwrap_or_default()
    {
        out.push(format!(
            "{} {}",
            entry.key,
            names(Some(&entry.value)).join(" ")
        ));
    }
    for entry in document
        .root
        .get("components")
        .map(Node::entries)
        .unwrap_or_default()
    {
        out.push(names(Some(&entry.value)).join(" "));
    }
    (out.join(" | "), diagnostics.summary())
}

#[test]
fn what_is_wanted_is_left_with_what_it_needs() {
    for (rules, expected) in [
        (
            vec![],
            "/pets get post | /shops/{id} get | Pets | Pet Dog Cat Toy Id | key admin",
        ),
        (
            vec![rule(Act::Include, By::Tag, "shops")],
            "/shops/{id} get |  | Id | key",
        ),
        (
            vec![
                rule(Act::Include, By::Path, "/pets*"),
                rule(Act::Exclude, By::Operation, "add*"),
            ],
            "/pets get | Pets | Pet Dog Cat Toy | key",
        ),
        (
            vec![rule(Act::Exclude, By::Operation, "GET *")],
            "/pets post |  |  | key admin",
        ),
    ] {
        assert_eq!(
            left(&rules),
            (expected.to_owned(), String::new()),
            "{rules:?}"
        );
    }
}

#[test]
fn a_rule_that_matches_nothing_is_an_error() {
    let (_, told) = left(&[
        rule(Act::Include, By::Tag, "pets"),
        rule(Act::Exclude, By::Path, "/pet"),
    ]);
    assert_eq!(
        told,
        "error[filter-unused] : `--exclude-path /pet` matches no operation\n"
    );
    let (_, told) = left(&[rule(Act::Include, By::Tag, "pet")]);
    assert_eq!(
        told, "error[filter-unused] : `--include-tag pet` matches no operation\n",
        "that no operation is left follows from it"
    );
    let (_, told) = left(&[rule(Act::Exclude, By::Path, "*")]);
    assert_eq!(told, "error[filter-unused] /paths: no operation is left\n");
}

#[test]
fn a_rule_that_matches_nothing_gets_a_suggestion() {
    let help_in = |text: &str, rule| {
        let mut diagnostics = Diagnostics::new();
        let mut document =
            Document::parse("a.yaml", text.to_owned(), &mut diagnostics).expect("this is YAML");
        apply(&mut document, &[rule], "codegen.yaml", &mut diagnostics);
        let found = diagnostics.iter().flat_map(|one| one.help.clone());
        found.collect::<Vec<_>>().join("; ")
    };
    for (by, pattern, expected) in [
        (By::Tag, "pet", "did you mean `pets`?"),
        (
            By::Tag,
            "zoo",
            "the document has the tags `pets`, `all`, `shops`",
        ),
        (By::Path, "/shop", "did you mean `/shops/{id}`?"),
        (By::Operation, "listPet", "did you mean `listPets`?"),
        (By::Operation, "GET /pet", "did you mean `GET /pets`?"),
        (
            By::Operation,
            "x",
            "the document has the operations `listPets`, `addPet`, `GET /shops/{id}`",
        ),
    ] {
        let told = help_in(DOCUMENT, rule(Act::Include, by, pattern));
        assert_eq!(told, expected, "{pattern}");
    }
    let told = help_in("webhooks: {}", rule(Act::Include, By::Operation, "x"));
    assert_eq!(told, "the document has no operations");
}

#[test]
fn a_star_stands_for_any_characters() {
    for (pattern, text, expected) in [
        ("/pets", "/pets", true),
        ("/pets", "/pets/1", false),
        ("/pets*", "/pets/1", true),
        ("*/a*b", "x/aab/a-b", true),
        ("*a", "b", false),
        ("", "", true),
        ("**", "", true),
    ] {
        assert_eq!(is_match(pattern, text), expected, "{pattern} {text}");
    }
}
