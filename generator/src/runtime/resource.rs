//! What leads from the client and from the mock to resources, as macros: a line for each resource.

/// Implements the client of a resource: how it is made, and a method for each resource below it.
///
/// ```text
/// resource!(Organizations {
///     /// Invites to an organization.
///     invites: crate::resources::Invites,
/// });
/// ```
#[allow(unused_macros, reason = "an API may have no operation")]
macro_rules! resource {
    ($name:ident) => {
        $crate::runtime::resource::resource!($name {});
    };
    ($name:ident { $($(#[$attribute:meta])* $method:ident: $below:ty,)* }) => {
        impl $name {
            pub(crate) fn new(client: &$crate::runtime::Client) -> Self {
                Self {
                    client: client.clone(),
                }
            }

            $(
                $(#[$attribute])*
                #[must_use]
                pub fn $method(&self) -> $below {
                    <$below>::new(&self.client)
                }
            )*
        }
    };
}
#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use resource;

/// Implements a method for each of the outermost resources, on the client or on the mock.
///
/// ```text
/// resources!(Client {
///     /// Organizations.
///     #[cfg(feature = "organizations")]
///     organizations: crate::resources::Organizations,
/// });
/// ```
#[allow(unused_macros, reason = "an API may have no operation")]
macro_rules! resources {
    ($name:ident { $($(#[$attribute:meta])* $method:ident: $resource:ty,)* }) => {
        impl $name {
            $(
                $(#[$attribute])*
                #[must_use]
                pub fn $method(&self) -> $resource {
                    <$resource>::new(self)
                }
            )*
        }
    };
}
#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use resources;
