//! Models of the hand-written sample, in the shape that the emitters print.
use crate::runtime::object::Object;
use crate::runtime::pattern::{Matcher, Pattern};
use crate::runtime::schema::{Literal, Number, Rule, Schema, Types};
use crate::runtime::text::{Text, string_enum, text_type, wire_serde};
use crate::runtime::values::DateTime;
use crate::runtime::{DecodeError, Form, HasSchema, Nullable, Upload, Wire};
use serde_json::Value;

/// Identifies an organization.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationId(Text);

impl OrganizationId {
    /// The pattern.
    pub const PATTERN: &'static str = "^org_[0-9a-z]{4}$";
}
text_type!(OrganizationId, MATCHER);
static MATCHER: Pattern = Pattern {
    source: OrganizationId::PATTERN,
    matcher: Matcher::Fallback(is_organization_id),
};

fn is_organization_id(text: &str) -> bool {
    text.len() == 8
        && text
            .strip_prefix("org_")
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The rules of an organization id.
pub static ORGANIZATION_ID: Schema = Schema(&[Rule::Type(Types::STRING), Rule::Pattern(&MATCHER)]);

/// What became of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum InviteStatus {
    /// Not answered.
    Pending,
    /// Accepted.
    Accepted,
    /// A value that this version does not know, as it came.
    Unknown(String),
}

impl InviteStatus {
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for InviteStatus {
    fn from(text: &str) -> Self {
        match text {
            "pending" => Self::Pending,
            "accepted" => Self::Accepted,
            other => Self::Unknown(other.to_owned()),
        }
    }
}
string_enum!(InviteStatus);

/// The rules of a status.
pub static INVITE_STATUS: Schema = Schema(&[
    Rule::Type(Types::STRING),
    Rule::Enum(&[Literal::String("pending"), Literal::String("accepted")]),
]);

/// An invitation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Invite {
    /// Its id.
    pub id: String,
    /// Who is invited.
    pub email: String,
    /// What became of it.
    pub status: InviteStatus,
    /// A word to the invited.
    pub message: Nullable<String>,
    /// When it was accepted.
    pub accepted_at: Option<DateTime>,
}

impl Wire for Invite {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::decode(value)?;
        let read = Self {
            id: object.required("id")?,
            email: object.required("email")?,
            status: object.required("status")?,
            message: object.nullable("message"),
            accepted_at: object.optional("accepted_at"),
        };
        object.sound()?;
        Ok(read)
    }

    fn encode(&self) -> Value {
        let mut object = Object::new();
        object.put("id", &self.id);
        object.put("email", &self.email);
        object.put("status", &self.status);
        object.put_nullable("message", &self.message);
        object.put_optional("accepted_at", &self.accepted_at);
        object.into_value()
    }
}
wire_serde!(Invite);

impl HasSchema for Invite {
    const SCHEMA: &'static Schema = &INVITE;
}

/// The rules of an invitation.
pub static INVITE: Schema = Schema(&[
    Rule::Type(Types::OBJECT),
    Rule::Properties(&[
        ("id", Schema(&[Rule::Type(Types::STRING)])),
        ("email", Schema(&[Rule::Type(Types::STRING)])),
        ("status", Schema(&[Rule::Ref(&INVITE_STATUS)])),
        (
            "message",
            Schema(&[Rule::Nullable(&Schema(&[
                Rule::Type(Types::STRING),
                Rule::MaxLength(20),
            ]))]),
        ),
        ("accepted_at", Schema(&[Rule::Type(Types::STRING)])),
    ]),
    Rule::Required(&["id", "email", "status"]),
    Rule::Closed,
]);

/// A page of invitations.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InvitePage {
    /// The invitations.
    pub items: Vec<Invite>,
    /// What is left.
    pub pagination: Option<Value>,
}

