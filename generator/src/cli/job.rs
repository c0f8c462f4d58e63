//! What to generate, and from what: the options of the command line.
use crate::analyze::ident::is_crate_name;
use std::path::PathBuf;

/// What to generate, and where.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// The document.
    pub spec: PathBuf,
    /// `codegen.yaml`, where there is one.
    pub config: Option<PathBuf>,
    /// Where the names of the run before are kept.
    pub lock: LockPlace,
    /// The crate's folder.
    pub out: PathBuf,
    /// The crate's name, where the configuration's is not wanted.
    pub name: Option<String>,
    /// Warnings are errors.
    pub strict: bool,
    /// Only errors are printed.
    pub quiet: bool,
    /// Compare, and write nothing.
    pub check: bool,
    /// The command that generated files name.
    pub command: String,
}

/// Where `codegen.lock` is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LockPlace {
    /// Beside the configuration, `codegen.yaml` having `codegen.lock`; else beside the document.
    #[default]
    Beside,
    /// In this file.
    At(PathBuf),
    /// Names are not kept.
    Nowhere,
}

impl Job {
    /// Applies options from the command line.
    ///
    /// # Errors
    ///
    /// A sentence about the first that is unknown or lacks its value.
    pub fn options(&mut self, arguments: &[String]) -> Result<(), String> {
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            let mut value = || {
                rest.next()
                    .cloned()
                    .ok_or(format!("`{option}` needs a value"))
            };
            match option.as_str() {
                "--spec" => self.spec = value()?.into(),
                "--config" => self.config = Some(value()?.into()),
                "--lock" => self.lock = LockPlace::At(value()?.into()),
                "--no-lock" => self.lock = LockPlace::Nowhere,
                "--out" => self.out = value()?.into(),
                "--name" => self.name = Some(crate_name(value()?)?),
                "--strict" => self.strict = true,
                "--quiet" => self.quiet = true,
                "--check" => self.check = true,
                other => return Err(format!("`{other}` is no option")),
            }
        }
        Ok(())
    }

    /// The path of `codegen.lock`, where names are kept.
    pub fn lock_path(&self) -> Option<PathBuf> {
        match &self.lock {
            LockPlace::Beside => {
                let beside = self.config.as_ref().unwrap_or(&self.spec);
                Some(beside.with_extension("lock"))
            }
            LockPlace::At(path) => Some(path.clone()),
            LockPlace::Nowhere => None,
        }
    }
}

/// A name that a crate can have.
fn crate_name(name: String) -> Result<String, String> {
    if is_crate_name(&name) {
        return Ok(name);
    }
    let near = heck::AsKebabCase(&name).to_string();
    let hint = if is_crate_name(&near) {
        format!("; `{near}` is one")
    } else {
        ": small letters, digits, `-` and `_`, a letter first, no keyword".to_owned()
    };
    Err(format!("`{name}` is no name of a crate{hint}"))
}
