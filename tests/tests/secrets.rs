//! No model of the SDK shows a secret: each is filled with a marker where a secret belongs, and formatted.
//!
//! The lists of types come from the SDK itself (`build.rs`). What is secret comes from the document and `codegen.yaml`,
//! read here as plain data, and from the SDK's own tables: what either calls secret is filled with the marker.
use factify::{HasSchema, Operation};
use factify_tests::in_process::InProcess;
use factify_tests::marker::{Filler, MARKER, secret_names};
use factify_tests::run::CommandLine;
use factify_tests::server::{Answer, Server};
use factify_tests::shown;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/public_types.rs"));

#[test]
fn no_model_shows_what_is_secret() {
    let names = secret_names();
    let mut filler = Filler {
        names: names.clone(),
        filled: BTreeSet::new(),
    };
    let (mut count, mut marked) = (0, 0);
    macro_rules! one {
        ($model:path) => {{
            let value = filler.value(<$model as HasSchema>::SCHEMA, "", false, 0);
            let text = value.to_string();
            let model: $model = serde_json::from_value(value)
                .unwrap_or_else(|error| panic!("{}: {error}: {text}", stringify!($model)));
            let shown = shown!(model);
            assert!(
                !shown.contains(MARKER),
                "{} shows a secret: {shown}",
                stringify!($model)
            );
            count += 1;
            if text.contains(MARKER) {
                let back = serde_json::to_string(&model).expect("models are JSON");
                assert!(back.contains(MARKER), "{} lost it", stringify!($model));
                marked += 1;
            }
        }};
    }
    each_model!(one);
    println!(
        "{count} models, {marked} of them with secrets: {:?}",
        filler.filled
    );
    assert!(count > 150 && marked > 0, "{count} {marked}");
    let missed: Vec<_> = names.difference(&filler.filled).collect();
    assert!(
        missed.is_empty(),
        "secret by the document, in no model: {missed:?}"
    );
}

/// Whatever is wrong with a secret, or with what stands where it belongs, the command line complains without it.
#[test]
fn the_command_line_complains_without_the_secret() {
    let (cli, server) = (InProcess::new(), Server::start());
    for (token, fault) in [
        (json!(MARKER.repeat(40)), "too long"),
        (json!([MARKER]), "a list"),
        (json!({ MARKER: MARKER }), "an object"),
        (json!(format!("{MARKER}\u{0}").repeat(30)), "a control"),
    ] {
        let args = json!({ "path": { "organization_id": "org_01k4w6x9d3pfa8s2tmv7ehq4rb" }, "body": { "token": token } });
        server.answer(Answer::empty(204));
        let ran = cli.call("acceptOrganizationInvite", &args, server.base());
        assert_eq!((ran.code, server.take().len()), (Some(2), 0), "{fault}");
        assert!(ran.stderr.contains("body/token"), "{fault}: {}", ran.stderr);
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!all.contains(MARKER), "{fault}: {all}");
    }
}

/// What `new` of large models takes has fields of the same types as the model, which is tested above.
#[test]
fn parts_of_models_have_the_model_s_fields() {
    let mut count = 0;
    macro_rules! one {
        ($part:path) => {{
            let name = stringify!($part).rsplit("::").next().unwrap_or_default();
            parts(name.trim());
            count += 1;
        }};
    }
    each_part!(one);
    assert!(count > 0);
}

fn parts(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src/models");
    let model = name.trim_end_matches("Fields");
    let declared = format!("object!({model}, {name} {{");
    let text = std::fs::read_dir(folder)
        .expect("the models are there")
        .map(|entry| std::fs::read_to_string(entry.expect("readable").path()).expect("text"))
        .find(|text| text.contains(&declared))
        .unwrap_or_else(|| panic!("{name} is declared somewhere"));
    let lines = |head: &str| -> BTreeSet<String> {
        let body = text.split(head).nth(1).unwrap_or_default();
        let body = body.split("\n}").next().unwrap_or_default();
        body.lines().map(|line| line.trim().to_owned()).collect()
    };
    // `required id: ApiKeyId = "id",` is a field of both.
    let own: Vec<String> = lines(&declared)
        .iter()
        .filter_map(|line| line.strip_prefix("required "))
        .filter_map(|line| Some(format!("pub {},", line.split_once(" = ")?.0)))
        .collect();
    let all = lines(&format!("pub struct {model} {{"));
    let strange: Vec<&String> = own.iter().filter(|line| !all.contains(*line)).collect();
    assert!(!own.is_empty() && strange.is_empty(), "{name}: {strange:?}");
}

#[test]
fn operations_and_resources_hold_no_more_than_a_client() {
    let mut count = 0;
    macro_rules! one {
        ($operation:path) => {{
            let _: &factify::OperationMeta = <$operation as Operation>::META;
            // A type without values: there is nothing to be shown.
            assert_eq!(size_of::<Option<$operation>>(), 0);
            count += 1;
        }};
    }
    each_operation!(one);
    assert!(count > 50, "{count}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src/resources");
    let all: String = std::fs::read_dir(folder)
        .expect("the resources are there")
        .map(|entry| std::fs::read_to_string(entry.expect("readable").path()).expect("text"))
        .collect();
    for name in RESOURCES {
        let whole = format!("pub struct {name} {{\n    pub(crate) client: Client,\n}}");
        assert!(
            all.contains(&whole),
            "{name} holds something else than a client"
        );
    }
}
