//! The first items of a list, and what is left of it.
use std::fmt;

/// What [`Call::collect_all`](super::Call::collect_all) gives.
#[non_exhaustive]
pub struct Collected<T, R> {
    /// The items, never more than were asked for.
    pub items: Vec<T>,
    /// The stream that goes on with the very next item, those left of a page first; `None` when the list has ended.
    /// A page that is still to come may turn out empty. `next_token` of the stream names it.
    pub rest: Option<R>,
}

impl<T, R> Collected<T, R> {
    /// Whether these are all items of the list.
    pub fn is_complete(&self) -> bool {
        self.rest.is_none()
    }
}

impl<T: fmt::Debug, R> fmt::Debug for Collected<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collected")
            .field("items", &self.items)
            .field("is_complete", &self.is_complete())
            .finish_non_exhaustive()
    }
}
