//! Snapshots of what each small document becomes. A change of the generator shows here as the lines that it changes.
use factify_tests::crates::{cases, from_case};
use factify_tests::snapshots;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn each_case_becomes_what_its_snapshots_show() {
    let all = cases();
    assert!(all.len() >= 45, "{} cases", all.len());
    let mut wrong = Vec::new();
    for case in &all {
        let snapshots = snapshots::of(&from_case(case), &case.shows);
        if snapshots.is_empty() {
            wrong.push(format!("{}: shows nothing", case.name));
        }
        let folder = case.path.with_extension("");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for (name, text) in &snapshots {
            // All that differ are told in one run.
            let same = settings.bind(|| {
                catch_unwind(AssertUnwindSafe(|| {
                    insta::assert_snapshot!(name.as_str(), text);
                }))
            });
            if same.is_err() {
                wrong.push(format!("{}: {name}", case.name));
            }
        }
        wrong.extend(snapshots::stale(
            &folder,
            &snapshots.into_keys().collect::<BTreeSet<_>>(),
        ));
    }
    assert!(
        wrong.is_empty(),
        "changed, new or stale:\n{}",
        wrong.join("\n")
    );
}
