//! What a test expects of one operation: which calls, how many, and their answers.
use super::mock::Shared;
use super::mock_answer::MockAnswer;
use super::mock_request::MockRequest;
use super::mock_rule::{Condition, Reply, Rule, Times};
use super::{Operation, Paged, Wire, mock_pages};
use http::StatusCode;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// An expectation of calls of one operation, under way in its [`Mock`](super::Mock) from the beginning.
pub struct Expectation<Op> {
    pub(crate) shared: Arc<Shared>,
    pub(crate) at: usize,
    pub(crate) operation: PhantomData<fn() -> Op>,
}

/// Which calls.
impl<Op: Operation> Expectation<Op> {
    /// Only calls of which this is true; of several conditions all must be.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn when(self, is: impl Fn(&MockRequest) -> bool + Send + Sync + 'static) -> Self {
        self.condition("a condition", Arc::new(is))
    }

    /// Only calls with this parameter in the path.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn path(self, name: &'static str, value: impl Into<String>) -> Self {
        let pair = (name.to_owned(), value.into());
        let is = move |request: &MockRequest| request.path_params.contains(&pair);
        self.condition(format!("path parameter {name}"), Arc::new(is))
    }

    /// Only calls with this parameter in the query.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn query(self, name: &'static str, value: impl Into<String>) -> Self {
        let pair = (name.to_owned(), value.into());
        let is = move |request: &MockRequest| request.query.contains(&pair);
        self.condition(format!("query parameter {name}"), Arc::new(is))
    }

    /// Only calls with this header.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn header(self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        let is = move |request: &MockRequest| request.header(name) == Some(&value);
        self.condition(format!("header {name}"), Arc::new(is))
    }

    /// Only calls whose body, read as JSON, is this model.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn body(self, model: &impl Wire) -> Self {
        let wanted = model.encode();
        let is = move |request: &MockRequest| request.json().as_ref() == Some(&wanted);
        self.condition("the body", Arc::new(is))
    }
}

/// How many calls.
impl<Op: Operation> Expectation<Op> {
    /// Exactly one call, attempts counted.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Exactly so many calls, attempts counted; the last answer is repeated.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn times(self, times: usize) -> Self {
        self.change(|rule| rule.times = Times::Exactly(times))
    }

    /// Any number of calls, none included; the last answer is repeated.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn any_times(self) -> Self {
        self.change(|rule| rule.times = Times::Any)
    }
}

/// The answers. Each further one is for the next call.
impl<Op: Operation> Expectation<Op> {
    /// Answers with what the operation gives, and the status that the document declares for it.
    #[allow(
        clippy::must_use_candidate,
        clippy::return_self_not_must_use,
        reason = "it may be the last word"
    )]
    pub fn respond(self, output: &Op::Output) -> Self
    where
        Op::Output: Wire,
    {
        self.then(MockAnswer::of::<Op>(output))
    }

    /// Answers with an error in the API's own shape.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn respond_status(self, status: StatusCode, code: &str, message: &str) -> Self {
        self.then(MockAnswer::error(status, code, message))
    }

    /// Answers with this.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn then(self, answer: MockAnswer) -> Self {
        self.respond_with(move |_| answer.clone())
    }

    /// Answers by the request.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn respond_with(
        self,
        reply: impl Fn(&MockRequest) -> MockAnswer + Send + Sync + 'static,
    ) -> Self {
        let reply: Reply = Arc::new(reply);
        self.change(|rule| rule.replies.push(reply))
    }

    fn condition(self, what: impl Into<String>, is: Condition) -> Self {
        let what = what.into();
        self.change(|rule| rule.conditions.push((what, is)))
    }

    fn change(self, change: impl FnOnce(&mut Rule)) -> Self {
        change(&mut self.shared.state().rules[self.at]);
        self
    }
}

impl<Op: Paged> Expectation<Op> {
    /// Answers with these things as a list of pages of at most so many, an answer for each page.
    ///
    /// Beside the items a page has what leads to the next one, and where the document requires a `boolean` there, it says
    /// whether more pages follow. Where pages are counted, an empty one ends the list.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn respond_pages(self, items: impl IntoIterator<Item = Op::Item>, page_size: usize) -> Self
    where
        Op::Item: Wire,
    {
        let items: Vec<_> = items.into_iter().map(|item| item.encode()).collect();
        mock_pages::pages(Op::META, Op::ITEMS, &items, page_size)
            .into_iter()
            .fold(self, |all, page| {
                all.respond_with(move |request| {
                    let answer = MockAnswer::page::<Op>(&page.at(request));
                    match page.link(request) {
                        Some(link) => answer.header(http::header::LINK, link),
                        None => answer,
                    }
                })
            })
    }
}

impl<Op: Operation> fmt::Debug for Expectation<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expectation").field(&Op::META.id).finish()
    }
}

/// Implements the expectations of a resource: how they are made, and a method for each operation that expects calls of
/// it: `expectations!(Pets { list: ListPets, });`.
#[allow(unused_macros, reason = "an API may have no operation")]
macro_rules! expectations {
    ($name:ident { $($method:ident $(($bare:literal))?: $operation:ty,)* }) => {
        impl<'a> $name<'a> {
            pub(crate) fn new(mock: &'a $crate::runtime::Mock) -> Self {
                Self { mock }
            }

            $(
                #[doc = concat!(
                    "Expects calls of [`", stringify!($name), "::",
                    $crate::runtime::model::bare!([$($bare)?] $method), "`](crate::resources::", stringify!($name),
                    "::", $crate::runtime::model::bare!([$($bare)?] $method), ").",
                )]
                #[must_use = "an expectation without an answer fails its calls"]
                pub fn $method(self) -> $crate::runtime::Expectation<$operation> {
                    self.mock.on()
                }
            )*
        }
    };
}
#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use expectations;
