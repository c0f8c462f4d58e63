//! What a call has gathered before it is sent, its checks, and the request that it makes.
use super::access::drop_read_only;
use super::base_url::BaseUrl;
use super::check::{CheckOptions, check_at};
use super::login::Credentials;
use super::query::{Query, urlencoded};
use super::text_of::text_of;
use super::transport::{HttpBody, HttpRequest};
use super::{
    BodyMeta, Client, Error, Form, Location, OperationMeta, Parameter, RetryPolicy, Style, Upload,
    Validation, Violations,
};
use super::{auth, headers, path};
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;
use std::time::Duration;

/// A call's arguments and options.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) client: Client,
    pub(crate) meta: &'static OperationMeta,
    pub(crate) values: Vec<(Location, &'static str, Value)>,
    pub(crate) payload: Payload,
    /// The operation's body, of the media type that the caller has chosen.
    pub(crate) body: Option<&'static BodyMeta>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    /// In place of the client's.
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) validation: Validation,
    /// Whether the caller reads the answer's body piece by piece.
    pub(crate) streamed: bool,
    /// Where the operation is served, if not where the client calls.
    pub(crate) own_base: Option<BaseUrl>,
    /// The address of a further page, where pages name their successors by address.
    pub(crate) url: Option<String>,
    /// In place of the client's.
    pub(crate) credentials: Option<Credentials>,
    /// What made the call impossible while it was built.
    pub(crate) fault: Option<String>,
}

/// A body before it is written.
#[derive(Clone)]
pub(crate) enum Payload {
    None,
    Json(Value),
    Urlencoded(Value),
    Form(Form),
    Text(String),
    /// A value, and what writes it: a part of the runtime that not every API needs.
    Written(Value, Writer),
    File(Box<Upload>),
}

/// Writes a body's value; the words of an error say what cannot be written.
pub(crate) type Writer = fn(&Value) -> Result<String, String>;

impl Draft {
    pub(crate) fn new(client: &Client, meta: &'static OperationMeta) -> Self {
        Self {
            client: client.clone(),
            meta,
            values: Vec::new(),
            payload: Payload::None,
            body: meta.body.as_ref(),
            headers: Vec::new(),
            timeout: client.config().timeout,
            total_timeout: client.config().total_timeout,
            retry: None,
            validation: client.config().validation,
            streamed: false,
            own_base: None,
            url: None,
            credentials: None,
            fault: None,
        }
    }

    /// Where the operation is served; without effect for a client that was given a base URL, unless it is a path of that.
    pub(crate) fn serve(&mut self, server: &str) {
        let config = self.client.config();
        let origin = config.base.origin();
        // RFC 3986, 4.2: two slashes leave only the scheme open, so that it is another host as a whole address is.
        let address = match (server.strip_prefix("//"), server.strip_prefix('/')) {
            (None, Some(_)) => format!("{origin}{server}"),
            _ if config.base_is_given => return,
            (Some(rest), _) => {
                let scheme = origin
                    .split_once("://")
                    .map_or("https", |(scheme, _)| scheme);
                format!("{scheme}://{rest}")
            }
            (None, None) => server.to_owned(),
        };
        match BaseUrl::parse(&address) {
            Ok(base) => self.own_base = Some(base),
            Err(_) => {
                self.fault = Some("the operation's server is no URL that can be called".to_owned());
            }
        }
    }

    /// Where the call goes.
    pub(crate) fn base(&self) -> &BaseUrl {
        let own = self.own_base.as_ref();
        own.unwrap_or(&self.client.config().base)
    }

    /// Sets the body, without what only the server sends.
    pub(crate) fn carry(&mut self, mut payload: Payload) {
        if let (
            Some(body),
            Payload::Json(value) | Payload::Urlencoded(value) | Payload::Written(value, _),
        ) = (self.body, &mut payload)
        {
            drop_read_only(body.schema, value);
        }
        self.payload = payload;
    }

    /// Sets a parameter in place of a value it had.
    pub(crate) fn set(&mut self, location: Location, name: &'static str, value: Value) {
        self.values.retain(|(l, n, _)| (*l, *n) != (location, name));
        self.values.push((location, name, value));
    }

