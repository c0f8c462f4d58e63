//! The SDK; generated.
