//! What the generated tables say about the API and its operations: plain data that the pipeline works by.
use super::{Answer, AnswerMeta, DecodeError, Schema};

/// The API as a whole.
#[derive(Debug)]
pub struct ApiMeta {
    /// The crate's name, for messages.
    pub name: &'static str,
    /// The `User-Agent` header.
    pub user_agent: &'static str,
    /// `PREFIX` of the environment variables `PREFIX_API_KEY` and `PREFIX_BASE_URL`.
    pub env_prefix: &'static str,
    /// Whether an operation can only be called with a token.
    pub needs_token: bool,
    /// Base URLs from the document; the first is the default.
    pub servers: &'static [&'static str],
    /// Where an error body holds what.
    pub errors: ErrorShape,
    /// Which reasons of an error body tell whether to repeat a call.
    pub retry: RetryWords,
}

/// Reasons of error bodies, in the API's own words.
#[derive(Debug)]
pub struct RetryWords {
    /// With status 429: the request was turned away before anything was done.
    pub reasons: &'static [&'static str],
    /// Whatever the status: it is of no use to repeat the call.
    pub never: &'static [&'static str],
}

#[allow(dead_code, reason = "the API's own words may be known")]
impl RetryWords {
    /// No words: statuses alone tell.
    pub const NONE: Self = Self {
        reasons: &[],
        never: &[],
    };
}

/// What the document says about repeating an operation (`x-speakeasy-retries`). What it leaves out is as usual.
#[derive(Debug)]
pub struct RetryPlan {
    /// The bound of the first wait, in milliseconds.
    pub initial_ms: Option<u64>,
    /// What the bound grows to at most, in milliseconds.
    pub max_ms: Option<u64>,
    /// How long after the call's beginning a further attempt may start, in milliseconds.
    pub max_elapsed_ms: Option<u64>,
    /// What the bound grows by from attempt to attempt.
    pub factor: Option<f64>,
    /// The statuses that are repeated, as ranges from first to last; `None` for the usual ones.
    pub statuses: Option<&'static [(u16, u16)]>,
    /// Whether failed connections and timeouts are repeated.
    pub faults: bool,
}

/// JSON pointers into an error body, tried in order; a `*` stands for the first item of a list that has the rest.
#[derive(Debug)]
pub struct ErrorShape {
    /// The machine-readable code.
    pub code: &'static [&'static str],
    /// The sentence for people.
    pub message: &'static [&'static str],
    /// What lies behind the code.
    pub reason: &'static [&'static str],
    /// The argument that the error is about.
    pub param: &'static [&'static str],
    /// The server's name of the request.
    pub request_id: &'static [&'static str],
    /// Whatever else the server says.
    pub details: &'static [&'static str],
}

#[allow(dead_code, reason = "the API's own shape may be known")]
impl ErrorShape {
    /// Where error bodies have it most often, for an API of which nothing is known.
    pub const USUAL: Self = Self {
        code: &["/code", "/error/code", "/error", "/type"],
        message: &[
            "/message",
            "/error/message",
            "/error_description",
            "/detail",
            "/title",
        ],
        reason: &["/reason", "/error/reason"],
        param: &["/param", "/error/param"],
        request_id: &["/request_id", "/requestId"],
        details: &["/details", "/error/details", "/errors"],
    };
}

/// One operation of the document.
#[derive(Debug)]
pub struct OperationMeta {
    /// `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: http::Method,
    /// The path with `{name}` for parameters.
    pub path: &'static str,
    /// All parameters, in the document's order.
    pub params: &'static [Parameter],
    /// The request body, where the operation has one.
    pub body: Option<BodyMeta>,
    /// The `Accept` header.
    pub accept: &'static str,
    /// What good answers hold, by status and media type; of a status and of its media types the first is asked for.
    pub answers: &'static [AnswerMeta],
    /// How the operation is paged.
    pub paging: Option<Paging>,
    /// Whether the operation does no harm when it is made twice.
    pub idempotent: bool,
    /// What the document says about repeating the operation.
    pub retries: Option<RetryPlan>,
    /// Alternatives, each a set of schemes that go together; empty: no authentication.
    pub security: &'static [&'static [Scheme]],
}

/// One parameter.
#[derive(Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it travels.
    pub location: Location,
    /// How its value is spelt.
    pub style: Style,
    /// Whether each item of a list or object is spelt on its own.
    pub explode: bool,
    /// Whether reserved characters of a query value stay as they are.
    pub allow_reserved: bool,
    /// Whether it must be given.
    pub required: bool,
    /// What its value must keep.
    pub schema: Schema,
}

impl Parameter {
    /// A parameter in the path: simple style, as it must be there.
    pub const fn path(name: &'static str, schema: Schema) -> Self {
        Self {
            required: true,
            ..Self::new(name, Location::Path, Style::Simple, schema)
        }
    }

    /// A parameter in the query: form style, each item on its own.
    pub const fn query(name: &'static str, schema: Schema) -> Self {
        Self {
            explode: true,
            ..Self::new(name, Location::Query, Style::Form, schema)
        }
    }

    /// A header: simple style.
    pub const fn header(name: &'static str, schema: Schema) -> Self {
        Self::new(name, Location::Header, Style::Simple, schema)
    }

    /// A cookie: form style, each item on its own.
    pub const fn cookie(name: &'static str, schema: Schema) -> Self {
        Self {
            explode: true,
            ..Self::new(name, Location::Cookie, Style::Form, schema)
        }
    }

