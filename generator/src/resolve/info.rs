//! What the document says about the API as a whole.
use crate::ir::Info;
use crate::oas::Oas;

/// `info`.
pub(super) fn info(oas: &Oas<'_>) -> Info {
    let info = &oas.openapi.info;
    Info {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
    }
}
