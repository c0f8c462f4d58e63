//! Small overlays, what they make of a document, and what is said of them.
use super::apply;
use crate::diag::Diagnostics;
use crate::source::{Document, Pointer};

const DOCUMENT: &str = "\
info: {title: Pets, version: '1'}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /pets: {get: {summary: old, x-internal: true}, post: {x-internal: true}}
";

fn made(actions: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut document =
        Document::parse("pets.yaml", DOCUMENT.to_owned(), &mut diagnostics).expect("this is YAML");
    let text = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
    apply(&mut document, "change.yaml", &text, &mut diagnostics);
    (document, diagnostics)
}

fn after(actions: &str) -> String {
    let (document, diagnostics) = made(actions);
    assert_eq!(diagnostics.summary(), "", "{actions}");
    document.root.to_json().to_string()
}

#[test]
fn actions_update_copy_and_remove() {
    let removed = after(
        "- {target: \"$.paths.*[?@['x-internal'] == true]\", remove: true}\n- {target: '$.tags[?@.name != \"b\"]', remove: true}\n",
    );
    assert!(
        removed.contains(r#""tags":[{"name":"b"}],"paths":{"/pets":{}}"#),
        "{removed}"
    );
    let updated = after(
        "- {target: $.info, update: {description: new, title: Cats}}\n- {target: $.tags, update: {name: d}}\n- {target: $.info.version, update: '2'}\n",
    );
    assert!(
        updated.contains(r#""info":{"title":"Cats","version":"2","description":"new"}"#),
        "{updated}"
    );
    assert!(
        updated.contains(r#"{"name":"c"},{"name":"d"}]"#),
        "{updated}"
    );
    let copied = after(
        "- {target: \"$.paths['/pets']\", update: {put: {}}}\n- {target: \"$.paths['/pets'].put\", copy: \"$.paths['/pets'].get\"}\n",
    );
    assert!(
        copied.contains(r#""put":{"summary":"old","x-internal":true}"#),
        "{copied}"
    );
}

#[test]
fn places_of_what_an_overlay_says_are_in_it() {
    let (document, _) = made("- target: $.info\n  update:\n    description: new\n");
    let at = Pointer::parse("/info/description").expect("a pointer");
    let place = document.place(&at);
    assert_eq!(
        (&*place.file, place.line, place.column),
        ("change.yaml", 6, 5)
    );
    let title = Pointer::parse("/info/title").expect("a pointer");
    assert_eq!(&*document.place(&title).file, "pets.yaml");
}

#[test]
fn what_an_overlay_cannot_do_is_told_with_its_place() {
    for (actions, told) in [
        (
            "- {target: $.nothing, remove: true}\n",
            "error[overlay-unused]: `$.nothing` is nowhere in the document\n --> change.yaml:4:12",
        ),
        (
            "- {target: '$[', remove: true}\n",
            "error[overlay-invalid]: `$[` is no JSONPath",
        ),
        (
            "- {target: $.info}\n",
            "an action needs `update`, `copy` or `remove: true`",
        ),
        (
            "- {target: $.info, updat: {}}\n",
            "an action has no `updat`",
        ),
        (
            "- {target: $.info, update: 7}\n",
            "the target `/info` is an object, which takes no number",
        ),
        (
            "- {target: $, remove: true}\n",
            "the whole document cannot be removed",
        ),
        (
            "- {target: $.info, copy: '$.tags[*]'}\n",
            "is in 3 places, and one is copied",
        ),
    ] {
        let (document, diagnostics) = made(actions);
        let report = diagnostics.render(&[&document]);
        assert!(report.contains(told), "{actions}\n{report}");
        assert!(report.contains("--> change.yaml:4:"), "{actions}\n{report}");
    }
}

/// Each action appends a list to itself: it would double sixty times.
#[test]
fn an_overlay_that_multiplies_ends_in_an_error() {
    let action = "- {target: $.tags, copy: $.tags}\n";
    let (document, diagnostics) = made(&action.repeat(60));
    let report = diagnostics.render(&[&document]);
    assert!(
        report.contains("error[too-large]") || report.contains("error[too-deep]"),
        "{}",
        report.len()
    );
    assert!(document.root.size() <= super::MAX_NODES + 100);
}

/// Every `..` goes on from everything that the one before met.
#[test]
fn a_path_that_meets_everything_again_and_again_is_refused() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    for (path, refused) in [
        ("$..*..*..*..*..*..*", true),
        ("$..[?count($..*) > count($..*)]..*..*..*..*", true),
        ("$..*", false),
        ("$['..']..*", false),
    ] {
        let mut diagnostics = Diagnostics::new();
        let text = format!("openapi: 3.0.3\n'..': {deep}\n");
        let mut document =
            Document::parse("root.yaml", text, &mut diagnostics).expect("it is YAML");
        let overlay = format!("overlay: 1.0.0\nactions: [{{target: \"{path}\", update: 1}}]\n");
        super::apply(&mut document, "change.yaml", &overlay, &mut diagnostics);
        let told = diagnostics.summary();
        assert_eq!(
            told.contains("name more of the way"),
            refused,
            "{path}: {told}"
        );
    }
}
