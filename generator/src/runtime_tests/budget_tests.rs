//! The retry budget: what it pays for, what fills it, and that all of a client's calls share it.
use super::clock::{Script, answer};
use super::retry_operations::Get;
use crate::runtime::{Call, Client, RetryBudget};

fn client(script: &Script, budget: impl Into<Option<RetryBudget>>) -> Client {
    script.builder().retry_budget(budget).build().unwrap()
}

async fn attempts(client: &Client) -> u32 {
    match Call::<Get>::new(client).with_response().await {
        Ok(response) => response.attempts(),
        Err(error) => error.attempts(),
    }
}

#[tokio::test]
async fn clones_share_a_budget_that_successes_fill() {
    let down = || answer(503, "");
    let up = || answer(200, "1");
    // Three attempts that fail, two of which cannot all be paid, five good ones, and one that a retry saves.
    let steps = [
        down(),
        down(),
        down(),
        down(),
        up(),
        up(),
        up(),
        down(),
        up(),
        down(),
        up(),
        down(),
    ];
    let script = Script::new(steps);
    let budget = RetryBudget::new().capacity(12).cost(5).refund(1);
    let client = client(&script, budget);
    assert_eq!(attempts(&client).await, 3); // 12 - 10
    let error = Call::<Get>::new(&client.clone()).await.unwrap_err(); // 2 are too few
    assert_eq!(error.attempts(), 1);
    assert!(error.is_retryable());
    assert!(
        error.to_string().contains("the retry budget is spent"),
        "{error}"
    );
    for _ in 0..3 {
        assert_eq!(attempts(&client).await, 1); // 3, 4, 5
    }
    assert_eq!(attempts(&client.clone()).await, 2); // 0, and 5 again
    assert_eq!(attempts(&client).await, 2); // 0, and 5 again
    assert_eq!(attempts(&client).await, 2); // 0, and no more
    assert_eq!(attempts(&client).await, 1);
}

#[tokio::test]
async fn refusals_are_answers_and_trouble_is_none() {
    for (status, more) in [(404, 1), (422, 1), (408, 0), (429, 0), (500, 0), (503, 0)] {
        let mut steps = vec![answer(503, ""); 2];
        steps.extend(vec![answer(status, ""); 5]);
        steps.push(answer(503, ""));
        let script = Script::new(steps);
        let budget = RetryBudget::new().capacity(5);
        let client = client(&script, budget);
        assert_eq!(attempts(&client).await, 2);
        for _ in 0..5 {
            assert_eq!(attempts(&client).await, 1);
        }
        assert_eq!(attempts(&client).await, 1 + more, "{status}");
    }
}

#[tokio::test]
async fn an_outage_does_not_multiply_the_load() {
    let script = Script::new([answer(503, "")]);
    let client = script.builder().build().unwrap();
    for _ in 0..1000 {
        attempts(&client).await;
    }
    assert_eq!(script.sent().len(), 1000 + 100);
}

#[tokio::test]
async fn the_budget_can_be_off_and_never_grows_beyond_its_capacity() {
    let script = Script::new([answer(503, "")]);
    let client_without = client(&script, None);
    for _ in 0..1000 {
        attempts(&client_without).await;
    }
    assert_eq!(script.sent().len(), 3000);

    let mut steps = vec![answer(200, "1"); 50];
    steps.push(answer(503, ""));
    let script = Script::new(steps);
    let huge = RetryBudget::new().capacity(10).refund(u32::MAX);
    let client = client(&script, huge);
    for _ in 0..60 {
        attempts(&client).await;
    }
    assert_eq!(script.sent().len(), 60 + 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_retry_is_paid_twice_over_many_threads() {
    let script = Script::new([answer(503, "")]);
    let client = client(&script, RetryBudget::new().capacity(250).cost(5));
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { attempts(&client).await })
        })
        .collect();
    let mut all = 0;
    for call in calls {
        all += call.await.unwrap();
    }
    assert_eq!((all, script.sent().len()), (250, 250));
}
