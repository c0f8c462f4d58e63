//! `codegen.yaml` as it is written.
use indexmap::IndexMap;
use serde::Deserialize;

#[derive(Deserialize, Default)]
pub(super) struct Raw {
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) description: Option<String>,
    pub(super) license: Option<String>,
    pub(super) repository: Option<String>,
    pub(super) environment: Option<String>,
    #[serde(default)]
    pub(super) types: IndexMap<String, OneOrMany>,
    #[serde(default)]
    pub(super) secrets: Vec<String>,
    pub(super) errors: Option<Errors>,
    #[serde(default)]
    pub(super) retry: Retry,
    #[serde(default)]
    pub(super) include_internal: bool,
    #[serde(default)]
    pub(super) pagination: IndexMap<String, Paging>,
    #[serde(default)]
    pub(super) assert_formats: OneOrMany,
    #[serde(default)]
    pub(super) names: IndexMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Errors {
    pub(super) code: OneOrMany,
    pub(super) message: OneOrMany,
    pub(super) reason: OneOrMany,
    pub(super) param: OneOrMany,
    pub(super) request_id: OneOrMany,
    pub(super) details: OneOrMany,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Retry {
    pub(super) reasons: OneOrMany,
    pub(super) never: OneOrMany,
    pub(super) idempotent: OneOrMany,
    pub(super) once: OneOrMany,
}

#[derive(Deserialize)]
pub(super) struct Paging {
    pub(super) style: String,
    pub(super) param: Option<String>,
    pub(super) limit: Option<String>,
    pub(super) next: Option<String>,
    pub(super) items: Option<String>,
}
