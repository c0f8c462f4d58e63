//! Documents with their structure changed: the first bytes choose a document and a path or two of it, the others how.
#![no_main]
use factify_fuzz::{Script, Seed, change, inputs, seeds, slice, whole_way};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(seeds);

fuzz_target!(init: {
    LazyLock::force(&SEEDS);
}, |data: &[u8]| {
    let mut script = Script::new(data);
    let mut part = || {
        let document = &SEEDS[script.below(SEEDS.len())].value;
        let paths = [script.below(usize::MAX), script.below(usize::MAX)];
        slice(document, &paths)
    };
    let (mut document, donor) = (part(), part());
    change(&mut document, &donor, &mut script);
    whole_way(inputs("fuzz.json", document.to_string()), data.len() % 16 == 0);
});
