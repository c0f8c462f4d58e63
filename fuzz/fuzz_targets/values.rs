//! Documents of the tests with values changed: the first eight bytes choose which document and how.
#![no_main]
use factify_codegen::generate;
use factify_tests::crates;
use factify_tests::mutate::{self, Dice};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DOCUMENTS: LazyLock<Vec<serde_json::Value>> = LazyLock::new(|| {
    let texts = crates::cases().into_iter().filter_map(|case| std::fs::read_to_string(case.path).ok());
    texts.filter_map(|text| serde_yaml::from_str(&text).ok()).collect()
});

fuzz_target!(|data: [u8; 8]| {
    let mut dice = Dice::new(u64::from_le_bytes(data));
    let mut document = DOCUMENTS[dice.below(DOCUMENTS.len())].clone();
    mutate::values(&mut document, &mut dice);
    let output = generate(&crates::inputs("fuzz.json", document.to_string(), "fuzz"));
    std::hint::black_box(output.report());
});
