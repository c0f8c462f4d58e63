//! Servers with variables, and servers of paths and operations.
use operations::{Client, servers};
use std::error::Error as StdError;

pub async fn run(url: &str) -> Result<(), Box<dyn StdError>> {
    assert_eq!(servers::production().url(), "https://eu.example.com/v1");
    let server = servers::production().with("region", "us")?.with("version", "v3")?;
    assert_eq!(Client::builder().base_url(server).build()?.base_url(), "https://us.example.com/v3");
    for (name, value) in [("region", "mars"), ("colour", "red")] {
        let error = servers::production().with(name, value).expect_err("it has none such");
        assert!(error.to_string().contains(name), "{error}");
    }
    assert_eq!(servers::server().url(), "http://127.0.0.1:1");
    // A relative server hangs from the client's host; an absolute one gives way to a base URL that is given.
    let client = Client::builder().base_url(format!("{url}/v1")).build()?;
    client.servers().call_path().await?;
    client.servers().call_operation().await?;
    // Without one it is where the call goes: nobody listens there.
    let client = Client::builder().build()?;
    let error = client.servers().call_operation().await.expect_err("nobody listens");
    assert!(error.is_connect(), "{error}");
    Ok(())
}
