//! The kinds of findings: one table gives each its name, severity and explanation.
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// The document was repaired or read in one of several ways; an error under `--strict`.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Which end of `key: value` a caret points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    Key,
    Value,
}

macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident $(| $other:ident)*, $focus:ident, $explanation:literal, $remedy:literal;)*) => {
        /// A kind of finding. Its table is in this file; `explain CODE` prints the explanation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in messages and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How bad a finding of this kind is unless its report says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// All that a finding of this kind can be, the usual one first.
            pub fn severities(self) -> &'static [Severity] {
                match self { $(Self::$variant => &[Severity::$severity, $(Severity::$other),*],)* }
            }

            /// What the finding means and what to do.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => concat!($explanation, " ", $remedy),)* }
            }

            /// What the finding means.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }

            /// What to do: the help of errors whose reports have none of their own.
            pub fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)* }
            }

            pub(super) fn focus(self) -> Focus {
                match self { $(Self::$variant => Focus::$focus,)* }
            }
        }
    };
}

codes! {
    Syntax, "syntax", Error, Value, "The text is neither JSON nor YAML from this place on.", "Look at the line above as well: a missing quote, comma or space of indentation often shows only on the next line.";
    DuplicateKey, "duplicate-key", Error | Warning, Key, "One object has the same key twice. Readers differ in which one counts.", "Delete one of the two, or give it the name that was meant.";
    TooDeep, "too-deep", Error, Value, "The document nests lists and objects deeper than 512 levels.", "Move inner schemas to `components/schemas` and refer to them.";
    TooLarge, "too-large", Error, Value, "The document exceeds what is read: 64 MiB of text, 8,000,000 values, or as much by aliases, overlays and references that multiply what is written once.", "Split the document, or write shared parts as `$ref`.";
    YamlValue, "yaml-value", Warning, Value, "YAML can say something here that JSON cannot: a tag, an infinity. It is read as the plain text.", "Write the value as JSON would.";
    UnsupportedVersion, "unsupported-version", Error | Warning, Value, "The document is not OpenAPI 3.0 or 3.1. Of 3.2 everything that 3.1 knows is generated, and its additions are reported.", "Convert Swagger 2.0 with a converter such as swagger2openapi.";
    UnknownKeyword, "unknown-keyword", Warning | Note, Key, "The specification knows no such keyword at this place, and none resembles it, so it has no effect. In schemas of OpenAPI 3.1 it is a note only, since they may have annotations of their own.", "Delete it, or begin its name with `x-` if it is meant for another tool.";
    MisspeltKeyword, "misspelt-keyword", Error | Warning, Key, "The keyword is one or two letters from one that the specification knows here. What it was meant to say would be lost without a word.", "Correct the spelling, or begin the name with `x-` if it is meant.";
    MisplacedKeyword, "misplaced-keyword", Warning | Note, Key, "The keyword belongs to another version of the specification or to another place, or is about values of another type than the schema has.", "Move it to where it belongs, or delete it.";
    ReservedExtension, "reserved-extension", Warning, Key, "Names that begin with `x-lowered-` are the generator's own. The member is ignored.", "Rename the member.";
    WrongKind, "wrong-kind", Error | Warning, Value, "The value has another JSON kind than the keyword takes: a list where an object belongs, a text where a number belongs. Where the meaning is plain the value is repaired with a warning.", "Write it as the kind that is named; in YAML look at dashes, quotes and indentation.";
    MissingKeyword, "missing-keyword", Warning | Error, Value, "The specification requires a keyword that is not there. A harmless value is put in its place.", "Add the keyword.";
    UnknownType, "unknown-type", Error | Warning, Value, "`type` names none of JSON Schema's types. Words that programmers use for one of them, such as `int`, are read as that, with a warning.", "Write one of null, boolean, integer, number, string, array, object.";
    MisspeltFormat, "misspelt-format", Warning, Value, "The `format` is one or two letters from one that chooses a type or a range, and as it is it chooses none: values of `datetime` are plain texts, those of `date-time` are times. Short names without digits (`guid`) and those with other digits (`int24`) are taken for formats of one's own.", "Correct the spelling. A format of your own stays a text: give it a name that is further from the others.";
    MisplacedFormat, "misplaced-format", Warning, Value, "The `format` chooses the type of strings (`date-time`, `uuid`), and the schema is one of other values, or does not say of which, so that it has no effect.", "Write `type: string` if the value is a text, or delete the format.";
    MisspeltMediaType, "misspelt-media-type", Warning, Key, "The media type is nearly one that says how content is written and read (`application/jsn`), or cannot be one at all (`json`). It is sent and expected as it is written, and its content is plain text or raw bytes unless its beginning says more.", "Correct the spelling. If it is a media type of your own, the content stays text or bytes, and a name that is further from the others says so without this warning.";
    EmptyType, "empty-type", Warning, Value, "`type` is a list without types, which no specification gives a meaning. It is ignored, so that a value of any type is allowed.", "Name the types that are meant, or leave `type` out.";
    UnknownValue, "unknown-value", Error | Warning, Value, "The keyword takes one of a few words, and this is none of them.", "Correct the spelling, or delete the keyword.";
    UnknownReference, "unknown-reference", Error | Warning, Value, "A `$ref` leads to nothing. Where its name can mean one thing only, that is taken with a warning.", "Check its spelling and the pointer syntax: `#/components/schemas/Name`, `/` within a name written `~1`, `~` written `~0`.";
    WrongReference, "wrong-reference", Error | Warning, Value, "A `$ref` leads to something of another kind than belongs at this place, such as a response where a schema is due. Where what it leads to holds what is due, that is taken with a warning.", "Refer to the part of `components` that belongs here, or move the definition there.";
    RefSiblings, "ref-siblings", Warning, Key, "OpenAPI 3.0 ignores what stands beside `$ref`; 3.1 does not, and hardly anybody who writes it means to have it ignored. It is honoured.", "Move the `$ref` into an `allOf` to say it in 3.0.";
    ExternalReference, "external-reference", Error, Value, "A `$ref` leads out of the document. Nothing is fetched while generating.", "Bundle the document into one file first, with a tool such as `redocly bundle`.";
    CyclicReference, "cyclic-reference", Error, Value, "References lead in a circle without a schema between them, so they mean nothing.", "Point one of them to a real definition.";
    DuplicateOperationId, "duplicate-operation-id", Warning, Value, "Two operations have the same `operationId`. The first is named after it, the other after its method and path.", "Rename one of the two operations.";
    MissingOperationId, "missing-operation-id", Note, Value, "The operation has no `operationId`. Its method is named after method and path.", "Give it an `operationId` to choose the name.";
    UndeclaredPathParameter, "undeclared-path-parameter", Warning, Key, "The path has a `{name}` that neither the operation nor the path item declares as a parameter with `in: path`. It is taken as text.", "Declare it under `parameters` of the operation or the path item, with `in: path` and `required: true`.";
    PathFragment, "path-fragment", Note, Key, "The path has a `#fragment`, which no client sends. The path without it is called.", "Nothing needs to be done where other things tell the operations apart, such as a header or the body.";
    UnusedPathParameter, "unused-path-parameter", Warning, Value, "A parameter with `in: path` does not occur in the path and is left out.", "Add `{name}` to the path, or delete the parameter.";
    DuplicateParameter, "duplicate-parameter", Error | Warning, Value, "Two parameters of one operation have the same name and place. Where both have the same schema the first is taken, with a warning.", "Delete one of the two parameters.";
    ClosedComposition, "closed-composition", Warning, Key, "`additionalProperties: false` beside `allOf`, `oneOf` or `anyOf` forbids, to the letter, the properties of the branches as well. It is read as: no properties beyond those of the branches. A schema in the place of `false` is read so as well: it holds of the properties beyond those of the branches.", "Delete it, or write one schema of all properties without composition.";
    UntypedEnum, "untyped-enum", Note, Key, "An `enum` without `type`. The type is taken from its values.", "Add `type` to say it.";
    EmptyEnum, "empty-enum", Warning, Value, "An `enum` without values allows nothing. It is ignored.", "Give it values or delete it.";
    Contradiction, "contradiction", Warning | Note, Value, "Two rules exclude each other, so that no value can satisfy both: a minimum above the maximum, a `const` or a value of an `enum` that its own type, bounds or pattern refuse, no multiple of `multipleOf` in the range, no text of the length that the pattern asks for.", "Correct or delete one of the two.";
    AllOfConflict, "allof-conflict", Warning, Value, "The branches of an `allOf` cannot be merged into one type: they give one thing two types, or exclude each other. The part is typed as far as sound.", "Give the thing one type in all branches.";
    AmbiguousUnion, "ambiguous-union", Note, Value, "Nothing in the alternatives of a `oneOf` or `anyOf` tells them apart: the first that fits is taken.", "Add a `discriminator`, or a constant property to each.";
    DiscriminatorMapping, "discriminator-mapping", Warning | Note, Value, "A discriminator's mapping names a schema that is no alternative of the union, an alternative has no name that the property could hold, no such property, or another value of it.", "Add the alternative, or correct the mapping.";
    PatternInvalid, "pattern-invalid", Warning, Value, "The `pattern` is no regular expression of ECMA-262, which is what JSON Schema asks for.", "Correct it; look at escapes, which YAML and JSON read before the pattern is.";
    PatternFallback, "pattern-fallback", Note, Value, "The `pattern` needs look-around, back-references or a table beyond the limit, so it cannot be compiled to one when generating. It is matched by the `regress` engine when the client runs; the generated crate depends on it.", "Write it without look-around, back-references and large counts to do without the engine.";
    PatternUnusedName, "pattern-unused-name", Warning, Key, "An entry of `codegen.yaml` matches nothing in the document: no schema has this pattern or pointer.", "Correct or delete it.";
    PatternNamed, "pattern-named", Note, Value, "Strings of this pattern identify something, so they became a type of their own, named after the properties that hold them.", "Name the type under `types` in `codegen.yaml` to keep the name whatever the document does.";
    ConfigUnused, "config-unused", Warning, Key, "An entry of `codegen.yaml` matches nothing in the document.", "Correct or delete it.";
    ConfigInvalid, "config-invalid", Error, Value, "An entry of `codegen.yaml` cannot be used as it stands.", "Correct it, or delete it.";
    FilterUnused, "filter-unused", Error, Key, "A filter (`--include-tag` and the like, `filter` in `codegen.yaml`) matches no operation, or leaves none.", "Correct the filters; `*` stands for any characters.";
    OverlayInvalid, "overlay-invalid", Error, Value, "An overlay, or an action of it, cannot be used as it stands.", "Write it as the OpenAPI Overlay Specification 1.0 or 1.1 says.";
    OverlayUnused, "overlay-unused", Error, Value, "The target of an overlay's action is nowhere in the document, so the action has no effect.", "Correct the JSONPath, or delete the action.";
    LockInvalid, "lock-invalid", Error, Value, "A line of `codegen.lock` cannot be read, or gives a name that another item has. The file is written by the generator; a merge of two branches may have left marks in it.", "Resolve the conflict by keeping the lines of both sides, or take one side and generate again.";
    Renamed, "renamed", Note | Warning, Key, "The name cannot be used in Rust as it stands, or collides with another, so another was chosen.", "`names` in `codegen.yaml` overrides it.";
    UnsupportedKeyword, "unsupported-keyword", Note | Warning | Error, Key, "What is said here is known but not honoured, so the generated crate does not do it. It is a warning where calls differ from what the document says.", "Say it in a way that is honoured, or do without it.";
    UnsupportedMediaType, "unsupported-media-type", Warning | Note, Key, "The media type is none that the client can type, and its schema or its structure says more than the raw bytes, or the plain text, that the content is. It is a note where the API itself sends it.", "Offer JSON as well, or read and write the bytes yourself.";
    BaseUrl, "base-url", Note | Warning, Value, "The document does not say where the API is: it has no `servers`, or the first one is relative to the address that the document was read from, which is not known. It is a warning where a scheme seems to be missing or is none of `http` and `https`, where the address has more than a host and a path, and of endpoints of OAuth that are relative.", "Give the whole address, as `https://api.example.com/v1`, or give every client a base URL.";
    UnsupportedSecurity, "unsupported-security", Warning, Value, "The security scheme cannot be served by the generated client.", "Set the header yourself, or describe a scheme that is served: a bearer token, basic authentication, an API key.";
    UnknownSecurity, "unknown-security", Warning, Key, "A security requirement names a scheme that `components/securitySchemes` does not have. It is ignored.", "Define the scheme there, or correct its name.";
    RawJson, "raw-json", Note, Value, "Nothing typed describes this value soundly, so it is any JSON value (`serde_json::Value`).", "Give the schema a `type`.";
    ExampleMismatch, "example-mismatch", Note, Value, "A default or an example breaks the schema that it stands in. Such a default is ignored.", "Correct the value, or the rule that it breaks.";
    InternalOperation, "internal-operation", Note, Key, "The operation is marked as internal (`x-internal`, `x-speakeasy-ignore`) and is left out.", "`codegen.yaml` can ask for it.";
    OtherMediaType, "other-media-type", Note, Key, "Several media types carry the same content; the client uses one: JSON before multipart, forms, text and bytes.", "Nothing needs to be done.";
    Pagination, "pagination", Warning, Key, "How the operation is paged cannot be read, so it gets no stream of items: an input or output is missing, or names what is not there. What leads to the next page may be more than the schema of the answer says, so there the stream stays.", "Name a parameter of the operation and a property of its answer.";
    UnpagedList, "unpaged-list", Note, Key, "The operation takes the size and the place of a page, and answers with one list, but nothing says how it is paged: it gets no `stream()` and `pages()`. Nothing is guessed from names.", "Say it under `pagination` in `codegen.yaml`; docs/configuration.md has the styles.";
    Retries, "retries", Warning, Key, "How calls are made again cannot be read (`x-speakeasy-retries`), so they are made again as usual.", "Give `strategy` (`backoff` or `none`), times in milliseconds, and statuses such as `429` or `5XX`.";
    Internal, "internal", Error, Value, "The generator failed at something that it should have understood or refused earlier.", "This is a bug in the generator: please report it with the document.";
}

impl Code {
    /// The code of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_distinct_and_found() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert_eq!(Code::parse(code.name()), Some(*code));
            assert!(code.explanation().ends_with('.'), "{code}");
            assert!(code.explanation().ends_with(code.remedy()), "{code}");
            assert!(code.remedy().len() > 10, "{code}");
            assert!(
                code.name()
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-'),
                "{code}"
            );
        }
        assert_eq!(Code::parse("nothing"), None);
    }
}
