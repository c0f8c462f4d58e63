//! Every kind of credentials, alone and together.
use operations::models::CallMachineRequest;
use operations::{Client, ClientBuilder, Error, ErrorKind, OAuthGrant};
use std::error::Error as StdError;

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url)
}

fn refused(outcome: Result<(), Error>, words: &str) {
    let error = outcome.expect_err("it lacks credentials");
    let said = error.to_string();
    assert!(error.kind() == ErrorKind::Auth && said.contains(words), "{said}");
}

pub async fn run(url: &str) -> Result<(), Box<dyn StdError>> {
    keys(url).await?;
    alternatives(url).await?;
    grants(url).await?;
    hidden(url);
    Ok(())
}

async fn keys(url: &str) -> Result<(), Error> {
    let client = builder(url).bearer("b").build()?;
    client.secured().call_default().await?;
    client.secured().call_open().await?;
    client.secured().call_default().token("own").await?;
    let client = builder(url).basic("ada", "p:äss ").build()?;
    client.secured().call_basic().await?;
    let client = builder(url).digest("Digest x=1").build()?;
    client.secured().call_other().await?;
    let all = builder(url).header_key("h").query_key("q&").cookie_key("c;").bearer("b");
    all.build()?.secured().call_both().await?;
    // One token for all that have none of their own.
    let client = builder(url).header_key("h").token("t").build()?;
    client.secured().call_both().await
}

async fn alternatives(url: &str) -> Result<(), Error> {
    let bare = builder(url).build()?;
    bare.secured().call_optional().await?;
    refused(bare.secured().call_default().await, "bearer of `bearer`");
    refused(builder(url).header_key("h").build()?.secured().call_either().await, "header `X-Key`");
    builder(url).header_key("h").build()?.secured().call_optional().await?;
    builder(url).query_key("q").build()?.secured().call_either().await?;
    builder(url).basic("u", "p").header_key("h").build()?.secured().call_either().await?;
    builder(url).bearer("b").header_key("h").build()?.secured().call_either().await?;
    for wrong in [builder(url).basic("a:b", "p"), builder(url).basic("a", "p\n"), builder(url).bearer(" ")] {
        assert_eq!(wrong.build().expect_err("it cannot be sent").kind(), ErrorKind::Config);
    }
    Ok(())
}

async fn grants(url: &str) -> Result<(), Error> {
    // Cached, shared by clones; a 401 renews it once.
    let grant = OAuthGrant::client_credentials("me", "s&cret").scopes(["read", "write"]).param("audience", "a");
    let client = builder(url).machine(grant).build()?;
    let body = || CallMachineRequest::new().a(1);
    client.secured().call_machine(body()).await?;
    client.clone().secured().call_machine(body()).await?;
    client.secured().call_machine(body()).header("x-revoke", "1").await.expect_err("401 twice");
    client.secured().call_machine(body()).await?;

    // A refresh token is turned over; its endpoint is the document's own.
    let client = builder(url).machine(OAuthGrant::refresh_token("me", "r0")).build()?;
    client.secured().call_machine(body()).await?;
    client.secured().call_machine(body()).await?;

    // A token endpoint of one's own, the secret in the body; one that refuses, and one in clear text.
    let grant = OAuthGrant::client_credentials("me", "s").secret_in_body().token_url(format!("{url}/elsewhere?x=1"));
    builder(url).machine(grant).build()?.secured().call_machine(body()).await?;
    let grant = OAuthGrant::password("me", "u", "pw").token_url("refuse");
    refused(builder(url).machine(grant).build()?.secured().call_machine(body()).await, "400: invalid_grant");
    let grant = OAuthGrant::client_credentials("me", "s").token_url("http://192.0.2.1/token");
    refused(builder(url).machine(grant).build()?.secured().call_machine(body()).await, "clear text");

    // The endpoint is discovered once.
    let client = builder(url).open_id(OAuthGrant::authorization_code("web", "code", "http://localhost/")).build()?;
    client.secured().call_person().await?;
    client.secured().call_person().await?;
    builder(url).open_id_token("ready").build()?.secured().call_person().await
}

fn hidden(url: &str) {
    let grant = OAuthGrant::password("me", "SECRET", "SECRET").client_secret("SECRET").param("x", "SECRET");
    let builder = builder(url).machine(grant.clone()).basic("SECRET", "SECRET").header_key("SECRET");
    let shown = format!("{grant:?} {builder:?} {:?}", builder);
    assert!(!shown.contains("SECRET"), "{shown}");
}
