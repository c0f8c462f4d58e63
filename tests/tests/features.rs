//! Every feature alone, none at all, and the documented combinations compile without a warning.
use factify_tests::{crates, throwaway};
use std::path::Path;

/// Combinations that the README of the crate names or suggests.
const COMBINATIONS: &[&str] = &[
    "",
    "full",
    "full,rustls",
    "full,native-tls",
    "rustls,native-tls",
    "rustls,documents",
    "reqwest,documents",
    "documents,versions",
    "organizations,users,usage",
    "cli,rustls",
];

#[test]
fn every_feature_compiles_alone_and_in_the_documented_combinations() {
    let files = crates::own().files;
    let features = features(&files["Cargo.toml"]);
    assert!(features.len() > 12, "{features:?}");
    let folder = throwaway::place("features", files);
    let all = COMBINATIONS.iter().copied();
    let all: Vec<&str> = all.chain(features.iter().map(String::as_str)).collect();
    let failures: Vec<String> = all.iter().filter_map(|one| check(&folder, one)).collect();
    println!("{} combinations of features checked", all.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What browsers run.
const BROWSER: &str = "wasm32-unknown-unknown";

#[test]
fn each_kind_of_transport_compiles_for_a_browser() {
    if !throwaway::has_target(BROWSER) {
        println!("skipped: the target {BROWSER} is not installed; `rustup target add` does that");
        return;
    }
    let folder = throwaway::place("browser", crates::own().files);
    for features in ["full", "full,reqwest", "full,rustls", "full,native-tls"] {
        let options = [
            "--lib",
            "--target",
            BROWSER,
            "--no-default-features",
            "--features",
            features,
        ];
        match throwaway::check(&folder, &options) {
            Ok(()) => println!("{features}: compiles for {BROWSER}"),
            Err(error) if error.contains("--offline was specified") => {
                println!(
                    "{features}: skipped, packages of {BROWSER} are not downloaded; `cargo fetch` does that"
                );
            }
            Err(error) => panic!("with the features {features:?} for {BROWSER}:\n{error}"),
        }
    }
}

/// What is wrong with a combination; warnings are errors in throw-away crates.
fn check(folder: &Path, features: &str) -> Option<String> {
    let options = ["--no-default-features", "--features", features];
    let error = throwaway::check(folder, &options).err()?;
    let native = features.contains("native-tls");
    if let Some(reason) = throwaway::lacks_native_tls(&error).filter(|_| native) {
        println!("{features}: skipped, {reason}");
        return None;
    }
    Some(format!("with the features {features:?}:\n{error}"))
}

/// The names that the manifest declares, but for `default`, which every other test compiles.
fn features(manifest: &str) -> Vec<String> {
    let (_, own) = manifest
        .split_once("\n[features]\n")
        .expect("the manifest has features");
    let own = own.split("\n[").next().unwrap_or_default();
    let names = own.lines().filter_map(|line| line.split_once(" = ["));
    names
        .map(|(name, _)| name.to_owned())
        .filter(|name| name != "default")
        .collect()
}
