//! The blocking forms of a call and of its lists.
use super::blocking::send_blocking;
use super::call::decode;
use super::pager::Pager;
use super::{Call, Collected, Error, Operation, Paged, Response};
use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;

/// Blocking forms. They work on any thread, threads of an async runtime included; there they block what else runs on it.
///
/// Calls are driven on a thread of the client's own, which all clones of a client share. It starts with the first
/// blocking call and ends with the last clone. Its connections are its own, too: see [`Transport::for_blocking`].
///
/// [`Transport::for_blocking`]: super::Transport::for_blocking
impl<O: Operation> Call<O> {
    /// Sends the call and waits for the decoded answer.
    ///
    /// # Errors
    ///
    /// As the call itself; moreover when the client's thread cannot be started, when the call is made on that very
    /// thread (by an interceptor), and when an interceptor, provider or transport panics.
    pub fn send_blocking(self) -> Result<O::Output, Error> {
        decode::<O>(send_blocking(self.into_draft())?)
    }

    /// Sends the call and waits; the answer comes with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`Call::send_blocking`].
    pub fn with_response_blocking(self) -> Result<Response<O::Output>, Error> {
        let answer = send_blocking(self.into_draft())?;
        let head = answer.head();
        decode::<O>(answer).map(|value| Response::new(value, head))
    }
}

impl<O: Paged> Call<O> {
    /// All items, page after page; [`Call::stream`] for loops that do not await.
    pub fn iter_blocking(self) -> ItemIter<O> {
        ItemIter {
            pages: self.pages_blocking(),
            items: Vec::new().into_iter(),
        }
    }

    /// All pages; [`Call::pages`] for loops that do not await.
    pub fn pages_blocking(self) -> PageIter<O> {
        PageIter {
            pager: Pager::new(self.into_draft()),
            operation: PhantomData,
        }
    }

    /// The first items, `limit` of them at most; [`Call::collect_all`] for code that does not await.
    ///
    /// # Errors
    ///
    /// As [`Call::send_blocking`], when a page cannot be had.
    pub fn collect_all_blocking(
        self,
        limit: usize,
    ) -> Result<Collected<O::Item, ItemIter<O>>, Error> {
        let mut rest = self.iter_blocking();
        let mut items = Vec::new();
        while items.len() < limit {
            match rest.next() {
                Some(item) => items.push(item?),
                None => return Ok(Collected { items, rest: None }),
            }
        }
        let rest = rest.has_more().then_some(rest);
        Ok(Collected { items, rest })
    }
}

/// The pages of a list, each fetched when it is asked for. It ends with the last page, and after an error.
#[must_use = "iterators are lazy"]
pub struct PageIter<O: Paged> {
    pager: Pager,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paged> PageIter<O> {
    /// Names the page that comes next, for [`Call::from_token`]; `None` at the start and after the last page. After an
    /// error it names the page that failed.
    pub fn next_token(&self) -> Option<String> {
        self.pager.next_token()
    }
}

impl<O: Paged> Iterator for PageIter<O> {
    type Item = Result<O::Output, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let answer = self.pager.next_draft()?.and_then(send_blocking);
        let page = self.pager.note(answer).and_then(decode::<O>);
        if page.is_err() {
            self.pager.stop();
        }
        Some(page)
    }
}

impl<O: Paged> FusedIterator for PageIter<O> {}

/// The items of a list, from all of its pages.
#[must_use = "iterators are lazy"]
pub struct ItemIter<O: Paged> {
    pages: PageIter<O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: Paged> ItemIter<O> {
    /// Names the page after the one whose items are being given; see [`PageIter::next_token`].
    pub fn next_token(&self) -> Option<String> {
        self.pages.next_token()
    }

    fn has_more(&self) -> bool {
        self.items.len() > 0 || self.pages.pager.has_more()
    }
}

impl<O: Paged> Iterator for ItemIter<O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.items = O::items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paged> FusedIterator for ItemIter<O> {}

impl<O: Paged> fmt::Debug for PageIter<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageIter({})", O::META.id)
    }
}

impl<O: Paged> fmt::Debug for ItemIter<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ItemIter({})", O::META.id)
    }
}
