//! Keeps a provider's token, and asks for the next one once however many calls wait for it.
use super::auth;
use super::token_provider::{Token, TokenProvider, TokenReason, TokenRequest};
use super::transport::{BoxError, BoxFuture, Transport};
use super::{Secret, trace};
use std::error::Error as StdError;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

/// A token is not used in the last moments of its life: it has to arrive while it is valid.
const MARGIN: Duration = Duration::from_secs(30);

/// A failure that several calls are told of.
pub(crate) type SharedError = Arc<dyn StdError + Send + Sync>;

/// A provider with its last token. Clones of a client share it.
pub(crate) struct TokenSource {
    provider: Arc<dyn TokenProvider>,
    state: Mutex<State>,
    waiting: Arc<Waiting>,
}

/// A token in use, with the number that tells it from its predecessors.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) secret: Secret,
    pub(crate) generation: u64,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// When the one that is held has to be replaced, by the transport's steady clock.
    until: Option<Duration>,
    /// Counts tokens.
    generation: u64,
    /// Why none is held; `None` before the first.
    lost: Option<TokenReason>,
    /// Counts answers of the provider, good and bad.
    answers: u64,
    /// The last answer, where it was a failure.
    failure: Option<SharedError>,
    question: Question,
    /// How many calls wait for the answer.
    parties: usize,
    /// Those that came while another call was polling.
    late: Vec<Waker>,
}

/// What the provider was asked. Whichever call is polled drives it, so that none waits for one that nobody polls.
#[derive(Default)]
enum Question {
    #[default]
    None,
    Asked(Asked),
    /// A call is polling it at this moment.
    Taken,
}

struct Asked {
    answer: BoxFuture<'static, Result<Token, BoxError>>,
    since: Duration,
}

/// Wakes all that wait for an answer.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl TokenSource {
    pub(crate) fn new(provider: impl TokenProvider) -> Self {
        Self {
            provider: Arc::new(provider),
            state: Mutex::default(),
            waiting: Arc::default(),
        }
    }

    /// A token younger than the `rejected` generation.
    pub(crate) async fn get(
        &self,
        rejected: Option<u64>,
        transport: &Arc<dyn Transport>,
        base: &str,
    ) -> Result<Held, SharedError> {
        let party = Party::join(self);
        let from = (transport, base);
        poll_fn(|cx| self.poll(cx, party.since, rejected, from)).await
    }

    fn poll(
        &self,
        cx: &Context<'_>,
        since: u64,
        rejected: Option<u64>,
        from: (&Arc<dyn Transport>, &str),
    ) -> Poll<Result<Held, SharedError>> {
        let mut state = self.lock();
        state.drop_useless(rejected, from.0.elapsed());
        if let Some(held) = &state.held {
            return Poll::Ready(Ok(held.clone()));
        }
        // An answer that came while this call waited is this call's too: an outage is not asked about by each in turn.
        if let (true, Some(failure)) = (state.answers > since, &state.failure) {
            return Poll::Ready(Err(Arc::clone(failure)));
        }
        let mut asked = match std::mem::replace(&mut state.question, Question::Taken) {
            Question::Taken => {
                state.late.push(cx.waker().clone());
                return Poll::Pending;
            }
            Question::Asked(asked) => asked,
            Question::None => self.ask(state.lost.unwrap_or(TokenReason::First), from),
        };
        drop(state);
        self.waiting.add(cx.waker());
        let mut taken = Taken {
            source: self,
            back: Question::None,
        };
        let waker = Waker::from(Arc::clone(&self.waiting));
        match asked.answer.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Pending => {
                taken.back = Question::Asked(asked);
                Poll::Pending
            }
            Poll::Ready(answer) => {
                let outcome = self.lock().note(answer, asked.since);
                drop(taken);
                waker.wake();
                Poll::Ready(outcome)
            }
        }
    }

    fn ask(&self, reason: TokenReason, (transport, base): (&Arc<dyn Transport>, &str)) -> Asked {
        trace::token_wanted(reason);
        let (provider, transport) = (Arc::clone(&self.provider), Arc::clone(transport));
        let base = base.to_owned();
        Asked {
            since: transport.elapsed(),
            answer: Box::pin(async move {
                let token = provider
                    .token(TokenRequest::new(reason, &*transport, &base))
                    .await?;
                match auth::fault(token.secret()) {
                    Some(fault) => Err(fault.into()),
                    None => Ok(token),
                }
            }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn drop_useless(&mut self, rejected: Option<u64>, now: Duration) {
        let Some(held) = &self.held else { return };
        if rejected.is_some_and(|rejected| held.generation <= rejected) {
            self.lost = Some(TokenReason::Rejected);
        } else if self.until.is_some_and(|until| until <= now) {
            self.lost = Some(TokenReason::Expired);
        } else {
            return;
        }
        self.held = None;
    }

    fn note(
        &mut self,
        answer: Result<Token, BoxError>,
        since: Duration,
    ) -> Result<Held, SharedError> {
        self.answers += 1;
        let token = match answer {
            Ok(token) => token,
            Err(error) => {
                let error = SharedError::from(error);
                self.failure = Some(Arc::clone(&error));
                return Err(error);
            }
        };
        self.failure = None;
        self.generation += 1;
        self.until = token
            .lifetime()
            .and_then(|life| since.checked_add(life.saturating_sub(MARGIN.min(life / 10))));
        let held = Held {
            secret: token.secret().clone(),
            generation: self.generation,
        };
        self.held = Some(held.clone());
        Ok(held)
    }
}

/// Puts the question back, also when the provider panics, and has those polled that came meanwhile.
struct Taken<'s> {
    source: &'s TokenSource,
    back: Question,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let late = {
            let mut state = self.source.lock();
            state.question = std::mem::take(&mut self.back);
            std::mem::take(&mut state.late)
        };
        late.into_iter().for_each(Waker::wake);
    }
}

/// A call that waits. When the last one goes, nobody wants the answer.
struct Party<'s> {
    source: &'s TokenSource,
    /// How many answers there were when it came.
    since: u64,
}

impl<'s> Party<'s> {
    fn join(source: &'s TokenSource) -> Self {
        let mut state = source.lock();
        state.parties += 1;
        Self {
            source,
            since: state.answers,
        }
    }
}

impl Drop for Party<'_> {
    fn drop(&mut self) {
        let mut state = self.source.lock();
        state.parties -= 1;
        let unwanted = match state.parties {
            0 => std::mem::take(&mut state.question),
            _ => Question::None,
        };
        // The provider's future may do as it likes when it is dropped: not under the lock.
        drop(state);
        drop(unwanted);
    }
}

impl Waiting {
    fn add(&self, waker: &Waker) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.iter().any(|known| known.will_wake(waker)) {
            all.push(waker.clone());
        }
    }
}

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        all.into_iter().for_each(Waker::wake);
    }
}
