//! Events and lines of JSON as typed streams.
use operations::models::{CompleteRequest, Thing};
use operations::{Client, Error, ErrorKind};
use std::error::Error as StdError;
use std::time::Duration;

pub async fn run(url: &str) -> Result<(), Box<dyn StdError>> {
    let client = Client::builder().base_url(url).max_answer_bytes(200).build()?;
    events(&client).await?;
    lines(&client).await?;
    Ok(())
}

async fn events(client: &Client) -> Result<(), Error> {
    let mut events = client.streams().watch().header("last-event-id", "0").events().await?;
    let first = events.try_next().await?.expect("there is one");
    assert_eq!((first.data, first.event.as_str(), first.id.as_str()), (Thing::new(1), "made", "7"));
    assert_eq!(events.retry(), Some(Duration::from_millis(1500)));
    let error = events.try_next().await.expect_err("it is no thing");
    assert_eq!(error.kind(), ErrorKind::Decode);
    let last = events.try_next().await?.expect("an error ends nothing");
    assert_eq!((last.data, last.event.as_str(), last.id.as_str()), (Thing::new(3), "message", "7"));
    assert_eq!(events.last_event_id(), "7");
    assert!(events.try_next().await?.is_none() && events.try_next().await?.is_none());

    let request = || CompleteRequest::new().stream(true);
    let mut texts = Vec::new();
    let mut events = client.streams().complete(request()).events().await?.until("[DONE]");
    while let Some(event) = events.try_next().await? {
        texts.push(event.data);
    }
    assert_eq!(texts, ["one", "two\nthree", ""]);
    assert_eq!(client.streams().complete(request()).await?, Thing::new(5));

    let call = client.streams().watch().header("x-case", "long");
    let mut events = call.events().await?;
    let error = events.try_next().await.expect_err("it is longer than what is read");
    assert!(error.to_string().contains("longer than 200 bytes"), "{error}");
    let refused = client.streams().watch().header("x-case", "refused").events().await;
    assert_eq!(refused.expect_err("it is no success").status().map(|status| status.as_u16()), Some(404));
    Ok(())
}

async fn lines(client: &Client) -> Result<(), Error> {
    let mut lines = client.streams().read_lines().lines().await?;
    assert_eq!(lines.try_next().await?, Some(Thing::new(1)));
    assert_eq!(lines.try_next().await?, Some(Thing::new(2)));
    assert_eq!(lines.try_next().await.expect_err("it is no JSON").kind(), ErrorKind::Decode);
    assert_eq!(lines.try_next().await?, Some(Thing::new(4)));
    assert_eq!(lines.try_next().await?, None);
    let mut records = client.streams().read_records().lines().await?;
    assert_eq!(records.try_next().await?, Some(Thing::new(1)));
    assert_eq!(records.try_next().await?, Some(Thing::new(2)));
    assert_eq!(records.try_next().await?, None);
    Ok(())
}