impl Wire for InvitePage {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::decode(value)?;
        let read = Self {
            items: object.required("items")?,
            pagination: object.optional("pagination"),
        };
        object.sound()?;
        Ok(read)
    }

    fn encode(&self) -> Value {
        let mut object = Object::new();
        object.put("items", &self.items);
        object.put_optional("pagination", &self.pagination);
        object.into_value()
    }
}
wire_serde!(InvitePage);

/// What an invitation is made of.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreateInviteRequest {
    /// Who is invited.
    pub email: String,
    /// At most 20 characters.
    pub message: Nullable<String>,
}

impl CreateInviteRequest {
    /// An invitation of `email`.
    pub fn new(email: impl Into<String>) -> Self {
        Self {
            email: email.into(),
            message: Nullable::Absent,
        }
    }

    /// Sets `message`.
    #[must_use]
    pub fn message(mut self, message: impl Into<Nullable<String>>) -> Self {
        self.message = message.into();
        self
    }
}

impl Wire for CreateInviteRequest {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::decode(value)?;
        let read = Self {
            email: object.required("email")?,
            message: object.nullable("message"),
        };
        object.sound()?;
        Ok(read)
    }

    fn encode(&self) -> Value {
        let mut object = Object::new();
        object.put("email", &self.email);
        object.put_nullable("message", &self.message);
        object.into_value()
    }
}
wire_serde!(CreateInviteRequest);

/// The rules of a new invitation.
pub static CREATE_INVITE_REQUEST: Schema = Schema(&[
    Rule::Type(Types::OBJECT),
    Rule::Properties(&[
        (
            "email",
            Schema(&[Rule::Type(Types::STRING), Rule::MinLength(3)]),
        ),
        (
            "message",
            Schema(&[Rule::Nullable(&Schema(&[
                Rule::Type(Types::STRING),
                Rule::MaxLength(20),
            ]))]),
        ),
    ]),
    Rule::Required(&["email"]),
    Rule::Closed,
]);

/// A document to send.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreateDocumentRequest {
    /// The file.
    pub payload: Upload,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Nullable<String>,
}

impl CreateDocumentRequest {
    /// A document of this file and title.
    pub fn new(payload: Upload, title: impl Into<String>) -> Self {
        Self {
            payload,
            title: title.into(),
            description: Nullable::Absent,
        }
    }

    /// Sets `description`.
    #[must_use]
    pub fn description(mut self, description: impl Into<Nullable<String>>) -> Self {
        self.description = description.into();
        self
    }

    /// The parts of the form.
    pub(crate) fn into_form(self) -> Form {
        Form::new()
            .file("payload", self.payload)
            .put("title", &self.title)
            .put_nullable("description", &self.description)
    }
}

impl Wire for CreateDocumentRequest {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::decode(value)?;
        let read = Self {
            payload: object.required("payload")?,
            title: object.required("title")?,
            description: object.nullable("description"),
        };
        object.sound()?;
        Ok(read)
    }

    fn encode(&self) -> Value {
        let mut object = Object::new();
        object.put("payload", &self.payload);
        object.put("title", &self.title);
        object.put_nullable("description", &self.description);
        object.into_value()
    }
}

/// The rules of a new document.
pub static CREATE_DOCUMENT_REQUEST: Schema = Schema(&[
    Rule::Type(Types::OBJECT),
    Rule::Properties(&[
        (
            "payload",
            Schema(&[Rule::Ref(<Upload as HasSchema>::SCHEMA)]),
        ),
        (
            "title",
            Schema(&[Rule::Type(Types::STRING), Rule::MinLength(1)]),
        ),
        (
            "description",
            Schema(&[Rule::Nullable(&Schema(&[Rule::Type(Types::STRING)]))]),
        ),
    ]),
    Rule::Required(&["payload", "title"]),
    Rule::Closed,
]);

/// The rules of a page size.
pub static PAGE_SIZE: Schema = Schema(&[
    Rule::Type(Types::INTEGER),
    Rule::Minimum(Number("1")),
    Rule::Maximum(Number("100")),
]);
