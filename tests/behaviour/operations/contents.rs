//! Answers by status, bodies of several media types, encodings, headers.
use operations::models::{Fields, FieldsDeep, Job, Kind, Parts, Thing};
use operations::operations::{MakeThingAnswer, MakeThingHeaders, PutThingBody};
use operations::{Client, Error, Upload};
use std::error::Error as StdError;

pub async fn run(url: &str) -> Result<(), Box<dyn StdError>> {
    let client = Client::builder().base_url(url).build()?;
    answers(&client).await?;
    bodies(&client).await?;
    Ok(())
}

async fn answers(client: &Client) -> Result<(), Error> {
    let make = |case: &str| client.things().make_thing().case(case);
    let answer = make("200").with_response().await?;
    assert_eq!(answer.value, MakeThingAnswer::Ok(Box::new(Thing::new(1))));
    let headers = MakeThingHeaders::read(answer.headers()).expect("they are as promised");
    assert_eq!(headers.x_total, Some(7));
    assert_eq!(headers.x_tags, Some(vec!["a".to_owned(), "b".to_owned(), "3".to_owned()]));
    assert_eq!(headers.x_kind, Some(Kind::Large));
    assert_eq!(headers.x_json, Some(Thing::new(9)));
    let Err(error) = MakeThingHeaders::read(make("wrong").with_response().await?.headers()) else {
        panic!("`x-total` is no number");
    };
    assert!(error.to_string().contains("X-Total"), "{error}");
    assert_eq!(make("202").await?, MakeThingAnswer::Accepted(Box::new(Job::new("soon"))));
    assert_eq!(make("203").await?, MakeThingAnswer::NonAuthoritative("text".to_owned()));
    assert_eq!(make("204").await?, MakeThingAnswer::NoContent);
    assert_eq!(make("206").await?, MakeThingAnswer::Other("bytes".into()));
    let error = make("500").await.expect_err("it is no success");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    Ok(())
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

async fn bodies(client: &Client) -> Result<(), Error> {
    let things = client.things();
    things.put_thing(Thing::new(1)).await?;
    things.put_thing(Job::new("a b").tags(texts(["x", "y"]))).await?;
    things.put_thing("text").await?;
    things.put_thing(PutThingBody::Bytes(Upload::bytes("x.bin", vec![1, 2, 3]))).await?;
    let error = things.put_thing("too long").await.expect_err("its own schema is checked");
    assert!(error.to_string().contains("longer than 5 characters"), "{error}");
    things.find_thing().body(Thing::new(2)).await?;
    things.find_thing().await?;
    things.drop_thing("gone").await?;
    let fields = Fields::new()
        .list(texts(["a", "b,c"]))
        .flat(texts(["a", "b"]))
        .deep(FieldsDeep::new().a(1))
        .url("/a?b=c")
        .json(vec![1, 2])
        .plain(vec![1, 2]);
    things.send_form(fields).await?;
    let parts = Parts::new()
        .meta(Thing::new(3))
        .note("*n*")
        .plain(4)
        .picture(Upload::bytes("5.jpg", vec![5]))
        .any(Upload::bytes("x.gif", vec![6]));
    things.send_parts(parts).await
}
