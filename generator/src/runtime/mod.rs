//! The part of this crate that does not depend on the API: wire values, checks, calls, transport.

pub mod check;
mod check_closed;
mod check_combine;
mod check_format;
mod check_list;
mod check_number;
mod check_object;
mod check_string;
mod check_union;
mod date_time;
pub mod decode_error;
pub mod literal;
pub mod nullable;
pub mod number;
pub mod object;
pub mod pattern;
mod place;
pub mod schema;
pub mod secret;
pub mod text;
pub mod union;
pub mod values;
pub mod violation;
pub mod wire;
