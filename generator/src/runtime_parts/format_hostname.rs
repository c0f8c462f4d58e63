//! Names of hosts: RFC 1123's letters, digits and hyphens; other scripts by the crate `idna` (UTS 46).
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// `hostname`: ASCII labels of 1–63 characters, no hyphen at an end; those that encode other scripts must decode.
pub fn hostname(text: &str) -> bool {
    text.is_ascii() && !text.ends_with('.') && idn_hostname(text)
}

/// `idn-hostname`: the same in any script.
pub fn idn_hostname(text: &str) -> bool {
    let ascii = Uts46::new().to_ascii(
        text.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::Check,
        DnsLength::Verify,
    );
    ascii.is_ok()
}
