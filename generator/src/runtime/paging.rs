//! Lists that come page by page, as streams of items and of pages.
use super::call::decode;
use super::pager::Pager;
use super::send::send;
use super::transport::BoxFuture;
use super::{Answer, Call, Collected, Error, Paged};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

impl<O: Paged> Call<O> {
    /// All items, page after page, each page fetched when the one before it is used up.
    pub fn stream(self) -> ItemStream<O> {
        ItemStream {
            pages: self.pages(),
            items: Vec::new().into_iter(),
        }
    }

    /// All pages. The options of this call hold for each of them.
    pub fn pages(self) -> PageStream<O> {
        PageStream {
            pager: Pager::new(self.into_draft()),
            fetching: None,
            operation: PhantomData,
        }
    }

    /// The first items, `limit` of them at most, in memory. The answer says whether there is more, and goes on there.
    ///
    /// # Errors
    ///
    /// As the call itself, when a page cannot be had. Items of earlier pages are gone then: who needs them takes
    /// [`Call::stream`].
    pub async fn collect_all(
        self,
        limit: usize,
    ) -> Result<Collected<O::Item, ItemStream<O>>, Error> {
        let mut rest = self.stream();
        let mut items = Vec::new();
        while items.len() < limit {
            match rest.try_next().await? {
                Some(item) => items.push(item),
                None => return Ok(Collected { items, rest: None }),
            }
        }
        let rest = rest.has_more().then_some(rest);
        Ok(Collected { items, rest })
    }

    /// Begins at a page that an earlier stream named (see [`PageStream::next_token`]).
    pub fn from_token(self, token: impl Into<String>) -> Self {
        let mut draft = self.into_draft();
        super::pager::begin_at(&mut draft, token.into());
        Self::from_draft(draft)
    }
}

/// The pages of a list. It ends with the last page, and after an error.
///
/// A page whose successor is missing, null, empty, blank or known already is the last one.
#[must_use = "streams do nothing unless polled"]
pub struct PageStream<O: Paged> {
    pager: Pager,
    fetching: Option<BoxFuture<'static, Result<Answer, Error>>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paged> PageStream<O> {
    /// The next page; `None` after the last.
    ///
    /// # Errors
    ///
    /// As the call itself. The stream has ended then; [`PageStream::next_token`] still names the page that failed.
    pub async fn try_next(&mut self) -> Result<Option<O::Output>, Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx))
            .await
            .transpose()
    }

    /// Names the page that comes next, for [`Call::from_token`]; `None` at the start and after the last page.
    pub fn next_token(&self) -> Option<String> {
        self.pager.next_token()
    }

    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Answer, Error>>> {
        if self.fetching.is_none() {
            match self.pager.next_draft() {
                None => return Poll::Ready(None),
                Some(Ok(draft)) => self.fetching = Some(Box::pin(send(draft))),
                Some(Err(error)) => return Poll::Ready(Some(self.pager.note(Err(error)))),
            }
        }
        let Some(fetching) = &mut self.fetching else {
            return Poll::Ready(None);
        };
        let outcome = ready!(fetching.as_mut().poll(cx));
        self.fetching = None;
        Poll::Ready(Some(self.pager.note(outcome)))
    }
}

impl<O: Paged> Stream for PageStream<O> {
    type Item = Result<O::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let answer = ready!(self.poll_answer(cx));
        let page = answer.map(|answer| answer.and_then(decode::<O>));
        if let Some(Err(_)) = &page {
            self.pager.stop();
        }
        Poll::Ready(page)
    }
}

/// The items of a list, from all of its pages.
#[must_use = "streams do nothing unless polled"]
pub struct ItemStream<O: Paged> {
    pages: PageStream<O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: Paged> ItemStream<O> {
    /// The next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// As the call itself, when a page cannot be had. The stream has ended then.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx))
            .await
            .transpose()
    }

    /// Names the page after the one whose items are being given; see [`PageStream::next_token`].
    pub fn next_token(&self) -> Option<String> {
        self.pages.next_token()
    }

    fn has_more(&self) -> bool {
        self.items.len() > 0 || self.pages.pager.has_more()
    }
}

// Items are moved, never pinned.
impl<O: Paged> Unpin for ItemStream<O> {}

impl<O: Paged> Stream for ItemStream<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.items = O::items(page).into_iter(),
            }
        }
    }
}

impl<O: Paged> fmt::Debug for PageStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageStream({})", O::META.id)
    }
}

impl<O: Paged> fmt::Debug for ItemStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ItemStream({})", O::META.id)
    }
}
