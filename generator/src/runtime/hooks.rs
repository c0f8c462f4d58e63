//! Runs a client's interceptors around one attempt.
use super::interceptor::{Attempt, AttemptAnswer, Interceptor};
use super::transport::HttpRequest;
use super::{Answer, Error, ErrorKind, OperationMeta, headers};
use std::sync::Arc;

/// The interceptors of one attempt.
pub(crate) struct Hooks<'c> {
    all: &'c [Arc<dyn Interceptor>],
    meta: &'static OperationMeta,
    number: u32,
    attempt: Option<Attempt>,
    /// How many of `all` are to be told of the end.
    begun: usize,
}

impl<'c> Hooks<'c> {
    pub(crate) fn new(
        all: &'c [Arc<dyn Interceptor>],
        meta: &'static OperationMeta,
        number: u32,
    ) -> Self {
        Self {
            all,
            meta,
            number,
            attempt: None,
            begun: 0,
        }
    }

    /// Whether a hook may change the request.
    pub(crate) fn any(&self) -> bool {
        !self.all.is_empty()
    }

    /// Lets each see the request and change its headers.
    pub(crate) async fn before(&mut self, request: &mut HttpRequest) -> Result<(), Error> {
        if self.all.is_empty() {
            return Ok(());
        }
        let attempt = self
            .attempt
            .insert(Attempt::new(self.meta, self.number, request));
        for one in self.all {
            one.before_attempt(attempt).await.map_err(Error::refused)?;
            self.begun += 1;
        }
        headers::finish(attempt.headers_mut()).map_err(Error::config)?;
        request.headers.clone_from(attempt.headers());
        Ok(())
    }

    /// Tells those that were asked before how it ended.
    pub(crate) fn after(&self, outcome: &Result<Answer, Error>) {
        let Some(attempt) = &self.attempt else { return };
        let told = self.all[..self.begun].iter().rev();
        match outcome {
            Ok(answer) => {
                let answer =
                    AttemptAnswer::new(answer.status(), answer.headers(), answer.body().len());
                told.for_each(|one| one.after_attempt(attempt, &answer));
            }
            Err(error) => match whole(error) {
                Some(answer) => told.for_each(|one| one.after_attempt(attempt, &answer)),
                None => told.for_each(|one| one.on_error(attempt, error)),
            },
        }
    }
}

/// The answer behind an error, where it came to its end.
fn whole(error: &Error) -> Option<AttemptAnswer<'_>> {
    match error.kind() {
        ErrorKind::Api | ErrorKind::Decode => Some(AttemptAnswer::new(
            error.status()?,
            error.headers()?,
            error.body()?.len(),
        )),
        ErrorKind::Invalid
        | ErrorKind::Transport
        | ErrorKind::Config
        | ErrorKind::Auth
        | ErrorKind::Refused => None,
    }
}
