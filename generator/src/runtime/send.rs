//! The pipeline of every call, without generics: check, then attempts of build, send, read and judge.
use super::answer::Head;
use super::attempt::{Exchange, attempt};
use super::attempts::{Attempts, Next};
use super::check::{CheckOptions, check};
use super::error_body::ErrorBody;
use super::hooks::Hooks;
use super::login::Login;
use super::request::Draft;
use super::{Answer, AnswerMeta, Error, ResponseValidation, Violations, retry_after, trace};
use crate::api::API;
use http::HeaderMap;

/// Sends a call, again where it may and must be, and gives its good answer.
///
/// Everything happens in this future: dropped, it leaves nothing behind but what the server has got already.
pub(crate) async fn send(draft: Box<Draft>) -> Result<Answer, Error> {
    let own = draft.check().map_err(|error| error.of(draft.meta.id, 0))?;
    let span = trace::call(&draft);
    span.within(repeat(&draft, &own)).await
}

async fn repeat(draft: &Draft, own: &HeaderMap) -> Result<Answer, Error> {
    let mut attempts = Attempts::begin(draft);
    let mut login = Login::default();
    loop {
        let outcome = try_once(draft, own, &mut attempts, &mut login).await;
        if login.renews(draft, &outcome) {
            trace::renews(attempts.made());
            attempts.forgive();
            continue;
        }
        match attempts.next(outcome) {
            Next::Done(outcome) => return outcome,
            Next::Again(wait) => draft.client.transport().sleep(wait).await,
        }
    }
}

/// One attempt and what it comes to.
async fn try_once(
    draft: &Draft,
    own: &HeaderMap,
    attempts: &mut Attempts<'_>,
    login: &mut Login,
) -> Result<Answer, Error> {
    let limit = attempts.start();
    let made = attempts.made();
    let span = trace::attempt(draft.meta, made);
    let mut hooks = Hooks::new(&draft.client.config().interceptors, draft.meta, made);
    let outcome = span
        .within(async {
            let exchange = attempt(draft, own, limit, login, &mut hooks, &span).await?;
            judge(draft, exchange, made)
        })
        .await
        .map_err(|error| error.of(draft.meta.id, made));
    hooks.after(&outcome);
    outcome
}

/// Errors are read as far as they go, because their status must not be lost; good answers must be whole.
fn judge(draft: &Draft, exchange: Exchange, attempts: u32) -> Result<Answer, Error> {
    let config = draft.client.config();
    let Exchange {
        status,
        headers,
        body,
        fault,
        rest,
        secrets,
    } = exchange;
    if !status.is_success() {
        let mut parts = ErrorBody::read(&API.errors, &headers, &body);
        parts.hide(&secrets);
        let wait = retry_after::from_headers(status, &headers, &|| draft.client.transport().now());
        return Err(Error::from_answer(parts, status, headers, body, wait));
    }
    if let Some(fault) = fault {
        return Err(Error::broken_off(fault, status, headers, body));
    }
    let head = Head {
        status,
        headers,
        attempts,
        operation: draft.meta.id,
    };
    let mut answer = Answer::new(head, body, rest, draft.meta.answers);
    if let (ResponseValidation::Strict, Some(row)) = (config.response_validation, answer.row()) {
        check_answer(row, &mut answer)?;
    }
    Ok(answer)
}

fn check_answer(row: &'static AnswerMeta, answer: &mut Answer) -> Result<(), Error> {
    let (head, body) = (answer.head(), answer.body().clone());
    let mut violations = Violations::new();
    match answer.value() {
        Ok(value) => check(row.schema, value, CheckOptions::default(), &mut violations),
        Err(error) => return Err(Error::decode(error, &head, body)),
    }
    violations
        .into_result()
        .map_err(|violations| Error::unexpected(violations, &head, body))
}
