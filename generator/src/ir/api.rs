//! An API: where it is served, who may call it, its resources and their operations.
use super::{Field, Json, Server, TypeDef, TypeId};
use crate::source::Pointer;

/// A whole API with every reference resolved. `types` is dense: `TypeId(n)` is `types[n]`.
#[derive(Debug, Clone)]
pub struct Api {
    pub info: Info,
    pub servers: Vec<Server>,
    /// In the document's order; [`Requirement`] names them by position.
    pub security_schemes: Vec<SecurityScheme>,
    pub groups: Vec<Group>,
    pub operations: Vec<Operation>,
    pub payloads: Vec<Payload>,
    pub types: Vec<TypeDef>,
}

impl Api {
    /// The definition behind an id.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    /// The server that clients call unless they are told otherwise: the first that says anything.
    pub fn usual_server(&self) -> Option<&Server> {
        let mut servers = self.servers.iter();
        servers.find(|server| !server.default_url().is_empty())
    }

    /// Whether an operation can only be called by those who say who they are.
    pub fn needs_token(&self) -> bool {
        self.operations.iter().any(|operation| {
            let mut all = operation.security.iter();
            !operation.security.is_empty() && all.all(|one| !one.schemes.is_empty())
        })
    }
}

/// What the API itself sends: the body of a webhook's or a callback's request.
#[derive(Debug, Clone)]
pub struct Payload {
    pub kind: PayloadKind,
    /// The webhook's name, or the operation's and the callback's.
    pub name: String,
    pub ty: TypeId,
    pub docs: Option<String>,
    pub at: Pointer,
    /// What tells it from others however many come beside it: kind, names and method.
    pub place: Pointer,
}

/// What sends a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadKind {
    Webhook,
    Callback,
}

/// `info` of the document.
#[derive(Debug, Clone, Default)]
pub struct Info {
    pub title: String,
    pub version: String,
    pub description: Option<String>,
}

/// One entry of `components/securitySchemes`.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    pub name: String,
    pub kind: SecurityKind,
    pub description: Option<String>,
    pub at: Pointer,
}

/// How a scheme authenticates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecurityKind {
    Bearer,
    Basic,
    ApiKey {
        location: Location,
        name: String,
    },
    OAuth2 {
        token_url: Option<String>,
        refresh_url: Option<String>,
    },
    OpenIdConnect {
        url: String,
    },
    /// An HTTP scheme of another name (`digest`, …): the caller gives the whole header value.
    OtherHttp(String),
}

/// All of these schemes together (an AND); a list of requirements is an OR. An empty one allows anonymous calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Positions in [`Api::security_schemes`], with the scopes asked for.
    pub schemes: Vec<(usize, Vec<String>)>,
}

/// A resource client: `organizations`, or `organizations.invites` inside it.
#[derive(Debug, Clone)]
pub struct Group {
    pub id: GroupId,
    /// From the outermost, as the document spells it: `["organizations", "invites"]`. Never empty; parents precede.
    pub path: Vec<String>,
    pub docs: Option<String>,
}

/// Index into [`Api::groups`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u32);

/// One operation: a method on a path.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`, or one made from method and path.
    pub id: String,
    pub group: GroupId,
    /// The method's name within its group as the document gives it (`x-speakeasy-name-override`), where it does.
    pub name: Option<String>,
    pub method: Method,
    /// The template as in the document, `{name}` for parameters.
    pub path: String,
    pub params: Vec<Param>,
    pub body: Option<Body>,
    /// Where it is served, if not where the API is: the first of its own servers, variables at their defaults.
    pub server: Option<String>,
    pub responses: Vec<Response>,
    pub answers: Answers,
    /// Its good answer as a stream of values.
    pub stream: Option<Streaming>,
    /// Alternatives; empty: no authentication.
    pub security: Vec<Requirement>,
    pub pagination: Option<Pagination>,
    /// Whether it does no harm when it is made twice.
    pub idempotent: bool,
    pub retries: Option<Retries>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    pub at: Pointer,
}

impl Operation {
    /// The types of all its values: parameters, body, answers and their headers.
    pub fn types(&self) -> impl Iterator<Item = TypeId> + '_ {
        let params = self.params.iter().map(|param| param.ty);
        let stream = self.stream.iter().map(|stream| stream.ty);
        let body = self.body.iter().flat_map(Body::types);
        let answers = self.responses.iter().flat_map(|response| {
            let headers = response.headers.iter().map(|header| header.ty);
            response
                .content
                .iter()
                .map(|content| content.ty)
                .chain(headers)
        });
        params.chain(body).chain(answers).chain(stream)
    }
}

/// The methods of `OpenAPI` 3.1, section 4.8.9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method as HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }

    /// Whether the same request made twice means what one means (RFC 9110, section 9.2.2).
    pub fn is_idempotent(self) -> bool {
        match self {
            Self::Get | Self::Put | Self::Delete | Self::Options | Self::Head | Self::Trace => true,
            Self::Post | Self::Patch => false,
        }
    }
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a parameter's value is spelt (`OpenAPI` 3.1.1, section 4.8.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// `content` instead of `schema`: the value is sent as JSON text.
    Json,
}

