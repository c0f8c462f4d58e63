//! Any bytes as a document, with an overlay, a configuration, a lock and a second file where the bytes have them.
#![no_main]
use factify_codegen::bundle::Loaded;
use factify_codegen::{Text, filter};
use factify_fuzz::{inputs, whole_way};
use libfuzzer_sys::fuzz_target;

/// Between the texts of one input; the rest of its line says what comes.
const MARK: &str = "\n%%% ";

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data).into_owned();
    let mut parts = text.split(MARK);
    let spec = parts.next().unwrap_or_default().to_owned();
    let name = if data.len() % 8 == 1 { "fuzz.json" } else { "fuzz.yaml" };
    let mut inputs = inputs(name, spec);
    for part in parts {
        let (what, text) = part.split_once('\n').unwrap_or((part, ""));
        let text = |name: &str| Text {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        match what {
            "overlay" => inputs.overlays.push(text("overlay.yaml")),
            "config" => inputs.config = Some(text("codegen.yaml")),
            "lock" => inputs.lock = Some(text("codegen.lock")),
            "strict" => inputs.strict = true,
            "include" => inputs.filter.push(filter::Rule {
                act: filter::Act::Include,
                by: filter::By::Path,
                pattern: text("").text,
                at: None,
            }),
            file => {
                let file = file.trim_start_matches("file ").to_owned();
                inputs.files.insert(file, Loaded::Text(text("").text));
            }
        }
    }
    whole_way(inputs, data.len() % 16 == 0);
});
