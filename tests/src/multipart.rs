//! A reader of multipart bodies, strict enough to notice a body that a server would refuse.

/// One part as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The field's name, as it stands between the quotes.
    pub name: String,
    /// The file's name, as it stands between the quotes.
    pub filename: Option<String>,
    /// Its own content type.
    pub content_type: Option<String>,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The parts of a body whose `content-type` header is given.
///
/// # Errors
///
/// When the body is not well-formed; says where.
pub fn parse(content_type: &str, body: &[u8]) -> Result<Vec<Part>, String> {
    let boundary = parameter(content_type, "boundary").ok_or("the content type has no boundary")?;
    let delimiter = format!("--{boundary}");
    let mut rest = body
        .strip_prefix(delimiter.as_bytes())
        .ok_or("the body does not begin with the boundary")?;
    let mut parts = Vec::new();
    loop {
        if let Some(end) = rest.strip_prefix(b"--") {
            return if end.is_empty() || end == b"\r\n" {
                Ok(parts)
            } else {
                Err("text after the last boundary".to_owned())
            };
        }
        rest = rest
            .strip_prefix(b"\r\n")
            .ok_or("no line end after a boundary")?;
        let end = find(rest, b"\r\n\r\n").ok_or("a part's headers do not end")?;
        let headers = String::from_utf8(rest[..end].to_vec())
            .map_err(|_| "a part's headers are not UTF-8")?;
        rest = &rest[end + 4..];
        let end = find(rest, format!("\r\n{delimiter}").as_bytes()).ok_or("a part does not end")?;
        parts.push(part(&headers, &rest[..end])?);
        rest = &rest[end + 2 + delimiter.len()..];
    }
}

fn part(headers: &str, bytes: &[u8]) -> Result<Part, String> {
    let header = |wanted: &str| {
        headers.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case(wanted)
                .then(|| value.trim().to_owned())
        })
    };
    let disposition = header("content-disposition").ok_or("a part has no content-disposition")?;
    Ok(Part {
        name: parameter(&disposition, "name").ok_or("a part has no name")?,
        filename: parameter(&disposition, "filename"),
        content_type: header("content-type"),
        bytes: bytes.to_vec(),
    })
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}

/// A parameter of a header's value; a quoted one ends at the next quote, as the HTML rule escapes quotes inside.
fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (found, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after
                .split_once(';')
                .map_or((after, ""), |(found, _)| (found, &after[found.len()..])),
        };
        if name.trim_matches([' ', ';']).eq_ignore_ascii_case(wanted) {
            return Some(found.trim().to_owned());
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_keep_their_bytes() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b;c=d.pdf\"\r\nContent-Type: text/plain\r\n\r\n1\r\n\r\n--x\r\ncontent-disposition: form-data; name=\"e\"\r\n\r\n\r\n--x--\r\n";
        let parts = super::parse("multipart/form-data; boundary=x", body).expect("well-formed");
        assert_eq!(parts.len(), 2);
        assert_eq!(
            (
                parts[0].name.as_str(),
                parts[0].filename.as_deref(),
                &parts[0].bytes[..]
            ),
            ("a", Some("b;c=d.pdf"), &b"1\r\n"[..])
        );
        assert_eq!((parts[1].name.as_str(), parts[1].bytes.len()), ("e", 0));
        assert!(super::parse("multipart/form-data; boundary=x", b"--x\r\n\r\n").is_err());
    }
}
