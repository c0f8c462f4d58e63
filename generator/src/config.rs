//! `codegen.yaml`: what a document cannot say.
use crate::source::Pointer;
/// Provisional.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Config { pub crate_name: String, pub version: String, pub description: Option<String>, pub license: Option<String>, pub repository: Option<String>, pub env_prefix: String, pub errors: Errors, pub types: Vec<TypeEntry>, pub secret_patterns: Vec<String>, pub secret_pointers: Vec<(Pointer, Pointer)> }
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
