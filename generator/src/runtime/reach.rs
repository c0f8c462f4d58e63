//! What a transport has to be ready for.

/// The servers that a transport is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Encrypted ones.
    Https,
    /// Those without encryption; a redirect may lead to an encrypted one.
    Http,
    /// This machine without encryption: certificates and proxies have no part in that.
    Loopback,
}
