//! Email addresses, by the crate `email_address`: RFC 5321 and 5322, with RFC 6531's other scripts where they are allowed.
use email_address::{EmailAddress, Options};

/// `email`: an address of ASCII, without a display name.
pub fn email(text: &str) -> bool {
    text.is_ascii() && idn_email(text)
}

/// `idn-email`: the same in any script.
pub fn idn_email(text: &str) -> bool {
    let options = Options::default().without_display_text();
    EmailAddress::parse_with_options(text, options).is_ok()
}
