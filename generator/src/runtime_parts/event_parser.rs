//! The format of event streams (WHATWG HTML, section 9.2.6), byte by byte as it arrives.
use super::values::too_long;
use crate::runtime::TransportError;
use std::time::Duration;

/// An event as it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) data: String,
    pub(crate) event: String,
    pub(crate) id: String,
}

/// What has arrived and is not yet an event.
pub(crate) struct Parser {
    bytes: Vec<u8>,
    /// How far the bytes are read.
    at: usize,
    /// A line has ended with CR, so that LF would belong to it.
    after_cr: bool,
    started: bool,
    data: String,
    event: String,
    id: String,
    /// The id of the last event that was given.
    last_id: String,
    retry: Option<Duration>,
    most: usize,
}

impl Parser {
    /// `most` is how many bytes an event may have.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            bytes: Vec::new(),
            at: 0,
            after_cr: false,
            started: false,
            data: String::new(),
            event: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
            most,
        }
    }

    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend_from_slice(piece);
    }

    /// The next event that has arrived whole.
    pub(crate) fn next(&mut self) -> Result<Option<Raw>, TransportError> {
        if !self.started {
            let mark = [0xEF, 0xBB, 0xBF];
            if self.bytes.len() < mark.len() && mark.starts_with(&self.bytes) {
                return Ok(None);
            }
            self.started = true;
            if self.bytes.starts_with(&mark) {
                self.at = mark.len();
            }
        }
        while let Some(line) = self.line() {
            if line.is_empty() {
                if let Some(raw) = self.dispatch() {
                    return Ok(Some(raw));
                }
            } else {
                self.field(&line);
            }
            if self.data.len() > self.most {
                return Err(too_long(self.most));
            }
        }
        if self.bytes.len() - self.at > self.most {
            return Err(too_long(self.most));
        }
        Ok(None)
    }

    /// The next whole line, without CR, LF or CR LF at its end.
    fn line(&mut self) -> Option<String> {
        if self.after_cr && self.bytes.get(self.at)? == &b'\n' {
            self.at += 1;
        }
        self.after_cr = false;
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?;
        self.after_cr = rest[end] == b'\r';
        let line = String::from_utf8_lossy(&rest[..end]).into_owned();
        self.at += end + 1;
        Some(line)
    }

    fn field(&mut self, line: &str) {
        // What begins with a colon is a comment: its name is empty.
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    fn dispatch(&mut self) -> Option<Raw> {
        self.last_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        if self.data.is_empty() {
            return None;
        }
        let mut data = std::mem::take(&mut self.data);
        data.pop();
        Some(Raw {
            data,
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            id: self.id.clone(),
        })
    }
}
