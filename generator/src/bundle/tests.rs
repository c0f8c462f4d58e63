//! Small trees of files, and the one document that they become.
use super::{Loaded, LoadedFiles, bundle};
use crate::diag::Diagnostics;
use crate::source::{Document, Pointer};
use crate::{Inputs, Text, generate};

struct Made {
    document: Document,
    diagnostics: Diagnostics,
    missing: Vec<String>,
}

impl Made {
    fn at(&self, pointer: &str) -> String {
        let pointer = Pointer::parse(pointer).expect("a pointer");
        let node = self.document.root.lookup(&pointer);
        node.map_or("nothing".to_owned(), |node| node.to_json().to_string())
    }
}

fn files(list: &[(&str, &str)]) -> LoadedFiles {
    let loaded =
        |(path, text): &(&str, &str)| ((*path).to_owned(), Loaded::Text((*text).to_owned()));
    list.iter().map(loaded).collect()
}

fn made(root: &str, list: &[(&str, &str)]) -> Made {
    let mut diagnostics = Diagnostics::new();
    let mut document = Document::parse("spec/root.yaml", root.to_owned(), &mut diagnostics)
        .expect("the main file is YAML");
    let files = files(list);
    let bundled = bundle(&mut document, &files, &mut diagnostics);
    Made {
        document,
        diagnostics,
        missing: bundled.missing.into_iter().collect(),
    }
}

#[test]
fn what_is_referred_to_becomes_a_component_once() {
    let made = made(
        "components: {schemas: {A: {$ref: 'a.yaml'}, B: {items: {$ref: './x/../b%2ejson#/definitions/Pet'}}, C: {items: {$ref: 'b.json#/definitions/Pet'}}}}",
        &[
            (
                "a.yaml",
                "properties: {own: {$ref: '#/properties/name'}, name: {type: string}, root: {$ref: 'root.yaml#/components/schemas/B'}}",
            ),
            (
                "b.json",
                r##"{"definitions": {"Pet": {"properties": {"mate": {"$ref": "#/definitions/Pet"}, "a": {"$ref": "../spec/a.yaml"}}}}}"##,
            ),
            ("../spec/a.yaml", "{type: object}"),
        ],
    );
    assert_eq!(made.diagnostics.summary(), "");
    assert_eq!(
        made.at("/components/schemas/A"),
        r##"{"properties":{"own":{"$ref":"#/components/schemas/name"},"name":{"type":"string"},"root":{"$ref":"#/components/schemas/B"}}}"##
    );
    assert_eq!(
        made.at("/components/schemas/B/items"),
        r##"{"$ref":"#/components/schemas/Pet"}"##
    );
    assert_eq!(
        made.at("/components/schemas/C/items"),
        r##"{"$ref":"#/components/schemas/Pet"}"##
    );
    assert_eq!(
        made.at("/components/schemas/Pet"),
        r##"{"properties":{"mate":{"$ref":"#/components/schemas/Pet"},"a":{"$ref":"#/components/schemas/a"}}}"##
    );
}

