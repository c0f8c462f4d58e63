//! The SDK's public surface, a line for each thing that users can name: what a maintainer reviews after a regeneration.
use factify_tests::{crates, snapshots};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

#[test]
fn the_surface_is_what_its_snapshots_show() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("surface");
    let output = crates::own();
    assert!(
        output.surface().len() > 1,
        "the SDK has models and resources"
    );
    let mut wrong = Vec::new();
    let mut folders = BTreeSet::from([String::new()]);
    for (key, text) in &output.surface() {
        let (folder, name) = key.rsplit_once('/').unwrap_or(("", key));
        folders.insert(folder.to_owned());
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root.join(folder));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let same = settings
            .bind(|| catch_unwind(AssertUnwindSafe(|| insta::assert_snapshot!(name, text))));
        if same.is_err() {
            wrong.push(key.clone());
        }
    }
    for folder in folders {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let names = output
            .surface()
            .keys()
            .filter_map(|key| key.strip_prefix(&prefix))
            .map(str::to_owned)
            .collect();
        wrong.extend(snapshots::stale(&root.join(folder), &names));
    }
    assert!(
        wrong.is_empty(),
        "changed, new or stale (`cargo insta review` shows them):\n{}",
        wrong.join("\n")
    );
}
