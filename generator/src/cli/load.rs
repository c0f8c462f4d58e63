//! Reading files: those that are named, and those that the document refers to.
use super::job::Job;
use crate::bundle::Loaded;
use crate::generate::{self, Inputs, Output, Text};
use crate::layout::Header;
use crate::source::joined;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Larger files are not read: the reader's own limit.
const MAX_BYTES: u64 = crate::source::MAX_BYTES as u64;

/// What the job names.
pub(super) fn inputs(job: &Job) -> Result<Inputs, String> {
    let spec = text(&job.spec)?;
    let config = job.config.as_deref().map(text).transpose()?;
    let overlays = job.overlays.iter().map(|path| text(path));
    let overlays = overlays.collect::<Result<Vec<Text>, String>>()?;
    let lock = job.lock_path().filter(|path| path.exists());
    // A pipe would keep us waiting.
    let is_other = |path: &&PathBuf| !path.is_file() && !path.is_dir();
    if let Some(path) = lock.as_ref().filter(is_other) {
        return Err(format!(
            "{} is no file: name another with `--lock FILE`, or say `--no-lock`",
            path.display()
        ));
    }
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
    // A pipe would keep us waiting.
    if !found.is_file() && !found.is_dir() {
        return Err("this is no file".to_owned());
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

/// Reads a text no further than the limit: a device has no end, and does not say so.
fn read(path: &Path) -> Result<String, String> {
    let told = |error: std::io::Error| error.to_string();
    let about = std::fs::metadata(path).map_err(told)?;
    if about.is_dir() {
        return Err("this is a folder".to_owned());
    }
    let too_large = || format!("it has more than {MAX_BYTES} bytes, which is the limit: split it");
    if about.len() > MAX_BYTES {
        return Err(too_large());
    }
    let file = std::fs::File::open(path).map_err(told)?;
    let mut bytes = Vec::with_capacity(about.len() as usize);
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(told)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    decoded(bytes)
}

/// UTF-8, or UTF-16 where the first bytes say so, as JSON and YAML allow.
fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).map(|pair| match *pair {
            [first, second] => unit([first, second]),
            // Half a character at the end: no text.
            _ => 0xd800,
        });
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .map_err(|_| "its first bytes say UTF-16, and it is none: save it as UTF-8".to_owned())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = 1 + String::from_utf8_lossy(&error.as_bytes()[..at])
                .matches('\n')
                .count();
            format!("line {line} is no UTF-8 text: save the file as UTF-8")
        }),
    }
}
