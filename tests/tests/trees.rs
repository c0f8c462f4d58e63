//! Real documents of several files: each generates, and each of its operations is there.
use factify_codegen::bundle::Loaded;
use factify_codegen::generate;
use factify_tests::crates;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read as _;

/// The files of an archive by path.
fn unpacked(packed: &[u8]) -> BTreeMap<String, String> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_end(&mut bytes)
        .expect("a gzip archive");
    let text = |part: &[u8]| {
        let end = part
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(part.len());
        String::from_utf8_lossy(&part[..end]).trim().to_owned()
    };
    let mut files = BTreeMap::new();
    let mut at = 0;
    // The format of POSIX: a head of 512 bytes, and the content filled up to a multiple of that.
    while bytes.len() >= at + 512 && bytes[at] != 0 {
        let head = &bytes[at..at + 512];
        let size = usize::from_str_radix(&text(&head[124..136]), 8).expect("an octal size");
        let content = &bytes[at + 512..at + 512 + size];
        if matches!(head[156], b'0' | 0) {
            let folder = text(&head[345..500]);
            let slash = if folder.is_empty() { "" } else { "/" };
            let name = format!("{folder}{slash}{}", text(&head[..100]));
            let content = String::from_utf8(content.to_vec()).expect("UTF-8");
            files.insert(name.trim_start_matches("./").to_owned(), content);
        }
        at += 512 + size.div_ceil(512) * 512;
    }
    files
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// How many operations the tree has, counted without the generator: those of each path, in whatever file it is.
fn listed(files: &BTreeMap<String, String>, root: &str) -> usize {
    let read = |path: &str| -> Value {
        let text = files.get(path).unwrap_or_else(|| panic!("no {path}"));
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let document = read(root);
    let paths = document["paths"].as_object().expect("paths");
    let count = |item: &Value| {
        METHODS
            .iter()
            .filter(|own| item.get(**own).is_some())
            .count()
    };
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    paths
        .values()
        .map(|item| match item["$ref"].as_str() {
            None => count(item),
            Some(reference) => {
                let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
                let file = file.trim_start_matches("./");
                let tree = match file {
                    "" => document.clone(),
                    file => read(&format!("{folder}/{file}")),
                };
                count(
                    tree.pointer(pointer)
                        .expect("the reference leads somewhere"),
                )
            }
        })
        .sum()
}

#[test]
fn documents_of_several_files_generate() {
    let folder = crates::root().join("../shared/corpus/multi-file");
    let Ok(index) = std::fs::read_to_string(folder.join("index.tsv")) else {
        eprintln!("skipped: the collection of documents is not part of the repository");
        return;
    };
    let mut count = 0;
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let archive = columns
            .next()
            .unwrap_or_default()
            .replace("multi-file/", "");
        let root = columns.next().unwrap_or_default();
        let packed = std::fs::read(folder.join(&archive)).expect("the index names archives");
        let files = unpacked(&packed);
        let top = root.split('/').next().unwrap_or_default();
        let mut inputs = crates::inputs(root, files[root].clone(), "tree");
        let output = loop {
            let output = generate(&inputs);
            if output.missing.is_empty() {
                break output;
            }
            for path in &output.missing {
                let text = files.get(&format!("{top}/{path}")).cloned();
                let missing = || Loaded::Unreadable("there is no such file".to_owned());
                inputs
                    .files
                    .insert(path.clone(), text.map_or_else(missing, Loaded::Text));
            }
        };
        assert!(
            !output.diagnostics.has_errors(),
            "{archive}:\n{}",
            output.report()
        );
        let operations = output
            .files
            .keys()
            .filter(|path| path.starts_with("src/operations/"));
        let operations = operations.count() - 1;
        println!(
            "{archive}: {} files, {operations} operations",
            inputs.files.len() + 1
        );
        assert_eq!(operations, listed(&files, root), "{archive}");
        count += 1;
    }
    assert_eq!(count, 5);
}
