//! Whether names leave ASCII: rustc warns of scripts whose letters look like Latin ones.
use super::names::Names;
use super::type_names::TypeName;

/// Whether any identifier of the generated crate has a character beyond ASCII.
pub(crate) fn leave_ascii(names: &Names) -> bool {
    let types = names.types.iter().flatten().chain(&names.patterns);
    let types = types.chain(names.groups.iter().map(|group| &group.ty));
    let types = types.chain(names.operations.iter().map(|operation| &operation.ty));
    let lists = [&names.fields, &names.variants];
    let lists = lists.into_iter().flat_map(|map| map.values().flatten());
    let singles = [
        &names.inits,
        &names.variant_fields,
        &names.additional_fields,
    ];
    let singles = singles.into_iter().flat_map(|map| map.values());
    let accessors = names.groups.iter().map(|group| &group.accessor);
    let calls = names.operations.iter();
    let calls = calls.flat_map(|operation| operation.params.iter().chain([&operation.method]));
    types
        .map(name_of)
        .chain(lists.chain(singles).chain(accessors).chain(calls))
        .any(|name| !name.is_ascii())
}

fn name_of(ty: &TypeName) -> &String {
    &ty.name
}
