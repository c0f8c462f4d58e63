//! Reading files: those that are named, and those that the document refers to.
use super::job::Job;
use crate::bundle::Loaded;
use crate::generate::{self, Inputs, Output, Text};
use crate::layout::Header;
use crate::source::joined;
use std::path::{Path, PathBuf};

/// Larger files are not read; the reader's own limit is smaller.
const MAX_BYTES: u64 = 256 << 20;

/// What the job names.
pub(super) fn inputs(job: &Job) -> Result<Inputs, String> {
    let spec = text(&job.spec)?;
    let config = job.config.as_deref().map(text).transpose()?;
    let overlays = job.overlays.iter().map(|path| text(path));
    let overlays = overlays.collect::<Result<Vec<Text>, String>>()?;
    let lock = job.lock_path().filter(|path| path.exists());
    let lock = lock.as_deref().map(text).transpose()?;
    let name = job
        .spec
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let shown = if job.spec.is_absolute() {
        name
    } else {
        spec.name.clone()
    };
    Ok(Inputs {
        spec,
        overlays,
        filter: job.filter.clone(),
        config,
        lock,
        crate_name: job.name.clone(),
        header: Header {
            command: job.command.clone(),
            spec: shown,
        },
        strict: job.strict,
        ..Inputs::default()
    })
}

/// Generates, and reads what is asked for until nothing more is.
pub(super) fn generate(inputs: &mut Inputs, job: &Job) -> Output {
    let folder = job.spec.parent().unwrap_or(Path::new(""));
    loop {
        let output = generate::generate(inputs);
        if output.missing.is_empty() {
            return output;
        }
        // Each round gives all that the one before asked for, so that there are no more rounds than files.
        for file in &output.missing {
            let loaded = match referred(folder, file, job.ref_root.as_deref()) {
                Ok(text) => Loaded::Text(text),
                Err(why) => Loaded::Unreadable(why),
            };
            inputs.files.insert(file.clone(), loaded);
        }
    }
}

/// The text of a file that the document refers to.
fn referred(folder: &Path, file: &str, permitted: Option<&Path>) -> Result<String, String> {
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let path = file
        .split('/')
        .fold(here.to_owned(), |at, part| at.join(part));
    let real = |path: &Path| path.canonicalize().map_err(|error| error.to_string());
    // Links count as where they lead.
    let found = real(&path)?;
    let root: PathBuf = real(permitted.unwrap_or(here))?;
    if !found.starts_with(&root) {
        return Err(format!(
            "it is outside of {}; `--ref-root DIR` permits another folder",
            permitted.unwrap_or(here).display()
        ));
    }
    let name = joined("", file);
    read(&found).map_err(|why| why.replace(&found.display().to_string(), &name))
}

fn text(path: &Path) -> Result<Text, String> {
    Ok(Text {
        name: path.display().to_string(),
        text: read(path).map_err(|why| format!("{}: {why}", path.display()))?,
    })
}

fn read(path: &Path) -> Result<String, String> {
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if about.is_dir() {
        return Err("this is a folder".to_owned());
    }
    if about.len() > MAX_BYTES {
        return Err(format!(
            "it has {} bytes; the limit is {MAX_BYTES}",
            about.len()
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| "this is no UTF-8 text".to_owned())
}
