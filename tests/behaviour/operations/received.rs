//! What the API itself sends is read by a function each.
use operations::models::{Job, Kind, Thing};
use operations::{callbacks, webhooks};
use std::error::Error as StdError;

pub fn run() -> Result<(), Box<dyn StdError>> {
    assert_eq!(webhooks::thing_made(br#"{"id":1}"#)?, Thing::new(1));
    let inline = webhooks::inline(br#"{"kind":"small","news":[{"text":"n"}],"more":1}"#)?;
    assert_eq!(inline.kind, Kind::Small);
    assert_eq!(inline.news.expect("there are some")[0].text, "n");
    assert_eq!(webhooks::shared(b"[1,2]")?, [1, 2]);
    let job = callbacks::call_operation_done("\u{feff}{\"state\":\"done\"}".as_bytes())?;
    assert_eq!(job, Job::new("done"));
    let error = webhooks::inline(br#"{"kind":"small","news":[{}]}"#).expect_err("a text lacks");
    assert!(error.to_string().contains("news/0"), "{error}");
    assert!(webhooks::thing_made(b"no").is_err());
    Ok(())
}
