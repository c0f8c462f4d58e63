//! Lists the hand-written files that every generated crate carries, so that adding one needs no second place.
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    let mut out = String::new();
    for (constant, folder) in [
        ("RUNTIME", "src/runtime"),
        ("COMMAND_LINE", "src/runtime_cli"),
        ("PARTS", "src/runtime_parts"),
    ] {
        println!("cargo::rerun-if-changed={folder}");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap_or_else(|error| panic!("{folder} is part of the source: {error}"))
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| {
                Path::new(name)
                    .extension()
                    .is_some_and(|extension| extension == "rs")
            })
            .collect();
        names.sort();
        let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts");
        writeln!(
            out,
            "/// Name and text of each file of `{folder}`.\nconst {constant}: &[(&str, &str)] = &["
        )
        .expect("a string takes all");
        for name in names {
            writeln!(
                out,
                "    ({name:?}, include_str!({:?})),",
                format!("{root}/{folder}/{name}")
            )
            .expect("a string takes all");
        }
        writeln!(out, "];").expect("a string takes all");
    }
    let target = std::env::var("OUT_DIR").expect("cargo sets it for build scripts");
    std::fs::write(Path::new(&target).join("runtime_files.rs"), out)
        .expect("the target folder can be written");
}
