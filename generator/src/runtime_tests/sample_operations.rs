//! Operations of the hand-written sample, in the shape that the emitters print.
use super::sample_client::{Documents, Invites};
use super::sample_models::{
    CREATE_DOCUMENT_REQUEST, CREATE_INVITE_REQUEST, CreateDocumentRequest, CreateInviteRequest,
    INVITE, INVITE_STATUS, Invite, InvitePage, InviteStatus, ORGANIZATION_ID, OrganizationId,
    PAGE_SIZE,
};
use crate::runtime::schema::{Format, Rule, Schema, Types};
use crate::runtime::values::DateTime;
use crate::runtime::{
    Answer, AnswerMeta, BodyMeta, Call, DecodeError, Location, Operation, OperationMeta, Paged,
    Paging, Parameter, Scheme, Style,
};

const BEARER: &[&[Scheme]] = &[&[Scheme::Bearer]];

const fn param(name: &'static str, location: Location, schema: Schema) -> Parameter {
    let (style, required) = match location {
        Location::Path => (Style::Simple, true),
        Location::Query | Location::Header | Location::Cookie => (Style::Form, false),
    };
    Parameter {
        name,
        location,
        style,
        explode: matches!(style, Style::Form),
        allow_reserved: false,
        required,
        schema,
    }
}

const STRING: Schema = Schema(&[Rule::Type(Types::STRING)]);
const MOMENT: Schema = Schema(&[Rule::Type(Types::STRING), Rule::Format(Format::DateTime)]);

/// `createOrganizationInvite`
#[derive(Debug)]
pub enum CreateOrganizationInvite {}

static CREATE: OperationMeta = OperationMeta {
    id: "createOrganizationInvite",
    method: http::Method::POST,
    path: "/v1beta/organizations/{organization_id}/invites",
    params: &[param("organization_id", Location::Path, ORGANIZATION_ID)],
    body: Some(BodyMeta {
        media_type: "application/json",
        required: true,
        schema: &CREATE_INVITE_REQUEST,
        encoding: &[],
    }),
    accept: "application/json",
    answers: &[AnswerMeta::json(&INVITE)],
    paging: None,
    idempotent: false,
    retries: None,
    security: BEARER,
};

impl Operation for CreateOrganizationInvite {
    type Output = Invite;
    const META: &'static OperationMeta = &CREATE;
    const STATUS: u16 = 201;
    fn decode(answer: Answer) -> Result<Invite, DecodeError> {
        answer.json()
    }
}

/// `listOrganizationInvites`
#[derive(Debug)]
pub enum ListOrganizationInvites {}

static LIST: OperationMeta = OperationMeta {
    id: "listOrganizationInvites",
    method: http::Method::GET,
    path: "/v1beta/organizations/{organization_id}/invites",
    params: &[
        param("organization_id", Location::Path, ORGANIZATION_ID),
        param("page_size", Location::Query, PAGE_SIZE),
        param("page_token", Location::Query, STRING),
        param(
            "status",
            Location::Query,
            Schema(&[Rule::Type(Types::ARRAY), Rule::Items(&INVITE_STATUS)]),
        ),
        param("created.after", Location::Query, MOMENT),
    ],
    body: None,
    accept: "application/json",
    answers: &[],
    paging: Some(Paging::Cursor {
        param: "page_token",
        next: "/pagination/next_page_token",
    }),
    idempotent: true,
    retries: None,
    security: BEARER,
};

impl Operation for ListOrganizationInvites {
    type Output = InvitePage;
    const META: &'static OperationMeta = &LIST;
    fn decode(answer: Answer) -> Result<InvitePage, DecodeError> {
        answer.json()
    }
}

impl Paged for ListOrganizationInvites {
    type Item = Invite;
    const ITEMS: &'static str = "/items";
    fn items(page: InvitePage) -> Vec<Invite> {
        page.items
    }
}

impl Call<ListOrganizationInvites> {
    /// 1 to 100.
    pub fn page_size(self, page_size: i64) -> Self {
        self.set_query("page_size", &page_size)
    }

    /// Where to begin.
    pub fn page_token(self, page_token: impl Into<String>) -> Self {
        self.set_query("page_token", &page_token.into())
    }

    /// Only these.
    pub fn status(self, status: impl IntoIterator<Item = InviteStatus>) -> Self {
        self.set_query("status", &Vec::from_iter(status))
    }

    /// Only younger ones.
    pub fn created_after(self, created_after: DateTime) -> Self {
        self.set_query("created.after", &created_after)
    }
}

/// `acceptOrganizationInvite`
#[derive(Debug)]
pub enum AcceptOrganizationInvite {}

static ACCEPT: OperationMeta = OperationMeta {
    id: "acceptOrganizationInvite",
    method: http::Method::POST,
    path: "/v1beta/organizations/{organization_id}/invites/{invite_id}/accept",
    params: &[
        param("organization_id", Location::Path, ORGANIZATION_ID),
        param("invite_id", Location::Path, STRING),
        param("X-Reason", Location::Header, STRING),
    ],
    body: None,
    accept: "application/json",
    answers: &[],
    paging: None,
    idempotent: false,
    retries: None,
    security: BEARER,
};

impl Operation for AcceptOrganizationInvite {
    type Output = ();
    const META: &'static OperationMeta = &ACCEPT;
    const STATUS: u16 = 204;
    fn decode(answer: Answer) -> Result<(), DecodeError> {
        answer.nothing()
    }
}

impl Call<AcceptOrganizationInvite> {
    /// Why.
    pub fn x_reason(self, reason: impl Into<String>) -> Self {
        self.set_header("X-Reason", &reason.into())
    }
}

/// `createDocument`
#[derive(Debug)]
pub enum CreateDocument {}

static CREATE_DOCUMENT: OperationMeta = OperationMeta {
    id: "createDocument",
    method: http::Method::POST,
    path: "/v1beta/documents",
    params: &[],
    body: Some(BodyMeta {
        media_type: "multipart/form-data",
        required: true,
        schema: &CREATE_DOCUMENT_REQUEST,
        encoding: &[],
    }),
    accept: "application/json",
    answers: &[],
    paging: None,
    idempotent: false,
    retries: None,
    security: BEARER,
};

impl Operation for CreateDocument {
    type Output = serde_json::Value;
    const META: &'static OperationMeta = &CREATE_DOCUMENT;
    fn decode(answer: Answer) -> Result<serde_json::Value, DecodeError> {
        answer.json()
    }
}

impl Invites {
    /// `POST /v1beta/organizations/{organization_id}/invites`
    pub fn create(
        &self,
        organization_id: &OrganizationId,
        body: &CreateInviteRequest,
    ) -> Call<CreateOrganizationInvite> {
        Call::new(&self.client)
            .set_path("organization_id", organization_id)
            .set_json(body)
    }

    /// `GET /v1beta/organizations/{organization_id}/invites`
    pub fn list(&self, organization_id: &OrganizationId) -> Call<ListOrganizationInvites> {
        Call::new(&self.client).set_path("organization_id", organization_id)
    }

    /// `POST /v1beta/organizations/{organization_id}/invites/{invite_id}/accept`
    pub fn accept(
        &self,
        organization_id: &OrganizationId,
        invite_id: impl Into<String>,
    ) -> Call<AcceptOrganizationInvite> {
        Call::new(&self.client)
            .set_path("organization_id", organization_id)
            .set_path("invite_id", &invite_id.into())
    }
}

impl Documents {
    /// `POST /v1beta/documents`
    pub fn create(&self, body: CreateDocumentRequest) -> Call<CreateDocument> {
        Call::new(&self.client).set_form(body.into_form())
    }
}
