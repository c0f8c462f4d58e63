//! JSON pointers (RFC 6901): how every diagnostic and every node of the IR says where it comes from.
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// A JSON pointer into the document, as text: `/paths/~1pets/get`. The empty pointer is the document itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(Arc<str>);

thread_local! {
    static SCRATCH: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its text; `None` where the text is neither empty nor begins with `/`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.into()))
    }

    /// The pointer to the member or item `token` (not yet escaped) of what this one points to.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        self.below([token])
    }

    /// The pointer that these tokens (not yet escaped) lead to, one below the other.
    #[must_use]
    pub(crate) fn below<const N: usize>(&self, tokens: [&str; N]) -> Self {
        // The text is put together where no memory is asked for, and then copied.
        SCRATCH.with_borrow_mut(|text| {
            text.clear();
            text.push_str(&self.0);
            for token in tokens {
                push(text, token);
            }
            Self(text.as_str().into())
        })
    }

    /// The pointer to item `index` of the list that this one points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// The pointer to what holds this; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|end| Self(self.0[..end].into()))
    }

    /// The unescaped tokens from the root down.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        Tokens(&self.0)
    }

    /// The last token, unescaped; `None` at the root.
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.0.rsplit_once('/').map(|(_, token)| unescaped(token))
    }

    /// The pointer as the fragment of a reference: what a reader would decode is encoded.
    pub fn fragment(&self) -> String {
        self.0.replace('%', "%25")
    }

    /// The pointer's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// What is left of a pointer's text. One pass over the bytes of a token tells where it ends and whether it has an escape.
struct Tokens<'p>(&'p str);

impl<'p> Iterator for Tokens<'p> {
    type Item = Cow<'p, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.0.strip_prefix('/')?;
        let mut is_escaped = false;
        let end = text.bytes().position(|byte| {
            is_escaped |= byte == b'~';
            byte == b'/'
        });
        let (token, rest) = text.split_at(end.unwrap_or(text.len()));
        self.0 = rest;
        Some(if is_escaped {
            Cow::Owned(decoded(token))
        } else {
            Cow::Borrowed(token)
        })
    }
}

/// Where a walk is: the text of a pointer, which grows and shrinks with the walk.
#[derive(Debug, Default)]
pub(crate) struct Trail(String);

impl Trail {
    /// A trail that begins at a place.
    pub(crate) fn from(start: &Pointer) -> Self {
        Self(start.as_str().to_owned())
    }

    /// One step down, to the member or item `token` (not yet escaped). The length before it leads back.
    pub(crate) fn step(&mut self, token: &str) -> usize {
        let length = self.0.len();
        push(&mut self.0, token);
        length
    }

    /// Back to where the trail was so long.
    pub(crate) fn back(&mut self, length: usize) {
        self.0.truncate(length);
    }

    /// The pointer to this place.
    pub(crate) fn pointer(&self) -> Pointer {
        Pointer(self.0.as_str().into())
    }

    /// The pointer's text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The member's name that a token stands for.
fn unescaped(token: &str) -> Cow<'_, str> {
    // Bytes are searched faster than characters.
    if token.as_bytes().contains(&b'~') {
        Cow::Owned(decoded(token))
    } else {
        Cow::Borrowed(token)
    }
}

fn decoded(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    let mut parts = token.split('~');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (sign, rest) = match part.as_bytes().first() {
            Some(b'1') => ("/", &part[1..]),
            Some(b'0') => ("~", &part[1..]),
            // No escape: it stands for itself.
            _ => ("~", part),
        };
        out.push_str(sign);
        out.push_str(rest);
    }
    out
}

/// Adds an escaped token.
fn push(text: &mut String, token: &str) {
    text.push('/');
    if !token.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        text.push_str(token);
        return;
    }
    for c in token.chars() {
        match c {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            c => text.push(c),
        }
    }
}
