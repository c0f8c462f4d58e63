//! Calls that wait, from threads of every kind.
use super::{DOC, client, good, paging, refusal, run, script};
use factify::models::CreateDocumentRequest;
use factify::{Client, Upload};
use std::io::Cursor;
use std::time::Duration;

fn get(client: &Client) -> u32 {
    let call = client.documents().get(&DOC).with_response_blocking();
    call.expect("it is answered").attempts()
}

#[test]
fn a_call_can_be_waited_for_on_a_thread_without_a_runtime() {
    let server = script([refusal(503), good()]);
    let client = client(server.base());
    assert_eq!(get(&client), 2);
    assert!(client.documents().get(&DOC).send_blocking().is_ok());
}

#[test]
fn a_call_can_be_waited_for_on_a_thread_of_a_runtime_that_has_connections() {
    let server = script([good()]);
    let client = client(server.base());
    run(async {
        // Its connection lives on this thread, which now waits.
        assert!(client.documents().get(&DOC).await.is_ok());
        assert_eq!(get(&client), 1);
        assert!(client.documents().get(&DOC).await.is_ok());
    });
    assert_eq!(server.take().len(), 3);
}

#[test]
fn a_list_can_be_waited_for_item_by_item() {
    let server = paging::three_pages();
    let call = || client(server.base()).policies().list(&DOC);
    let items: Result<Vec<_>, _> = call().iter_blocking().collect();
    assert_eq!(items.expect("they are listed").len(), 3);
    assert_eq!(call().pages_blocking().count(), 3);
    let two = call().collect_all_blocking(2).expect("they are listed");
    assert_eq!((two.items.len(), two.is_complete()), (2, false));
}

#[test]
fn a_file_can_be_sent_from_a_reader_that_blocks() {
    let server = script([good()]);
    let file = Upload::blocking_reader("a.bin", Cursor::new(vec![7; 300_000]), None);
    let body = CreateDocumentRequest::new(file, "t");
    let call = client(server.base()).documents().create(body);
    assert!(call.send_blocking().is_ok());
    assert!(server.take()[0].body.len() > 300_000);
}

#[test]
fn limits_hold_for_calls_that_are_waited_for() {
    let server = super::raw::hold(b"");
    let call = client(server.base()).documents().get(&DOC);
    let error = call.total_timeout(Duration::from_millis(100));
    let error = error.send_blocking().expect_err("nothing is answered");
    assert!(error.is_total_timeout(), "{error}");
}
