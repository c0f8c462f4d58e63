//! Lists of a mock in the styles of paging that the invitation operations do not have.
use super::other_tests::{ByLink, ByOffset, ByPage, ByUrl, all};
use crate::runtime::{Call, Mock, Paged};
use serde_json::Value;

/// What a list of five items, two on a page, gives, and where each call but the first began.
async fn listed<O: Paged<Item = Value>>(param: &str) -> (Vec<Value>, Vec<Option<String>>) {
    let mock = Mock::new();
    let items = (0..5).map(Value::from);
    mock.on::<O>().respond_pages(items, 2);
    let listed = all(Call::<O>::new(&mock.client())).await.unwrap();
    let calls = mock.calls();
    let places = calls
        .iter()
        .map(|call| call.query(param).map(str::to_owned));
    let places = places.collect();
    mock.verify();
    (listed, places)
}

fn places(texts: &[&str]) -> Vec<Option<String>> {
    let texts = texts.iter().map(|text| Some((*text).to_owned()));
    [None].into_iter().chain(texts).collect()
}

#[tokio::test]
async fn items_become_pages_in_each_style() {
    // Counted lists end with an empty page, for nothing else says that there is no more.
    for (outcome, expected) in [
        (listed::<ByOffset>("at").await, places(&["2", "4", "5"])),
        (listed::<ByPage>("at").await, places(&["2", "3", "4"])),
        (listed::<ByUrl>("page").await, places(&["2", "3"])),
        (listed::<ByLink>("page").await, places(&["2", "3"])),
    ] {
        assert_eq!(outcome.0, [0, 1, 2, 3, 4]);
        assert_eq!(outcome.1, expected);
    }
}
