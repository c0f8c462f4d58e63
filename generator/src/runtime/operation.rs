//! What operations have in common, as macros: the table, and a line for each parameter that may be left out.

/// Implements [`Operation`](super::Operation) for an operation's type, with its table as a static `META`.
///
/// ```text
/// operation!(ListInvites {
///     id: "listInvites",
///     at: GET "/v1/invites",
///     output: json ListInvitesResponse,
///     idempotent: true,
/// });
/// ```
///
/// `output` is the method of [`Answer`](super::Answer) that reads a good answer, and what it gives. What is left out is as
/// most operations have it: no parameters, no body, an answer of JSON, no pages, no repeating, no security.
#[allow(unused_macros, reason = "an API may have no operation of this kind")]
macro_rules! operation {
    ($name:ident {
        id: $id:literal,
        at: $method:ident $path:literal,
        output: $read:ident $output:ty,
        $(status: $status:literal,)?
        $(empty_status: $empty_status:literal,)?
        $(server: $server:literal,)?
        $(params: $params:expr,)?
        $(body: $body:expr,)?
        $(accept: $accept:expr,)?
        $(answer: $answer:expr,)?
        $(paging: $paging:expr,)?
        $(idempotent: $idempotent:expr,)?
        $(retries: $retries:expr,)?
        $(security: $security:expr,)?
    }) => {
        impl $crate::runtime::Operation for $name {
            type Output = $output;
            const META: &'static $crate::runtime::OperationMeta = &META;
            $(const STATUS: u16 = $status;)?
            $(const EMPTY_STATUS: Option<u16> = Some($empty_status);)?
            $(const SERVER: Option<&'static str> = Some($server);)?

            fn decode(
                answer: $crate::runtime::Answer,
            ) -> Result<Self::Output, $crate::runtime::DecodeError> {
                answer.$read()
            }
        }

        static META: $crate::runtime::OperationMeta = $crate::runtime::OperationMeta {
            id: $id,
            method: http::Method::$method,
            path: $path,
            params: $crate::runtime::operation::given!([$($params)?] &[]),
            body: $crate::runtime::operation::given!([$(Some($body))?] None),
            accept: $crate::runtime::operation::given!([$($accept)?] "application/json"),
            answer: $crate::runtime::operation::given!([$(Some($answer))?] None),
            paging: $crate::runtime::operation::given!([$(Some($paging))?] None),
            idempotent: $crate::runtime::operation::given!([$($idempotent)?] false),
            retries: $crate::runtime::operation::given!([$(Some($retries))?] None),
            security: $crate::runtime::operation::given!([$($security)?] &[]),
        };
    };
}
#[allow(unused_imports, reason = "an API may have no operation of this kind")]
pub(crate) use operation;

/// What is given, or else what is usual.
#[allow(unused_macros, reason = "an API may have no operation of this kind")]
macro_rules! given {
    ([] $usual:expr) => {
        $usual
    };
    ([$given:expr] $usual:expr) => {
        $given
    };
}
#[allow(unused_imports, reason = "an API may have no operation of this kind")]
pub(crate) use given;

/// Implements a setter on the call for each parameter that may be left out.
///
/// ```text
/// parameters!(ListInvites {
///     /// Token of the wanted page.
///     set_query page_token.into(): impl Into<String> = "page_token",
///     /// Keeps invites in any of these states.
///     set_query status[InviteStatus] = "status",
/// });
/// ```
///
/// Each line has the method of [`Call`](super::Call) that takes the value, the parameter, the type of the argument and how
/// it becomes a value, and the name on the wire. A list has the type of its items in brackets.
#[allow(unused_macros, reason = "an API may have no operation of this kind")]
macro_rules! parameters {
    ($name:ident {
        $(
            $(#[$docs:meta])*
            $set:ident $param:ident $(. $into:ident())? $([$item:ty])? $(: $ty:ty)? = $wire:literal,
        )*
    }) => {
        impl $crate::runtime::Call<$name> {
            $(
                $(#[$docs])*
                pub fn $param(
                    self,
                    $param: $($ty)? $(impl IntoIterator<Item = impl Into<$item>>)?,
                ) -> Self {
                    $(let $param = $crate::runtime::collect::<$item>($param);)?
                    self.$set($wire, &$param $(. $into())?)
                }
            )*
        }
    };
}
#[allow(unused_imports, reason = "an API may have no operation of this kind")]
pub(crate) use parameters;