/// One parameter of an operation, those of the path item included.
#[derive(Debug, Clone)]
pub struct Param {
    pub wire: String,
    pub location: Location,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
    pub required: bool,
    pub ty: TypeId,
    pub docs: Option<String>,
    pub example: Option<Json>,
    pub deprecated: bool,
    pub at: Pointer,
}

/// A request body with the media type chosen for it.
#[derive(Debug, Clone)]
pub struct Body {
    pub media_type: String,
    pub kind: BodyKind,
    pub ty: TypeId,
    pub encoding: Vec<Encoding>,
    /// Other media types whose content is of another schema.
    pub others: Vec<OtherBody>,
    pub required: bool,
    pub docs: Option<String>,
    pub at: Pointer,
}

impl Body {
    /// The types of its content, of all media types.
    pub fn types(&self) -> impl Iterator<Item = TypeId> + '_ {
        let others = self.others.iter().map(|other| other.ty);
        std::iter::once(self.ty).chain(others)
    }
}

/// A further media type of a request body.
#[derive(Debug, Clone)]
pub struct OtherBody {
    pub media_type: String,
    pub kind: BodyKind,
    pub ty: TypeId,
    pub encoding: Vec<Encoding>,
}

/// How a part of a multipart body, or a field of a form, is written (`OpenAPI` 3.1.1, section 4.8.15).
#[derive(Debug, Clone)]
pub struct Encoding {
    pub name: String,
    /// The one type that the part has; where the document gives several, the file knows better.
    pub content_type: Option<String>,
    /// Headers with the one value that they can have.
    pub headers: Vec<(String, String)>,
    /// Of a form: style, whether it is exploded, whether reserved characters stay.
    pub style: Option<(Style, bool, bool)>,
}

/// An answer that is a value after another.
#[derive(Debug, Clone)]
pub struct Streaming {
    pub media_type: String,
    pub framing: Framing,
    /// Of the data of an event, or of a line.
    pub ty: TypeId,
    /// The data of an event after which there are no more (`x-speakeasy-sse-sentinel`).
    pub sentinel: Option<String>,
}

/// What separates the values of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream` (WHATWG HTML, section 9.2).
    Events,
    /// A JSON text on each line.
    Lines,
    /// `application/json-seq` (RFC 7464).
    Sequence,
}

/// What a call gives where it succeeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// The same content whatever the status, or none.
    Alike,
    /// Content that depends on the status.
    ByStatus,
}

/// How a body is written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyKind {
    Json,
    Form,
    Multipart,
    /// Typed; XML that is not is bytes.
    Xml,
    Text,
    Bytes,
}

/// One declared response.
#[derive(Debug, Clone)]
pub struct Response {
    pub status: Status,
    /// The content that the client reads; `None` where the response declares none.
    pub content: Option<Content>,
    pub headers: Vec<Field>,
    pub docs: Option<String>,
    pub at: Pointer,
}

/// A key of `responses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    Code(u16),
    /// `4XX`: the hundred.
    Range(u8),
    Default,
}

impl Status {
    /// Whether the client reads this response as success.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// What a response carries.
#[derive(Debug, Clone)]
pub struct Content {
    pub media_type: String,
    pub kind: BodyKind,
    pub ty: TypeId,
    /// Media types that are declared beside this one and not asked for.
    pub others: Vec<OtherContent>,
}

/// A further media type of an answer.
#[derive(Debug, Clone)]
pub struct OtherContent {
    pub media_type: String,
    pub kind: BodyKind,
    /// Whether it has the same schema.
    pub same: bool,
    /// Whether an answer of it gives the same value.
    pub readable: bool,
}

/// How an operation is paged.
#[derive(Debug, Clone)]
pub struct Pagination {
    pub style: PageStyle,
    /// JSON pointer to the items in the answer.
    pub items: String,
    pub at: Pointer,
}

/// How an operation is made again, as far as the document says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Retries {
    pub initial_ms: Option<u64>,
    pub max_ms: Option<u64>,
    pub max_elapsed_ms: Option<u64>,
    pub factor: Option<f64>,
    /// The statuses that are repeated, from first to last; `None`: the usual ones.
    pub statuses: Option<Vec<(u16, u16)>>,
    /// Whether failed connections and timeouts are repeated.
    pub faults: bool,
}

impl Retries {
    /// The plan of what is never repeated.
    pub fn never() -> Self {
        Self {
            initial_ms: None,
            max_ms: None,
            max_elapsed_ms: None,
            factor: None,
            statuses: Some(Vec::new()),
            faults: false,
        }
    }
}

/// What leads to the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStyle {
    /// The query parameter that takes the token, and the JSON pointer to the next token in the answer.
    Cursor {
        param: String,
        next: String,
    },
    Offset {
        param: String,
        limit: Option<String>,
    },
    Page {
        param: String,
    },
    /// The JSON pointer to the next page's URL in the answer.
    NextUrl {
        next: String,
    },
    /// The header `Link`.
    Link,
}
