//! Two thousand calls of the real SDK at a hostile server: each ends in time, and with what the server meant for it.
use factify::models::CreateOrganizationInviteRequest;
use factify::{Client, Error, OrganizationId, RetryPolicy};
use factify_tests::hostile::plan::{self, Meaning, Step};
use factify_tests::hostile::{Arrivals, CALL, Hostile, email};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const ORG: OrganizationId = OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");
const SEED: u64 = 20_261_127;
const CALLS: u32 = 2000;
const TASKS: u32 = 32;
/// What the client is told.
const ATTEMPT: Duration = Duration::from_secs(1);
const TOTAL: Duration = Duration::from_secs(5);
/// When a call that is still not over has no end: a machine may be slow, but not that slow.
const HANG: Duration = Duration::from_secs(30);
const MOST_MEMORY: u64 = 200 << 20;

/// How a call ended.
struct Outcome {
    call: u32,
    result: Result<(String, u32), Error>,
}

#[test]
fn every_call_ends_as_the_server_meant_it() {
    let server = Hostile::start(SEED);
    let client = Client::builder()
        .base_url(server.base())
        .token("t")
        .timeout(ATTEMPT)
        .total_timeout(TOTAL)
        .max_answer_bytes(1 << 20)
        .retry_budget(None)
        .retry(RetryPolicy::new().initial_backoff(Duration::from_millis(2)))
        .build()
        .expect("loopback may be spoken to");
    let outcomes = storm(&client);
    let arrivals = server.arrivals();
    let calls: BTreeSet<u32> = outcomes.iter().map(|outcome| outcome.call).collect();
    assert_eq!(calls.len(), CALLS as usize, "each call ends once");
    assert!(
        arrivals.keys().all(|call| calls.contains(call)),
        "what arrives belongs to a call"
    );
    let none = Arrivals::default();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for outcome in &outcomes {
        let arrived = arrivals.get(&outcome.call).unwrap_or(&none);
        *counts.entry(kind(outcome)).or_default() += 1;
        if let Some(fault) = fault(outcome, arrived) {
            faults.push(format!("call {}: {fault}; {arrived:?}", outcome.call));
        }
    }
    tell(&counts, &arrivals);
    assert!(
        faults.is_empty(),
        "{}:\n{}",
        faults.len(),
        faults.join("\n")
    );
    let met: BTreeSet<Step> = arrivals
        .values()
        .flat_map(|one| one.steps.clone())
        .collect();
    assert_eq!(met, plan::steps().collect(), "every step was met");
    match most_memory() {
        Some(bytes) => {
            println!("most memory, the server's included: {} MiB", bytes >> 20);
            assert!(bytes < MOST_MEMORY, "{bytes} bytes");
        }
        None => println!("skipped: the memory is not measured, as there is no /proc/self/status"),
    }
}

/// Makes all calls, over several tasks that take the next one when they are done.
fn storm(client: &Client) -> Vec<Outcome> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts");
    let next = Arc::new(AtomicU32::new(0));
    runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS)
            .map(|_| tokio::spawn(worker(client.clone(), Arc::clone(&next))))
            .collect();
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.extend(task.await.expect("no call panics"));
        }
        outcomes
    })
}

async fn worker(client: Client, next: Arc<AtomicU32>) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    loop {
        let call = next.fetch_add(1, Ordering::Relaxed);
        if call >= CALLS {
            return outcomes;
        }
        let result = tokio::time::timeout(HANG, make(&client, call)).await;
        let result = result.unwrap_or_else(|_| panic!("call {call} has no end"));
        outcomes.push(Outcome { call, result });
    }
}

/// Every third call changes something.
fn method(call: u32) -> &'static str {
    if call.is_multiple_of(3) {
        "POST"
    } else {
        "GET"
    }
}