    pub(crate) fn value(&self, location: Location, name: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(l, n, _)| *l == location && *n == name)
            .map(|(_, _, value)| value)
    }

    /// Who calls.
    pub(crate) fn credentials(&self) -> &Credentials {
        let own = self.credentials.as_ref();
        own.unwrap_or(&self.client.config().credentials)
    }

    /// Whether the call can be made again.
    pub(crate) fn is_replayable(&self) -> bool {
        match &self.payload {
            Payload::Form(form) => form.is_replayable(),
            Payload::File(file) => file.is_replayable(),
            Payload::None
            | Payload::Json(_)
            | Payload::Urlencoded(_)
            | Payload::Text(_)
            | Payload::Written(..) => true,
        }
    }

    /// Whether bytes may be on their way for long: a time limit is over their standstill then, and not over the attempt.
    pub(crate) fn is_transfer(&self) -> bool {
        let sends = match &self.payload {
            Payload::Form(form) => form.has_files(),
            Payload::File(_) => true,
            Payload::None
            | Payload::Json(_)
            | Payload::Urlencoded(_)
            | Payload::Text(_)
            | Payload::Written(..) => false,
        };
        sends || self.streamed
    }

    /// All that is wrong with the arguments. Path and header safety are part of it whatever the switch says.
    pub(crate) fn check(&self) -> Result<HeaderMap, Error> {
        if let Some(fault) = &self.fault {
            return Err(Error::config(fault.clone()));
        }
        let mut all = Violations::new();
        let strict = self.validation == Validation::Strict;
        for param in self.meta.params {
            self.check_param(param, strict, &mut all);
        }
        if strict {
            self.check_body(&mut all);
        }
        let own = self.own_headers(&mut all);
        if all.is_empty() {
            Ok(own)
        } else {
            Err(Error::invalid(all))
        }
    }

    fn check_param(&self, param: &'static Parameter, strict: bool, all: &mut Violations) {
        let place = [param.location.as_str(), "/", param.name].concat();
        let Some(value) = self.value(param.location, param.name) else {
            if param.required && (strict || param.location == Location::Path) {
                all.add(place, "required", "is missing");
            }
            return;
        };
        let before = all.len();
        if strict {
            check_at(&place, &param.schema, value, CheckOptions::default(), all);
        }
        if param.location == Location::Path
            && all.len() == before
            && let Some(reason) = path::unsafe_reason(param.style, value)
        {
            all.add(place, "path", reason);
        }
    }

    fn check_body(&self, all: &mut Violations) {
        let Some(body) = self.body else { return };
        let mut check =
            |value: &Value| check_at("body", body.schema, value, CheckOptions::default(), all);
        match &self.payload {
            Payload::None if body.required => all.add("body", "required", "is missing"),
            Payload::None | Payload::File(_) => {}
            Payload::Json(value) | Payload::Urlencoded(value) | Payload::Written(value, _) => {
                check(value);
            }
            Payload::Form(form) => check(&form.shape()),
            Payload::Text(text) => check(&Value::String(text.clone())),
        }
    }

    /// The headers of this call alone: its parameters, then those that the caller set.
    fn own_headers(&self, all: &mut Violations) -> HeaderMap {
        let mut own = HeaderMap::new();
        let params = self
            .values
            .iter()
            .filter(|(location, _, _)| *location == Location::Header);
        let params = params.filter(|(_, _, value)| !value.is_null());
        let params =
            params.map(|(_, name, value)| ((*name).to_owned(), simple(self.param(name), value)));
        for (name, text) in params.chain(self.headers.iter().cloned()) {
            if let Err(fault) = headers::set(&mut own, &name, &text) {
                all.add(format!("header/{}", name.escape_debug()), "header", fault);
            }
        }
        own
    }

    fn param(&self, name: &str) -> Option<&'static Parameter> {
        self.meta
            .params
            .iter()
            .find(|param| param.location == Location::Header && param.name == name)
    }

    /// The request, but for token and body. `own` are the headers that [`Draft::check`] made.
    pub(crate) fn head(&self, own: &HeaderMap) -> Result<HttpRequest, Error> {
        let config = self.client.config();
        // Room for what follows, the token's header and the body's: a clone would grow with each.
        let mut headers = HeaderMap::with_capacity(config.headers.len() + own.len() + 4);
        for (name, value) in &config.headers {
            headers.append(name, value.clone());
        }
        if let Ok(accept) = HeaderValue::from_str(self.meta.accept) {
            headers.insert(header::ACCEPT, accept);
        }
        for (name, value) in own {
            headers.insert(name, value.clone());
        }
        self.add_cookies(&mut headers)?;
        let mut request = HttpRequest::new(self.meta.method.clone(), self.address(self.query()));
        request.headers = headers;
        request.operation = Some(self.meta);
        Ok(request)
    }

    /// The address of a further page holds its parameters already.
    fn query(&self) -> Query {
        let mut query = Query::default();
        let params = self
            .meta
            .params
            .iter()
            .filter(|param| param.location == Location::Query && self.url.is_none());
        for param in params {
            if let Some(value) = self.value(Location::Query, param.name) {
                query.put(param, value);
            }
        }
        query
    }

    /// Where the call goes, without its query.
    pub(crate) fn place(&self) -> String {
        let mut place = self.address(Query::default());
        place.truncate(place.find('?').unwrap_or(place.len()));
        place
    }

    fn address(&self, query: Query) -> String {
        let mut address = self.url.clone().unwrap_or_else(|| {
            let base = self.base().as_str();
            // Room for ids and a short query.
            let mut address = String::with_capacity(base.len() + self.meta.path.len() + 64);
            address.push_str(base);
            path::fill(&mut address, self.meta, &|name| {
                self.value(Location::Path, name)
            });
            address
        });
        let query = query.into_string();
        if !query.is_empty() {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(&query);
        }
        address
    }

    fn add_cookies(&self, headers: &mut HeaderMap) -> Result<(), Error> {
        for param in self
            .meta
            .params
            .iter()
            .filter(|param| param.location == Location::Cookie)
        {
            let Some(value) = self.value(Location::Cookie, param.name) else {
                continue;
            };
            let pairs = cookie_pairs(param, value);
            if !pairs.is_empty() {
                auth::add_cookie(headers, &pairs)?;
            }
        }
        Ok(())
    }

    /// Writes the body and names its type, unless the caller has named it.
    ///
    /// The payload stays for another attempt; of one that can be read once only, the first call takes the bytes.
    pub(crate) async fn write_body(&self, request: &mut HttpRequest) -> Result<(), Error> {
        let named = self.body.map(|body| body.media_type);
        let encoding = self.body.map_or(&[][..], |body| body.encoding);
        let (body, content_type) = match &self.payload {
            Payload::None => return Ok(()),
            Payload::Json(value) => (
                text_body(value.to_string()),
                named.unwrap_or("application/json").to_owned(),
            ),
            Payload::Urlencoded(value) => (
                text_body(urlencoded(value, encoding)),
                named
                    .unwrap_or("application/x-www-form-urlencoded")
                    .to_owned(),
            ),
            Payload::Text(text) => (
                text_body(text.clone()),
                named.unwrap_or("text/plain").to_owned(),
            ),
            Payload::Written(value, write) => {
                let text = write(value);
                let text = text.map_err(|fault| Error::config(format!("the body {fault}")))?;
                (text_body(text), named.unwrap_or("text/plain").to_owned())
            }
            Payload::Form(form) => {
                form.clone()
                    .into_body(named.unwrap_or("multipart/form-data"), encoding)
                    .await?
            }
            Payload::File(file) => {
                // A concrete type in the document stands; of a range like `*/*` the file knows better.
                let kind = named
                    .filter(|name| !name.contains('*'))
                    .map_or_else(|| file.media_type(), str::to_owned);
                (file.as_ref().clone().open().await?, kind)
            }
        };
        request.body = body;
        if !request.headers.contains_key(header::CONTENT_TYPE) {
            let value = headers::value(&content_type)
                .map_err(|fault| Error::config(format!("the content type {fault}")))?;
            request.headers.insert(header::CONTENT_TYPE, value);
        }
        Ok(())
    }
}

fn text_body(text: String) -> HttpBody {
    HttpBody::Bytes(text.into())
}

/// A cookie parameter's pairs (style `form`), separated as RFC 6265 has it.
pub(crate) fn cookie_pairs(param: &Parameter, value: &Value) -> String {
    let mut pairs = Query::default();
    pairs.put(param, value);
    pairs.into_string().replace('&', "; ")
}

/// A header parameter's text (style `simple`), without encoding, as RFC 9110 leaves headers.
pub(crate) fn simple(param: Option<&Parameter>, value: &Value) -> String {
    let explode = param.is_some_and(|param| param.explode);
    match value {
        json if param.is_some_and(|param| param.style == Style::Json) => json.to_string(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(","),
        Value::Object(fields) => {
            let between = if explode { '=' } else { ',' };
            let pairs = fields
                .iter()
                .map(|(key, item)| format!("{key}{between}{}", text_of(item)));
            pairs.collect::<Vec<_>>().join(",")
        }
        scalar => text_of(scalar).into_owned(),
    }
}
