//! Any bytes as a document: findings, never a panic.
#![no_main]
use factify_codegen::generate;
use factify_tests::crates;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data).into_owned();
    let output = generate(&crates::inputs("fuzz.yaml", text, "fuzz"));
    std::hint::black_box(output.report());
});
