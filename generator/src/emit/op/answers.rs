//! The rows of what good answers hold, by status and media type.
use super::super::{rules, xml};
use super::{Answer, answer};
use crate::analyze::Ctx;
use crate::ir::{Answers, BodyKind, Content, Operation, Response, Status, TypeId};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A row of the operation's table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    statuses: (u16, u16),
    media_type: &'a str,
    form: Form<'a>,
    ty: TypeId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form<'a> {
    Json,
    Xml,
    Text,
    Bytes,
    /// Declared beside the media type that is asked for.
    Beside(&'a str),
}

impl Row<'_> {
    /// The type that it reads in XML.
    pub(crate) fn in_xml(&self) -> Option<TypeId> {
        (self.form == Form::Xml).then_some(self.ty)
    }
}

/// All statuses that are a success.
const GOOD: (u16, u16) = (200, 299);

/// What an operation's good answers hold. The first row of a status is what is asked for.
pub(crate) fn rows(operation: &Operation) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    match answer(operation) {
        Answer::Nothing | Answer::Bytes => {}
        Answer::Json(_) | Answer::JsonOrNothing(_) | Answer::Text => {
            let contents = operation.contents();
            rows.extend(contents.into_iter().flat_map(|one| of(one, GOOD)));
        }
        Answer::ByStatus => {
            // Codes count before ranges, whatever the order of the document.
            let exact = |one: &&Response| matches!(one.status, Status::Code(_));
            let (codes, ranges): (Vec<&Response>, Vec<&Response>) =
                operation.good().partition(exact);
            for response in codes.into_iter().chain(ranges) {
                let statuses = match response.status {
                    Status::Code(code) => (code, code),
                    Status::Range(_) | Status::Default => GOOD,
                };
                let content = response.content.as_ref();
                rows.extend(content.into_iter().flat_map(|one| of(one, statuses)));
            }
            // A status that the document does not have is read as the first; what is JSON needs no row for that.
            let first = operation.contents().into_iter().next();
            let first = first.filter(|one| one.kind == BodyKind::Xml);
            if !rows.iter().any(|row| row.statuses == GOOD) {
                rows.extend(first.into_iter().flat_map(|one| of(one, GOOD)));
            }
        }
    }
    rows
}

/// The row of a content, and those of the media types beside it.
fn of(content: &Content, statuses: (u16, u16)) -> Vec<Row<'_>> {
    let asked = content.media_type.as_str();
    let row = |media_type, form| Row {
        statuses,
        media_type,
        form,
        ty: content.ty,
    };
    let form = form(content.kind);
    let mut rows = vec![row(asked, form)];
    // Texts and bytes hold whatever comes.
    if !matches!(form, Form::Json | Form::Xml) {
        return rows;
    }
    for other in &content.others {
        let form = if other.readable {
            self::form(other.kind)
        } else {
            Form::Beside(asked)
        };
        // JSON is read as JSON whatever it is called.
        if form != Form::Json {
            rows.push(row(&other.media_type, form));
        }
    }
    rows
}

fn form<'a>(kind: BodyKind) -> Form<'a> {
    match kind {
        BodyKind::Json => Form::Json,
        BodyKind::Xml => Form::Xml,
        BodyKind::Text => Form::Text,
        BodyKind::Form | BodyKind::Multipart | BodyKind::Bytes => Form::Bytes,
    }
}

/// The rows as they are printed.
pub(super) fn answers(ctx: Ctx<'_>, operation: &Operation) -> Vec<TokenStream> {
    let rows = rows(operation);
    let plain = operation.answers == Answers::Alike;
    let printed = |row: &Row<'_>| {
        let schema = match row.form {
            Form::Bytes | Form::Beside(_) => quote!(&Schema::ANY),
            Form::Json | Form::Xml | Form::Text => rules::reference(ctx, row.ty),
        };
        let media_type = row.media_type;
        let start = match row.form {
            Form::Json if media_type == "application/json" => quote!(AnswerMeta::json(#schema)),
            form => {
                let form = form_of(operation, row, form);
                quote!(AnswerMeta::new(#media_type, AnswerForm::#form, #schema))
            }
        };
        let (first, last) = row.statuses;
        let [first, last] = [first, last].map(Literal::u16_unsuffixed);
        let statuses = (!plain && row.statuses != GOOD).then(|| quote!(.statuses(#first, #last)));
        quote!(#start #statuses)
    };
    rows.iter().map(printed).collect()
}

fn form_of(operation: &Operation, row: &Row<'_>, form: Form<'_>) -> TokenStream {
    match form {
        Form::Json => quote!(Json),
        Form::Text => quote!(Text),
        Form::Bytes => quote!(Bytes),
        Form::Beside(asked) => quote!(BesideOf(#asked)),
        Form::Xml => {
            let read = xml::function(operation, row.ty, "read");
            quote!(Read(#read))
        }
    }
}
