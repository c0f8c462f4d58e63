//! What leads from an operation's id to the typed call, as macros: a line for each argument.

/// The functions that read an operation's arguments and call it; a call's options follow it.
///
/// ```text
/// commands!(client, args {
///     list_documents {
///         client.documents().list(),
///         page_size = args.query::<i64>("page_size"),
///     },
/// });
/// ```
#[allow(unused_macros, reason = "an API may have no operation")]
macro_rules! commands {
    ($client:ident, $args:ident { $($name:ident { $call:expr $(, $option:ident = $value:expr)* $(,)? },)* }) => {
        $(
            pub(super) async fn $name($client: &Client, $args: &mut Args) -> Result<Value, CliError> {
                let call = $call;
                $(
                    let call = match $value? {
                        Some(value) => call.$option(value),
                        None => call,
                    };
                )*
                $args.finish(call).await
            }
        )*
    };
}
#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use commands;

/// The table of operations, and the function that calls one by its id.
///
/// ```text
/// dispatch!(operations {
///     ListDocuments = "listDocuments": documents::list_documents,
/// });
/// ```
macro_rules! dispatch {
    (operations { $($marker:ident = $id:literal: $module:ident::$function:ident,)* }) => {
        /// Every operation by its id.
        pub(crate) const OPERATIONS: &[(&str, &sdk::OperationMeta)] =
            &[$(($id, <sdk::operations::$marker as sdk::Operation>::META)),*];

        /// Calls an operation through the typed client.
        ///
        /// # Errors
        ///
        /// When there is no such operation, or the call fails.
        pub(crate) async fn call(
            id: &str,
            client: &sdk::Client,
            args: &mut Args,
        ) -> Result<sdk::Value, CliError> {
            // An API without operations uses neither.
            let _ = (client, &args);
            match id {
                $($id => $module::$function(client, args).await,)*
                _ => Err(CliError::Usage(format!("no operation {id:?}"))),
            }
        }
    };
}
pub(crate) use dispatch;