    /// The same, to be given always.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same in another style.
    #[must_use]
    pub const fn style(self, style: Style, explode: bool) -> Self {
        Self {
            style,
            explode,
            ..self
        }
    }

    /// The same with reserved characters left as they are.
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self {
            allow_reserved: true,
            ..self
        }
    }

    const fn new(name: &'static str, location: Location, style: Style, schema: Schema) -> Self {
        Self {
            name,
            location,
            style,
            explode: false,
            allow_reserved: false,
            required: false,
            schema,
        }
    }
}

/// A request body.
#[derive(Debug)]
pub struct BodyMeta {
    /// The media type that is sent.
    pub media_type: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// What it must keep; of multipart, the object of its parts.
    pub schema: &'static Schema,
    /// What the document says of parts and fields beside their schemas.
    pub encoding: &'static [BodyEncoding],
}

impl BodyMeta {
    /// A body that may be left out.
    pub const fn new(media_type: &'static str, schema: &'static Schema) -> Self {
        Self {
            media_type,
            required: false,
            schema,
            encoding: &[],
        }
    }

    /// A JSON body that may be left out.
    pub const fn json(schema: &'static Schema) -> Self {
        Self::new("application/json", schema)
    }

    /// The same, to be given always.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// The same with encodings.
    #[must_use]
    pub const fn encoding(self, encoding: &'static [BodyEncoding]) -> Self {
        Self { encoding, ..self }
    }

    /// Whether the body is made of parts.
    pub fn is_multipart(&self) -> bool {
        self.media_type.starts_with("multipart/")
    }
}

/// How a part of a multipart body, or a field of a form, is written (`OpenAPI` 3.1.1, section 4.8.15).
#[derive(Debug)]
pub struct BodyEncoding {
    /// The name of the part or field.
    pub name: &'static str,
    /// Its media type.
    pub content_type: Option<&'static str>,
    /// More headers of the part.
    pub headers: &'static [(&'static str, &'static str)],
    /// Of a field: its style, as that of a parameter in a query.
    pub style: Option<Parameter>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

impl Location {
    /// The word that violations start with: `path/organization_id: required`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value is spelt (`OpenAPI` 3.1.1, section 4.8.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `;name=value`, in paths.
    Matrix,
    /// `.value`, in paths.
    Label,
    /// `value`, in paths and headers.
    Simple,
    /// `name=value`, in queries and cookies.
    Form,
    /// `name=a%20b`, in queries.
    SpaceDelimited,
    /// `name=a%7Cb`, in queries.
    PipeDelimited,
    /// `name[key]=value`, in queries.
    DeepObject,
    /// JSON text (`content` instead of `schema`).
    Json,
}

/// What leads from a page to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// A token in the answer, sent back as a query parameter.
    Cursor {
        /// The query parameter.
        param: &'static str,
        /// JSON pointer to the next token.
        next: &'static str,
    },
    /// The number of items to skip.
    Offset {
        /// The query parameter.
        param: &'static str,
        /// JSON pointer to the items; a page without any is the last.
        items: &'static str,
    },
    /// The number of the page, from 1.
    Page {
        /// The query parameter.
        param: &'static str,
        /// JSON pointer to the items; a page without any is the last.
        items: &'static str,
    },
    /// The address of the next page.
    NextUrl {
        /// JSON pointer to it.
        next: &'static str,
    },
    /// The address of the next page, in the header `Link` with `rel="next"` (RFC 8288).
    Link,
}

/// How a call proves who makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `Authorization: Bearer <token>`.
    Bearer,
    /// `Authorization: Basic …`; the token is `user:password`.
    Basic,
    /// The token as it is, under a name of the API's own.
    ApiKey {
        /// Where it travels: header, query or cookie.
        location: Location,
        /// Its name there.
        name: &'static str,
    },
    /// Another scheme: the caller gives the whole `Authorization` header.
    Other,
    /// A scheme with a credential of its own, by its name in the document. Without one it takes the client's token.
    Named(&'static str, &'static Scheme),
}

impl Scheme {
    /// How it proves who calls, without its name.
    pub const fn proof(&self) -> &Self {
        match self {
            Self::Named(_, proof) => proof,
            Self::Bearer | Self::Basic | Self::ApiKey { .. } | Self::Other => self,
        }
    }

    /// Its name, where it has a credential of its own.
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Named(name, _) => Some(name),
            Self::Bearer | Self::Basic | Self::ApiKey { .. } | Self::Other => None,
        }
    }
}

/// An operation as a type: what [`super::Call`] is generic over.
pub trait Operation: 'static {
    /// What a good answer is read as.
    type Output: Send + 'static;
    /// The operation's table.
    const META: &'static OperationMeta;
    /// The status of a good answer, the first that the document declares.
    const STATUS: u16 = 200;
    /// The status of a good answer without a body, where others have one.
    const EMPTY_STATUS: Option<u16> = None;
    /// Where it is served, if not where the API is; a relative address hangs from the client's host.
    const SERVER: Option<&'static str> = None;
    /// Status and media type of an answer that gives this, where they depend on it; no media type where it has no body.
    fn sent(_: &Self::Output) -> Option<(u16, &'static str)> {
        None
    }
    /// Reads a good answer.
    ///
    /// # Errors
    ///
    /// When the answer is not what the document promises, with the place where it is not.
    fn decode(answer: Answer) -> Result<Self::Output, DecodeError>;
}

/// An operation that gives a list page by page.
pub trait Paged: Operation {
    /// One thing listed.
    type Item: Send + 'static;
    /// JSON pointer to the things in an answer.
    const ITEMS: &'static str;
    /// The things on a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}