#[test]
fn kinds_have_their_sections_and_names_that_are_taken_give_way() {
    let made = made(
        "{paths: {/p: {$ref: 'p.yaml#/pets'}}, components: {schemas: {Pet: {type: string}}}}",
        &[
            (
                "p.yaml",
                "pets: {get: {parameters: [{$ref: '#/limit'}], responses: {'200': {$ref: '#/ok'}}}}\nlimit: {name: limit, in: query, schema: {$ref: 'x/y.yaml'}}\nok: {description: ok, content: {application/json: {schema: {$ref: '#/Pet'}}}}\nPet: {type: integer}",
            ),
            ("x/y.yaml", "type: integer"),
        ],
    );
    assert_eq!(made.diagnostics.summary(), "");
    assert_eq!(
        made.at("/paths/~1p"),
        r##"{"get":{"parameters":[{"$ref":"#/components/parameters/limit"}],"responses":{"200":{"$ref":"#/components/responses/ok"}}}}"##
    );
    assert_eq!(
        made.at("/components/schemas/p-Pet"),
        r#"{"type":"integer"}"#
    );
    assert_eq!(made.at("/components/schemas/y"), r#"{"type":"integer"}"#);
}

#[test]
fn a_pointer_goes_through_references_and_anchors_are_names() {
    let made = made(
        "components: {schemas: {A: {items: {$ref: 'a.yaml#/all/Pet/properties/id'}}, B: {items: {$ref: 'b.yaml#tag'}}}}",
        &[
            ("a.yaml", "all: {$ref: 'b.yaml#/defs'}"),
            (
                "b.yaml",
                "defs: {Pet: {properties: {id: {type: integer}}}, Tag: {$anchor: tag, type: boolean}}",
            ),
        ],
    );
    assert_eq!(made.diagnostics.summary(), "");
    assert_eq!(made.at("/components/schemas/id"), r#"{"type":"integer"}"#);
    assert_eq!(made.at("/components/schemas/Tag/type"), r#""boolean""#);
}

#[test]
fn what_stands_in_a_place_without_references_is_read_there() {
    let made = made(
        "paths: {$ref: 'paths.yaml'}\ncomponents: {schemas: {$ref: 'schemas.yaml'}}",
        &[
            (
                "paths.yaml",
                "/a: {get: {responses: {'200': {description: x, content: {application/json: {schema: {$ref: 'schemas.yaml#/A'}}}}}}}",
            ),
            (
                "schemas.yaml",
                "A: {properties: {b: {$ref: '#/B'}}}\nB: {type: string}",
            ),
        ],
    );
    let summary = made.diagnostics.summary();
    assert_eq!(summary.lines().count(), 2, "{summary}");
    assert_eq!(
        made.at("/paths/~1a/get/responses/200/content/application~1json/schema"),
        r##"{"$ref":"#/components/schemas/A"}"##
    );
    assert_eq!(
        made.at("/components/schemas"),
        r##"{"A":{"properties":{"b":{"$ref":"#/components/schemas/B"}}},"B":{"type":"string"}}"##
    );
}

#[test]
fn files_are_asked_for_until_all_are_there() {
    let root =
        "components: {schemas: {A: {items: {$ref: 'a.yaml'}}, B: {items: {$ref: 'b.yaml'}}}}";
    assert_eq!(made(root, &[]).missing, ["a.yaml", "b.yaml"]);
    let more = [("a.yaml", "items: {$ref: 'sub/c.yaml'}"), ("b.yaml", "{}")];
    assert_eq!(made(root, &more).missing, ["sub/c.yaml"]);
    let all = [
        more[0],
        more[1],
        ("sub/c.yaml", "items: {$ref: '../a.yaml'}"),
    ];
    assert_eq!(made(root, &all).missing, Vec::<String>::new());
}

#[test]
fn circles_of_files_end() {
    let made = made(
        "paths: {/a: {$ref: 'a.yaml'}}\ncomponents: {schemas: {$ref: 'l.yaml'}}",
        &[
            ("a.yaml", "$ref: b.yaml"),
            ("b.yaml", "$ref: a.yaml"),
            ("l.yaml", "A: {properties: {$ref: 'l.yaml'}}"),
        ],
    );
    let summary = made.diagnostics.summary();
    assert!(
        summary.contains("error[cyclic-reference] /paths/~1a"),
        "{summary}"
    );
    assert!(
        summary.contains("error[cyclic-reference] /components/schemas/A/properties"),
        "{summary}"
    );
}

/// Each file refers twice to the next: the tree that they describe has more values than there is memory for.
#[test]
fn files_that_multiply_end_in_an_error() {
    let names: Vec<String> = (0..40).map(|n| format!("f{n}.yaml")).collect();
    let texts: Vec<String> = (1..=40)
        .map(|n| format!("get: {{callbacks: {{a: {{x: {{$ref: 'f{n}.yaml'}}}}, b: {{x: {{$ref: 'f{n}.yaml'}}}}}}}}"))
        .collect();
    let mut list: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    list.push(("f40.yaml", "get: {}"));
    let made = made("paths: {/a: {$ref: f0.yaml}}", &list);
    let summary = made.diagnostics.summary();
    assert!(
        summary.contains("error[too-large]"),
        "{}",
        summary.lines().count()
    );
    assert!(made.document.root.size() <= super::MAX_NODES + 100);
}

/// Generates from a tree, and gives the report.
fn report(root: &str, list: LoadedFiles) -> String {
    let output = generate(&Inputs {
        spec: Text {
            name: "spec/root.yaml".to_owned(),
            text: root.to_owned(),
        },
        files: list,
        ..Inputs::default()
    });
    output.report()
}

const ROOT: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: x\n          content: {application/json: {schema: {$ref: 'REF'}}}\n";

#[test]
fn findings_name_the_file_and_its_own_pointer() {
    let text = "definitions:\n  Pet:\n    properties:\n      name: {type: strng}\n";
    let report = report(
        &ROOT.replace("REF", "sub/pets.yaml#/definitions/Pet"),
        files(&[("sub/pets.yaml", text)]),
    );
    assert!(
        report.contains("--> spec/sub/pets.yaml:4:20 (/definitions/Pet/properties/name/type)"),
        "{report}"
    );
}

#[test]
fn what_cannot_be_followed_is_refused_with_a_remedy() {
    let mut list = files(&[("a.yaml", "type: string"), ("broken.yaml", "a: [1")]);
    let why = "it is outside of spec; `--ref-root DIR` permits another folder".to_owned();
    list.insert("../x.yaml".to_owned(), Loaded::Unreadable(why));
    for (reference, told) in [
        (
            "a.yaml#/nothing",
            "error[unknown-reference]: `spec/a.yaml` has nothing at `#/nothing`",
        ),
        (
            "../x.yaml",
            "error[external-reference]: `x.yaml` is not read: it is outside of spec",
        ),
        (
            "https://example.com/x.yaml#/A",
            "help: nothing is fetched: save the file beside the document",
        ),
        ("/etc/passwd", "help: nothing is fetched"),
        ("broken.yaml", "error[syntax]"),
    ] {
        let report = report(&ROOT.replace("REF", reference), list.clone());
        assert!(report.contains(told), "{reference}:\n{report}");
        assert!(
            report.contains("--> spec/root.yaml:9:"),
            "{reference}:\n{report}"
        );
    }
}

/// Generates from a tree with an overlay of these actions, and gives the report and the names of the models.
fn overlaid(root: &str, actions: &str, list: &[(&str, &str)]) -> (String, Vec<String>) {
    let output = generate(&Inputs {
        spec: Text {
            name: "spec/root.yaml".to_owned(),
            text: root.to_owned(),
        },
        files: files(list),
        overlays: vec![Text {
            name: "other/overlay.yaml".to_owned(),
            text: format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}"),
        }],
        ..Inputs::default()
    });
    let models = output.surface().into_keys();
    let models = models.filter_map(|name| name.strip_prefix("models/").map(str::to_owned));
    let told = output
        .missing
        .iter()
        .map(|name| format!("missing: {name}\n"));
    let told: String = told.chain([output.report()]).collect();
    (told, models.collect())
}

#[test]
fn overlays_may_refer_to_files() {
    let root = ROOT.replace("REF", "a.yaml") + "components: {schemas: {Extra: {type: string}}}\n";
    let first = (
        "a.yaml",
        "{type: object, properties: {own: {$ref: 'sub/b.yaml'}}}",
    );
    let second = (
        "sub/b.yaml",
        "{type: object, properties: {c: {$ref: c.yaml}}}",
    );
    let third = (
        "sub/c.yaml",
        "{type: object, properties: {d: {type: string}}}",
    );
    let more = "- {target: $.components.schemas.a.properties, update: {again: {$ref: 'sub/b.yaml'}, more: {$ref: 'sub/more.yaml'}}}\n- {target: $.paths, update: {/b: {$ref: 'sub/p.yaml'}}}\n- {target: $.components.schemas.Extra, remove: true}\n";
    let missing = overlaid(&root, more, &[first, second, third]).0;
    assert!(
        missing.starts_with("missing: sub/more.yaml\nmissing: sub/p.yaml\n"),
        "{missing}"
    );
    let fourth = (
        "sub/more.yaml",
        "{type: object, properties: {e: {$ref: b.yaml}}}",
    );
    let item = (
        "sub/p.yaml",
        "get: {operationId: getB, responses: {'200': {description: x, content: {application/json: {schema: {$ref: more.yaml}}}}}}",
    );
    let (told, models) = overlaid(&root, more, &[first, second, third, fourth, item]);
    assert!(!told.contains("error"), "{told}");
    // Each file is one model, though two rounds came upon it.
    assert_eq!(models, ["a", "b", "c", "more"], "{told}");
}

#[test]
fn what_an_overlay_refers_to_wrongly_is_refused_once() {
    let root = ROOT.replace("REF", "a.yaml");
    let a = (
        "a.yaml",
        "{type: object, properties: {own: {type: string}}}",
    );
    for (reference, told) in [
        (
            "a.yaml#/nothing",
            "error[unknown-reference]: `spec/a.yaml` has nothing at `#/nothing`",
        ),
        ("https://example.com/x.yaml", "help: nothing is fetched"),
    ] {
        let action = format!(
            "- {{target: $.components.schemas.a.properties, update: {{b: {{$ref: '{reference}'}}}}}}\n"
        );
        let (report, _) = overlaid(&root, &action, &[a]);
        assert!(report.contains(told), "{reference}:\n{report}");
        assert!(
            report.contains("--> other/overlay.yaml:4:"),
            "{reference}:\n{report}"
        );
        assert_eq!(
            report.matches("error[").count(),
            1,
            "{reference}:\n{report}"
        );
    }
    // The first round told this already.
    let root = ROOT.replace("REF", "a.yaml") + "  /b: {$ref: 'a.yaml#/nothing'}\n";
    let action = "- {target: $.info, update: {title: u}}\n";
    let (report, _) = overlaid(&root, action, &[a]);
    assert_eq!(report.matches("has nothing at").count(), 1, "{report}");
}

#[test]
fn a_component_that_an_overlay_replaces_is_what_the_overlay_says() {
    let root = ROOT.replace("REF", "a.yaml");
    let a = (
        "a.yaml",
        "{type: object, properties: {x: {type: string}, y: {$ref: b.yaml}}}",
    );
    let b = ("b.yaml", "{type: object, properties: {z: {type: string}}}");
    let path = |reference: &str| {
        format!(
            "{{get: {{responses: {{'200': {{description: x, content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}}}}}}}"
        )
    };
    let replaced = |reference: &str| {
        format!(
            "- {{target: $.components.schemas.a, remove: true}}\n- {{target: $.components.schemas, update: {{a: {{type: object, properties: {{own: {{type: integer}}}}}}}}}}\n- {{target: $.paths, update: {{/b: {}}}}}\n",
            path(reference)
        )
    };
    let document = |actions: &str| {
        let mut diagnostics = Diagnostics::new();
        let mut document = Document::parse("spec/root.yaml", root.clone(), &mut diagnostics)
            .expect("the main file is YAML");
        let files = files(&[a, b]);
        let bundled = bundle(&mut document, &files, &mut diagnostics);
        let since = document.extent();
        let overlay = format!("overlay: 1.0.0\nactions:\n{actions}");
        crate::overlay::apply(&mut document, "overlay.yaml", &overlay, &mut diagnostics);
        let _ = bundled.again(&mut document, since, &mut diagnostics);
        assert_eq!(diagnostics.summary(), "");
        Made {
            document,
            diagnostics,
            missing: Vec::new(),
        }
    };
    let schema = "/get/responses/200/content/application~1json/schema/$ref";
    let places = |made: &Made| {
        ["/paths/~1a", "/paths/~1b"].map(|path| {
            let reference = made.at(&format!("{path}{schema}"));
            made.at(&format!(
                "{}/properties",
                reference.trim_matches(['"', '#'])
            ))
        })
    };
    let own = r#"{"own":{"type":"integer"}}"#;
    let file = r##"{"x":{"type":"string"},"y":{"$ref":"#/components/schemas/b"}}"##;
    // The document's name is the overlay's now; the file's path is the file.
    assert_eq!(
        places(&document(&replaced("#/components/schemas/a"))),
        [own, own]
    );
    assert_eq!(places(&document(&replaced("a.yaml"))), [own, file]);
    // What is copied to the name from elsewhere is not the file either.
    let copied = replaced("a.yaml").replace(
        "update: {a: {type: object, properties: {own: {type: integer}}}}",
        "update: {c: {type: object, properties: {own: {type: integer}}}, d: {}}",
    ) + "- {target: $.components.schemas, update: {a: {}}}\n- {target: $.components.schemas.a, copy: $.components.schemas.c}\n";
    assert_eq!(places(&document(&copied)), [own, file]);
    // What is changed in its place is the file's part still.
    let changed = format!(
        "- {{target: $.components.schemas.a.properties, update: {{x: {{type: integer}}}}}}\n- {{target: $.paths, update: {{/b: {}}}}}\n",
        path("a.yaml")
    );
    let file = file.replace("string", "integer");
    assert_eq!(places(&document(&changed)), [file.clone(), file]);
}

#[test]
fn findings_in_what_an_overlay_replaced_name_the_place_in_the_tree() {
    let root = ROOT.replace("REF", "sub/a.yaml#/defs/a");
    let a = (
        "sub/a.yaml",
        "defs: {a: {type: object, properties: {x: {type: strng}}}}",
    );
    let told = |actions: &str| overlaid(&root, actions, &[a]).0;
    // It was `/defs/a` of the file, and is no longer.
    let replaced = "- {target: $.components.schemas.a, remove: true}\n- {target: $.components.schemas, update: {a: {type: objct}}}\n";
    let report = told(replaced);
    assert!(
        report.contains("--> other/overlay.yaml:5:53 (/components/schemas/a/type)"),
        "{report}"
    );
    let added = "- {target: $.components.schemas.a.properties, update: {y: {type: intger}}}\n";
    let report = told(added);
    assert!(
        report.contains("--> other/overlay.yaml:4:66 (/components/schemas/a/properties/y/type)"),
        "{report}"
    );
    assert!(
        report.contains("--> spec/sub/a.yaml:1:49 (/defs/a/properties/x/type)"),
        "{report}"
    );
}

#[test]
fn a_reference_to_what_an_overlay_took_out_says_so() {
    let root = ROOT.replace("REF", "sub/a.yaml");
    let a = ("sub/a.yaml", "{type: object}");
    let remove = "- {target: $.components.schemas.a, remove: true}\n";
    let (report, _) = overlaid(&root, remove, &[a]);
    assert!(
        report.contains("error[unknown-reference]: `#/components/schemas/a` was removed by the overlay `other/overlay.yaml`"),
        "{report}"
    );
    assert!(report.contains("--> spec/root.yaml:9:"), "{report}");
    assert!(
        report.contains("= help: remove what refers to it as well, or let the overlay keep it"),
        "{report}"
    );
    // Something of that name is there again.
    let again =
        format!("{remove}- {{target: $.components.schemas, update: {{a: {{type: object}}}}}}\n");
    let (report, _) = overlaid(&root, &again, &[a]);
    assert!(!report.contains("error"), "{report}");
}