/// The address in the answer, and the attempts. Every fourth call has no limit but that of the whole call.
async fn make(client: &Client, call: u32) -> Result<(String, u32), Error> {
    let invites = client.organizations().invites();
    let attempt = (!call.is_multiple_of(4)).then_some(ATTEMPT);
    if method(call) == "POST" {
        let body = CreateOrganizationInviteRequest::new(email(call));
        let create = invites.create(&ORG, body).header(CALL, call.to_string());
        let made = create
            .timeout(attempt)
            .total_timeout(ATTEMPT)
            .with_response();
        let made = made.await?;
        let attempts = made.attempts();
        return Ok((made.into_value().invite.email, attempts));
    }
    let list = invites.list(&ORG).header(CALL, call.to_string());
    let total = if attempt.is_some() { TOTAL } else { ATTEMPT };
    let listed = list
        .timeout(attempt)
        .total_timeout(total)
        .with_response()
        .await?;
    let attempts = listed.attempts();
    let mut emails = listed
        .into_value()
        .items
        .into_iter()
        .flatten()
        .map(|invite| invite.email);
    Ok((emails.next().unwrap_or_default(), attempts))
}

fn kind(outcome: &Outcome) -> &'static str {
    match &outcome.result {
        Ok(_) => "value",
        Err(error) if error.is_api() => "error of the server",
        Err(error) if error.is_decode() => "unreadable",
        Err(error) if error.is_total_timeout() => "end of the call's time",
        Err(error) if error.is_timeout() => "end of an attempt's time",
        Err(_) => "connection",
    }
}

/// What is wrong with how a call ended, given what the server did for it.
fn fault(outcome: &Outcome, arrived: &Arrivals) -> Option<String> {
    let (call, method) = (outcome.call, method(outcome.call));
    let (_, before) = arrived.steps.split_last().unwrap_or((&Step::Closed, &[]));
    if method == "POST" && !before.iter().all(|step| step.allows_post_again()) {
        return Some("a POST arrived again".to_owned());
    }
    if arrived.foreign_bodies > 0 {
        return Some("a body arrived that is another call's".to_owned());
    }
    let meant = arrived.steps.last().map(|step| step.meaning(method));
    let wrong = match &outcome.result {
        Ok((address, attempts)) => {
            meant != Some(Meaning::Value)
                || *address != email(call)
                || requests(arrived, method) > *attempts as usize
        }
        Err(error) => match error.status().filter(|_| error.is_api()) {
            Some(status) => {
                meant != Some(Meaning::Status(status.as_u16())) || !is_own(error, outcome, arrived)
            }
            // Whatever was meant: the last attempt may not have arrived, or was too slow.
            None if error.is_timeout() => false,
            None if requests(arrived, method) < error.attempts() as usize => false,
            None => meant != Some(Meaning::Trouble),
        },
    };
    wrong.then(|| format!("{method} came to {:?}", outcome.result))
}

/// How many attempts arrived: further requests of one were sent by redirects.
fn requests(arrived: &Arrivals, method: &str) -> usize {
    let follows = |step: &&Step| method == "GET" && **step == Step::Elsewhere;
    let hops = arrived.steps.iter().rev().skip(1).filter(follows).count();
    arrived.steps.len() - hops
}

/// Whether an error is the one that the server sent last to this call; some have no words.
fn is_own(error: &Error, outcome: &Outcome, arrived: &Arrivals) -> bool {
    let said = format!("call {}, arrival {}", outcome.call, arrived.steps.len() - 1);
    error.message().is_none_or(|message| message == said)
}

fn tell(counts: &BTreeMap<&str, usize>, arrivals: &BTreeMap<u32, Arrivals>) {
    for (kind, count) in counts {
        println!("  {count:5} {kind}");
    }
    let requests: usize = arrivals.values().map(|one| one.steps.len()).sum();
    println!("{CALLS} calls over {TASKS} tasks, {requests} requests, seed {SEED}");
}

/// The most that this process ever held.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib << 10)
}
