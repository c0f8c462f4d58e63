//! The table of operations of the hand-written sample, in the shape that the emitters print.
use super::args::Args;
use super::cli_error::CliError;
use super::commands::dispatch;

dispatch!(operations {
    AcceptOrganizationInvite = "acceptOrganizationInvite": sample::accept_organization_invite,
    CreateDocument = "createDocument": sample::create_document,
    CreateOrganizationInvite = "createOrganizationInvite": sample::create_organization_invite,
    ListOrganizationInvites = "listOrganizationInvites": sample::list_organization_invites,
});

mod sdk {
    pub(super) use crate::runtime::public::*;
    pub(super) use crate::runtime_tests::sample_operations as operations;
    pub(super) use serde_json::Value;
}

mod sample {
    use super::super::commands::commands;
    use super::sdk::{Client, Value};
    use super::{Args, CliError};
    use crate::runtime_tests::sample_models::{
        CreateDocumentRequest, CreateInviteRequest, OrganizationId,
    };

    commands!(client, args {
        accept_organization_invite {
            client.organizations().invites().accept(
                &args.path::<OrganizationId>("organization_id")?,
                args.path::<String>("invite_id")?,
            ),
            x_reason = args.header::<String>("X-Reason"),
        },
        create_document { client.documents().create(args.body::<CreateDocumentRequest>()?) },
        create_organization_invite {
            client.organizations().invites().create(
                &args.path::<OrganizationId>("organization_id")?,
                &args.body::<CreateInviteRequest>()?,
            ),
        },
        list_organization_invites {
            client.organizations().invites().list(&args.path::<OrganizationId>("organization_id")?),
            page_size = args.query("page_size"),
            page_token = args.query::<String>("page_token"),
            status = args.query::<Vec<_>>("status"),
            created_after = args.query("created.after"),
        },
    });
}
