//! What the cases become compiles, without a warning.
use factify_tests::crates::{cases, from_case};
use factify_tests::one_crate::OneCrate;
use factify_tests::throwaway;

#[test]
fn all_cases_compile() {
    let mut whole = OneCrate::default();
    for case in cases() {
        let output = from_case(&case);
        if !output.files.is_empty() {
            whole.add(&case.name, &output.files);
        }
    }
    let modules = whole.modules();
    println!("{} cases in one crate", modules.len());
    let folder = throwaway::place("cases", whole.finish());
    let options = ["--lib", "--no-default-features", "--features", "cases,mock"];
    if let Err(error) = throwaway::build(&folder, &options) {
        panic!("{}", OneCrate::name(&modules, &error));
    }
}
