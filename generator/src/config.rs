//! `codegen.yaml`: what a document cannot say.
use crate::source::{Document, Pointer};
use crate::diag::Diagnostics;
/// Provisional.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Config { pub crate_name: String, pub version: String, pub description: Option<String>, pub license: Option<String>, pub repository: Option<String>, pub env_prefix: String, pub errors: Errors, pub types: Vec<TypeEntry>, pub secret_patterns: Vec<String>, pub secret_pointers: Vec<(Pointer, Pointer)>, pub include_internal: bool }
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Errors { pub code: Vec<String>, pub message: Vec<String>, pub reason: Vec<String>, pub param: Vec<String>, pub request_id: Vec<String>, pub details: Vec<String> }
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct TypeEntry { pub name: String, pub at: Pointer, pub selectors: Vec<String> }
impl TypeEntry {
    /// x
    pub fn selects(&self, source: &str, at: &[Pointer]) -> bool { self.selectors.iter().any(|s| s == source || at.iter().any(|p| p.as_str() == s)) }
}
impl Config {
    /// Provisional
    pub fn read(_: &str, text: String, _: &mut Diagnostics) -> (Self, Option<Document>) {
        let v: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        let list = |v: &serde_yaml::Value| -> Vec<String> { v.as_sequence().map(|s| s.iter().map(|x| x.as_str().unwrap().to_owned()).collect()).unwrap_or_default() };
        let e = &v["errors"];
        (Config { crate_name: v["crate"]["name"].as_str().unwrap().to_owned(), version: "0.1.0".into(), description: v["crate"]["description"].as_str().map(str::to_owned), env_prefix: v["environment"].as_str().unwrap().into(),
          license: Some("MIT OR Apache-2.0".into()), repository: None,
          errors: Errors { code: list(&e["code"]), message: list(&e["message"]), reason: list(&e["reason"]), param: list(&e["param"]), request_id: list(&e["request_id"]), details: list(&e["details"]) },
          types: v["types"].as_mapping().unwrap().iter().map(|(k, v)| TypeEntry { name: k.as_str().unwrap().into(), at: Pointer::root(), selectors: list(v) }).collect(),
          secret_patterns: list(&v["secrets"]["patterns"]),
          secret_pointers: list(&v["secrets"]["pointers"]).iter().map(|p| (Pointer::parse(p).unwrap(), Pointer::root())).collect(),
          include_internal: false }, None)
    }
}
