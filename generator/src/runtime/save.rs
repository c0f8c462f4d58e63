//! A download into a file, all of it or nothing: under its name there is never a part of it.
use super::transport::{TransportError, TransportErrorKind};
use super::{Download, Error};
use bytes::Bytes;
use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

impl Download {
    /// Saves the body to a file and gives its length in bytes.
    ///
    /// It is written to a new file `.<name>.<random>.part` in the same folder (a long name is left out), flushed to the
    /// disk, and renamed: a file of that name is replaced at once and lends its permissions, and a symbolic link to a file
    /// is replaced, not followed. On an error, and when the future is dropped, the new file is removed and what was there
    /// stays.
    ///
    /// # Errors
    ///
    /// As [`Download::try_next`]; and when the file cannot be written ([`TransportErrorKind::Save`]).
    pub async fn save_to(self, path: impl AsRef<Path> + Send) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        self.save_rest(Bytes::new(), path).await
    }

    /// The same with a piece that was taken out already.
    pub(crate) async fn save_rest(mut self, held: Bytes, path: PathBuf) -> Result<u64, Error> {
        let opened = Partial::create(&path);
        let (partial, mut file) = opened.map_err(|error| self.unsaved(&path, &error))?;
        let (mut length, mut next) = (0, Some(held));
        while let Some(piece) = next {
            let written = file.write_all(&piece).await;
            written.map_err(|error| self.unsaved(&path, &error))?;
            length += piece.len() as u64;
            next = self.try_next().await?;
        }
        let kept = partial.keep(file, &path).await;
        kept.map_err(|error| self.unsaved(&path, &error))?;
        Ok(length)
    }

    fn unsaved(&self, path: &Path, error: &io::Error) -> Error {
        let error = io::Error::new(error.kind(), format!("`{}`: {error}", path.display()));
        self.fault(TransportError::new(TransportErrorKind::Save, error))
    }
}

/// The file before it has its name. Dropped, it is removed.
struct Partial {
    path: Option<PathBuf>,
}

impl Partial {
    fn create(target: &Path) -> io::Result<(Self, File)> {
        let Some(name) = target.file_name() else {
            let text = "the path to save to has no file name";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        };
        // A device or a pipe would be replaced by a file, and a folder cannot be: told before all is read.
        if std::fs::metadata(target).is_ok_and(|old| !old.is_file()) {
            let text = "there is something of that name that is no file";
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, text));
        }
        let path = target.with_file_name(hidden(name));
        let partial = Self {
            path: Some(path.clone()),
        };
        // Made here and not on another thread: that could make it after the future, and with it the guard, is gone.
        let mut options = std::fs::OpenOptions::new();
        let file = options.write(true).create_new(true).open(&path)?;
        Ok((partial, File::from_std(file)))
    }

    /// Gives the file its name once everything is on the disk.
    async fn keep(mut self, mut file: File, target: &Path) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        file.flush().await?;
        if let Ok(old) = fs::symlink_metadata(target).await
            && old.is_file()
        {
            file.set_permissions(old.permissions()).await?;
        }
        file.sync_all().await?;
        drop(file);
        fs::rename(path, target).await?;
        self.path = None;
        // The name is on the disk when its folder is. Where folders cannot be opened, the system sees to it.
        let folder = target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))).await {
            let _ = folder.sync_all().await;
        }
        Ok(())
    }
}

/// A name beside `name` that nothing has: hash keys of the standard library are random.
fn hidden(name: &OsStr) -> OsString {
    let mut hidden = OsString::from(".");
    // Names of 255 bytes are the longest on most systems, and a name that is taken must not become too long by this.
    if name.len() <= 200 {
        hidden.push(name);
        hidden.push(".");
    }
    let random = RandomState::new().build_hasher().finish();
    hidden.push(format!("{random:016x}.part"));
    hidden
}

impl Drop for Partial {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // There is nobody to tell, and the name that matters was never taken.
            let _ = std::fs::remove_file(path);
        }
    }
}
