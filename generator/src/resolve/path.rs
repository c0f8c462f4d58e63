//! Path templates: text and the parameters in it.

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// The name between braces.
    Parameter(&'a str),
}

/// The pieces of a template; a brace without its partner is text.
pub(super) fn pieces(path: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        pieces.extend((!before.is_empty()).then_some(Piece::Text(before)));
        pieces.push(Piece::Parameter(name));
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
    pieces
}

/// The names of the parameters in a template, each once.
pub(super) fn parameters(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces(path) {
        if let Piece::Parameter(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Piece, parameters, pieces};

    #[test]
    fn cuts_templates() {
        assert_eq!(
            pieces("/v1/{name}:cancel/{id}.json"),
            [
                Piece::Text("/v1/"),
                Piece::Parameter("name"),
                Piece::Text(":cancel/"),
                Piece::Parameter("id"),
                Piece::Text(".json")
            ]
        );
        assert_eq!(pieces("/a{b"), [Piece::Text("/a{b")]);
        assert_eq!(parameters("/{a}/{b}/{a}"), ["a", "b"]);
    }
}
