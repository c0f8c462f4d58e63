//! Reading `codegen.yaml`, and what is said about one that is wrong.
use super::{Config, Target};
use crate::diag::Diagnostics;
use crate::ir::PageStyle;

const GOOD: &str = r"name: pets
version: 0.2.0
description: A client
environment: PETS
types:
  PetId:
    - ^pet_[0-9]{4}$
    - /components/schemas/Pet/properties/id
  OwnerId: ^own_[0-9]{4}$
secrets: [^key_, /components/schemas/Key/properties/token]
errors: {code: /code, details: [/details, /errors/*/reason]}
include_internal: true
pagination:
  listPets: {style: cursor, param: page_token, next: /next, items: /pets}
names:
  /components/schemas/Pet: Animal
";

#[test]
fn a_blank_description_is_none() {
    for text in ["''", "'  '", "\"\\n\""] {
        let text = format!("name: pets\ndescription: {text}\n");
        let mut diagnostics = Diagnostics::new();
        let config = Config::parse("codegen.yaml", &text, &mut diagnostics).expect("a good one");
        assert_eq!(config.description, None, "{text}");
    }
}

#[test]
fn everything_is_read() {
    let mut diagnostics = Diagnostics::new();
    let config =
        Config::parse("codegen.yaml", GOOD, &mut diagnostics).expect("a good configuration");
    assert!(diagnostics.is_empty(), "{}", diagnostics.summary());
    assert_eq!(
        (
            config.name.as_str(),
            config.version.as_deref(),
            config.include_internal
        ),
        ("pets", Some("0.2.0"), true)
    );
    let types: Vec<_> = config
        .types
        .iter()
        .map(|ty| (ty.name.as_str(), ty.selectors.len()))
        .collect();
    assert_eq!(types, [("PetId", 2), ("OwnerId", 1)]);
    assert_eq!(
        config.types[0].selectors[0].target,
        Target::Pattern("^pet_[0-9]{4}$".to_owned())
    );
    assert!(
        matches!(&config.types[0].selectors[1].target, Target::Pointer(at) if at.last().as_deref() == Some("id"))
    );
    assert_eq!(config.types[1].selectors[0].at.as_str(), "/types/OwnerId");
    assert_eq!(config.secrets[1].at.as_str(), "/secrets/1");
    let errors = config.errors.expect("the text has a section of errors");
    assert_eq!(errors.details, ["/details", "/errors/*/reason"]);
    assert_eq!(
        config.pagination[0].style,
        PageStyle::Cursor {
            param: "page_token".into(),
            next: "/next".into()
        }
    );
    assert_eq!(
        (
            config.names[0].name.as_str(),
            config.names[0].target.as_str()
        ),
        ("Animal", "/components/schemas/Pet")
    );
    let minimal = Config::parse("codegen.yaml", "name: pets", &mut diagnostics)
        .expect("a good configuration");
    assert_eq!(minimal.errors, None);
}

#[test]
fn an_entry_that_matches_nothing_is_shown() {
    let mut diagnostics = Diagnostics::new();
    let config =
        Config::parse("codegen.yaml", GOOD, &mut diagnostics).expect("a good configuration");
    config.report_unused(
        &config.types[0].selectors[1].at,
        "no schema",
        &mut diagnostics,
    );
    let expected = "warning[config-unused]: this matches no schema of the document
 --> codegen.yaml:8:7 (/types/PetId/1)
  |
8 |     - /components/schemas/Pet/properties/id
  |       ^

1 warning
";
    assert_eq!(diagnostics.render(&[&config.document]), expected);
}

#[test]
fn faults() {
    let cases = [
        (
            "name: pets\ntipes: {}",
            "/tipes: there is no setting `tipes`",
        ),
        (
            "name: pets\nerrors: {kode: /x}",
            "/errors/kode: there is no setting `kode`",
        ),
        ("name: 1pets", "/name: `1pets` is not a crate's name"),
        (
            "name: pets\nenvironment: pets",
            "/environment: `pets` is not a prefix",
        ),
        ("version: 1.0.0", "missing field `name`"),
        ("name: pets\ntypes: [a]", "invalid type: a list"),
        (
            "name: pets\ntypes: {1a: x}",
            "/types/1a: `1a` is not a name",
        ),
        (
            "name: pets\nerrors: {code: x}",
            "/errors/code: `x` is no JSON pointer",
        ),
        (
            "name: pets\npagination: {a: {style: cursor, items: /x}}",
            "/pagination/a: the style `cursor` needs `param`",
        ),
        (
            "name: pets\npagination: {a: {style: cursed, items: /x}}",
            "/pagination/a/style: there is no style `cursed`",
        ),
        (
            "name: pets\nretry: {reason: x}",
            "/retry/reason: there is no setting `reason`",
        ),
        (
            "name: pets\nnames: {a: b}",
            "/names/a: `a` is no JSON pointer",
        ),
    ];
    for (text, message) in cases {
        let mut diagnostics = Diagnostics::new();
        assert!(
            Config::parse("codegen.yaml", text, &mut diagnostics).is_none(),
            "{text}"
        );
        let report = diagnostics.summary();
        assert!(report.contains(message), "{text}: {report}");
    }
}
