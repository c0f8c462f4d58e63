//! The table of operations of the hand-written sample, in the shape that the emitters print.
use super::args::Args;
use super::cli_error::CliError;
use super::sdk::{Client, Operation, OperationMeta};
use crate::runtime_tests::sample_models::{
    CreateDocumentRequest, CreateInviteRequest, OrganizationId,
};
use crate::runtime_tests::sample_operations as operations;
use serde_json::Value;

/// All operations.
pub(crate) const OPERATIONS: &[(&str, &OperationMeta)] = &[
    (
        "acceptOrganizationInvite",
        operations::AcceptOrganizationInvite::META,
    ),
    ("createDocument", operations::CreateDocument::META),
    (
        "createOrganizationInvite",
        operations::CreateOrganizationInvite::META,
    ),
    (
        "listOrganizationInvites",
        operations::ListOrganizationInvites::META,
    ),
];

/// Makes a call by the operation's name.
///
/// # Errors
///
/// Those of the call, and those of arguments that its types cannot hold.
pub(crate) async fn call(id: &str, client: &Client, args: &mut Args) -> Result<Value, CliError> {
    match id {
        "acceptOrganizationInvite" => Box::pin(accept_organization_invite(client, args)).await,
        "createDocument" => Box::pin(create_document(client, args)).await,
        "createOrganizationInvite" => Box::pin(create_organization_invite(client, args)).await,
        "listOrganizationInvites" => Box::pin(list_organization_invites(client, args)).await,
        _ => Err(CliError::Usage(format!("no operation {id:?}"))),
    }
}

async fn accept_organization_invite(client: &Client, args: &mut Args) -> Result<Value, CliError> {
    let organization_id: OrganizationId = args.path("organization_id")?;
    let mut call = client
        .organizations()
        .invites()
        .accept(&organization_id, args.path::<String>("invite_id")?);
    if let Some(value) = args.header::<String>("X-Reason")? {
        call = call.x_reason(value);
    }
    args.finish(call).await
}

async fn create_document(client: &Client, args: &mut Args) -> Result<Value, CliError> {
    let body: CreateDocumentRequest = args.body()?;
    args.finish(client.documents().create(body)).await
}

async fn create_organization_invite(client: &Client, args: &mut Args) -> Result<Value, CliError> {
    let organization_id: OrganizationId = args.path("organization_id")?;
    let body: CreateInviteRequest = args.body()?;
    args.finish(
        client
            .organizations()
            .invites()
            .create(&organization_id, &body),
    )
    .await
}

async fn list_organization_invites(client: &Client, args: &mut Args) -> Result<Value, CliError> {
    let organization_id: OrganizationId = args.path("organization_id")?;
    let mut call = client.organizations().invites().list(&organization_id);
    if let Some(value) = args.query("page_size")? {
        call = call.page_size(value);
    }
    if let Some(value) = args.query::<String>("page_token")? {
        call = call.page_token(value);
    }
    if let Some(value) = args.query::<Vec<_>>("status")? {
        call = call.status(value);
    }
    if let Some(value) = args.query("created.after")? {
        call = call.created_after(value);
    }
    args.finish(call).await
}
