//! The rules of a schema: how each is read, and what of it cannot hold.
mod bounds;
mod defaults;
mod examples;
mod fault;
mod gaps;
mod ground;
mod listed;
pub mod pattern;
mod required;
pub(crate) mod secrets;
mod sizes;
mod spelling;
mod text_form;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::ir::Api;
use ground::Ground;

/// Reports what no value can keep, and values of the document that break their own schema. Defaults among these are
/// taken out. Strings whose rules want another spelling than the type of their format writes become text.
pub(crate) fn check(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let ground = Ground::new(api, config);
    bounds::check(&ground, diagnostics);
    gaps::check(&ground, diagnostics);
    sizes::check(&ground, diagnostics);
    required::check(api, diagnostics);
    listed::check(&ground, diagnostics);
    examples::check(&ground, diagnostics);
    let wrong = defaults::check(&ground, diagnostics);
    let respelt = spelling::find(&ground);
    for def in &mut api.types {
        spelling::apply(def, &respelt, diagnostics);
    }
    for def in api.types.iter_mut().filter(|def| wrong.contains(&def.at)) {
        def.default = None;
    }
}
