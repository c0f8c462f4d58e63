//! What leads from one page to the next, for all styles of paging and without generics.
use super::request::Draft;
use super::text_of::text_of;
use super::{Answer, Error, Location, Paging, link};
use serde_json::Value;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// Makes the calls for the pages of one list.
pub(crate) struct Pager {
    draft: Box<Draft>,
    next: Next,
    stopped: bool,
    /// Of the tokens that were followed. Hashes, because there may be millions of long tokens.
    seen: HashSet<u64>,
    hasher: RandomState,
}

enum Next {
    First,
    Page(Value),
    None,
}

impl Pager {
    pub(crate) fn new(draft: Box<Draft>) -> Self {
        let mut pager = Self {
            draft,
            next: Next::First,
            stopped: false,
            seen: HashSet::new(),
            hasher: RandomState::new(),
        };
        if let Some(start) = pager.start() {
            pager.is_new(&start);
        }
        pager
    }

    /// The call for the next page; `None` when there is none.
    pub(crate) fn next_draft(&self) -> Option<Result<Box<Draft>, Error>> {
        if self.stopped {
            return None;
        }
        let mut draft = self.draft.clone();
        match &self.next {
            Next::None => return None,
            Next::First => {}
            Next::Page(_) if !draft.is_replayable() => {
                let fault =
                    "the call's body can be sent once only, so there is no further page".to_owned();
                return Some(Err(Error::config(fault).of(draft.meta.id, 0)));
            }
            Next::Page(token) => {
                if let Err(error) = turn_to(&mut draft, token.clone()) {
                    return Some(Err(error.of(draft.meta.id, 0)));
                }
            }
        }
        Some(Ok(draft))
    }

    /// Whether a further page would be asked for.
    pub(crate) fn has_more(&self) -> bool {
        !self.stopped && !matches!(self.next, Next::None)
    }

    /// Learns from a page where the next one is.
    pub(crate) fn note(&mut self, outcome: Result<Answer, Error>) -> Result<Answer, Error> {
        let mut answer = match outcome {
            Ok(answer) => answer,
            Err(error) => {
                self.stop();
                return Err(error);
            }
        };
        let found = if self.draft.meta.paging == Some(Paging::Link) {
            let address = link::next(answer.headers());
            address.map(|address| Value::String(address.to_owned()))
        } else {
            match answer.value() {
                Ok(page) => self.successor(page),
                // Decoding reports it.
                Err(_) => return Ok(answer),
            }
        };
        self.next = match found {
            Some(token) if self.is_new(&token) => Next::Page(token),
            Some(_) | None => Next::None,
        };
        Ok(answer)
    }

    /// Ends the stream; the token of the page that failed stays readable.
    pub(crate) fn stop(&mut self) {
        self.stopped = true;
    }

    pub(crate) fn next_token(&self) -> Option<String> {
        match &self.next {
            Next::Page(token) => Some(text_of(token).into_owned()),
            Next::First => self.start().map(|token| text_of(&token).into_owned()),
            Next::None => None,
        }
    }

    fn successor(&self, page: &Value) -> Option<Value> {
        match self.draft.meta.paging? {
            Paging::Cursor { next, .. } | Paging::NextUrl { next } => {
                let token = page.pointer(next)?;
                let usable = match token {
                    Value::String(text) => !text.trim().is_empty(),
                    Value::Number(_) => true,
                    Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
                };
                usable.then(|| token.clone())
            }
            Paging::Link => None,
            Paging::Offset { items, .. } => {
                let count = page.pointer(items)?.as_array()?.len() as u64;
                (count > 0).then(|| self.place(0).saturating_add(count).into())
            }
            Paging::Page { items, .. } => {
                let count = page.pointer(items)?.as_array()?.len();
                (count > 0).then(|| self.place(1).saturating_add(1).into())
            }
        }
    }

    /// The number of the page or item that was asked for last.
    fn place(&self, default: u64) -> u64 {
        let asked = match &self.next {
            Next::Page(token) => Some(token.clone()),
            Next::First | Next::None => self.start(),
        };
        asked.and_then(|value| value.as_u64()).unwrap_or(default)
    }

    /// Where the call itself begins.
    fn start(&self) -> Option<Value> {
        match self.draft.meta.paging? {
            Paging::Cursor { param, .. }
            | Paging::Offset { param, .. }
            | Paging::Page { param, .. } => self.draft.value(Location::Query, param).cloned(),
            Paging::NextUrl { .. } | Paging::Link => self.draft.url.clone().map(Value::String),
        }
    }

    fn is_new(&mut self, token: &Value) -> bool {
        self.seen.insert(self.hasher.hash_one(text_of(token)))
    }
}

/// Begins a call at the page that `token` names.
pub(crate) fn begin_at(draft: &mut Draft, token: String) {
    let number = token.parse::<u64>().ok();
    let value = match (draft.meta.paging, number) {
        (Some(Paging::Offset { .. } | Paging::Page { .. }), Some(number)) => Value::from(number),
        _ => Value::String(token),
    };
    if let Err(error) = turn_to(draft, value) {
        draft.fault = Some(error.to_string());
    }
}

fn turn_to(draft: &mut Draft, token: Value) -> Result<(), Error> {
    match draft.meta.paging {
        Some(
            Paging::Cursor { param, .. }
            | Paging::Offset { param, .. }
            | Paging::Page { param, .. },
        ) => {
            draft.set(Location::Query, param, token);
        }
        Some(Paging::NextUrl { .. } | Paging::Link) => {
            draft.url = Some(address(draft, &text_of(&token))?);
        }
        None => {}
    }
    Ok(())
}

/// The address of a further page. It must be the client's own server: the token goes there.
fn address(draft: &Draft, url: &str) -> Result<String, Error> {
    let origin = draft.base().origin();
    let url = url.trim();
    let own = url
        .get(..origin.len())
        .filter(|start| start.eq_ignore_ascii_case(origin))
        .map(|_| &url[origin.len()..]);
    let rest = own.unwrap_or(url);
    if url.starts_with('?') {
        return address(draft, &format!("{}{url}", draft.place()));
    }
    let absolute_path = rest.starts_with('/') && (own.is_some() || !rest.starts_with("//"));
    if absolute_path
        && !rest.contains(['\\', '#'])
        && !rest.chars().any(|c| c.is_control() || c == ' ')
    {
        return Ok(format!("{origin}{rest}"));
    }
    Err(Error::config(
        "the next page's address is not one of the client's server".to_owned(),
    ))
}
