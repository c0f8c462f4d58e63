//! OpenAPI 3.1 to 3.0, in place on the tree, so that openapiv3 can hold it. 3.1's keywords in a 3.0 document are lowered too.
//!
//! The scheme of names. A keyword that 3.0 cannot say is *stashed*: its member is renamed to `x-lowered-<keyword>`, and
//! its value stays as it was (schemas in it are lowered themselves). Where 3.0 has another way to say it, that is
//! added under the usual name. So `type: [string, "null"]` becomes `type: string`, `nullable: true` and
//! `x-lowered-type: [string, "null"]`. [`crate::source::Node::original`] and `lookup` prefer the stash: a pointer of the document
//! as it was written always finds what was written there, before lowering and after. Nothing else is moved.
//!
//! | 3.1 | becomes |
//! |---|---|
//! | `type` list | one type beside `null`: that type; several: no `type`, the stash tells; `nullable: true` where `null` is one |
//! | `const` | stash, and an `enum` of one where there is none |
//! | numeric `exclusiveMinimum`, `exclusiveMaximum` | stash |
//! | `true`, `false` as schemas | `{}`, `{not: {}}` with `x-lowered-schema` holding the boolean |
//! | `$ref` with other keywords | `allOf` with the reference as its last branch, stash, and `x-lowered-ref-siblings: true` |
//! | `$dynamicRef` to the only `$dynamicAnchor` of its name | `allOf` with a reference as its last branch, stash |
//! | `contentEncoding: base64`, `contentMediaType` | `format: byte`, `format: binary`, and stash |
//! | a list as `items` | stash, and the same list as `x-lowered-prefixItems` |
//! | every other schema keyword of 3.1, `webhooks`, `components/pathItems`, `jsonSchemaDialect`, `license/identifier` | stash |
//!
//! Besides these, [`crate::vocab::check`] stashes what it takes out of force.
mod boolean;
mod constant;
mod content;
mod dynamic;
mod items;
mod reference;
mod stash;
mod types;
mod walk;

#[cfg(test)]
mod tests;

pub use walk::lower;
