//! Which cargo feature brings what: one for each outermost resource, and the types that only some of them reach.
use super::ident::{self, Scope};
use super::patterns::Patterns;
use super::usage::rule_parts;
use super::{names, parts};
use crate::diag::{Code, Diagnostics};
use crate::ir::{Api, GroupId, Operation, TypeId};

/// Names that no resource's feature can have: this generator's own features, those that it may have one day, and the
/// packages that a generated crate depends on.
const RESERVED: &[&str] = &[
    "base64",
    "blocking",
    "brotli",
    "bytes",
    "chrono",
    "cli",
    "default",
    "full",
    "futures-core",
    "gloo-timers",
    "gzip",
    "http",
    "http-body",
    "http2",
    "http3",
    "js-sys",
    "mime-guess",
    "mock",
    "native-tls",
    "quick-xml",
    "regress",
    "reqwest",
    "rustls",
    "rustls-platform-verifier",
    "serde",
    "serde-json",
    "socks",
    "std",
    "tokio",
    "tracing",
    "uuid",
    "wasm",
    "zstd",
];

/// A type that more resources than this reach is always compiled: a condition must be read at a glance.
const MOST: usize = 4;

/// The features of resources, and what they bring.
#[derive(Debug)]
pub(crate) struct Features {
    /// In the document's order; empty where there is one resource or none.
    pub(crate) all: Vec<Feature>,
    groups: Vec<Reach>,
    types: Vec<Reach>,
    patterns: Vec<Reach>,
}

/// The feature of an outermost resource.
#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) name: String,
    /// The outermost resource.
    pub(crate) group: GroupId,
    /// How many operations it leads to, those of the resources inside it included.
    pub(crate) operations: usize,
}

/// Under which features something is compiled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    Always,
    /// With any of these, positions in [`Features::all`], in order.
    Any(Vec<usize>),
}

impl Features {
    pub(crate) fn group(&self, id: GroupId) -> &Reach {
        &self.groups[id.0 as usize]
    }

    pub(crate) fn ty(&self, id: TypeId) -> &Reach {
        &self.types[id.0 as usize]
    }

    /// Of a pattern type, by position.
    pub(crate) fn pattern(&self, index: usize) -> &Reach {
        &self.patterns[index]
    }

    /// The names of the features that something needs one of.
    pub(crate) fn names<'f>(&'f self, reach: &'f Reach) -> Vec<&'f str> {
        match reach {
            Reach::Always => Vec::new(),
            Reach::Any(features) => features
                .iter()
                .map(|feature| self.all[*feature].name.as_str())
                .collect(),
        }
    }
}

/// Gives every outermost resource its feature, and follows its operations to all that they reach.
pub(crate) fn find(api: &Api, patterns: &Patterns, diagnostics: &mut Diagnostics) -> Features {
    let outermost = outermost(api);
    let mut features = Features {
        all: allocate(api, &outermost, diagnostics),
        groups: vec![Reach::Always; api.groups.len()],
        types: vec![Reach::Always; api.types.len()],
        patterns: vec![Reach::Always; patterns.types.len()],
    };
    if features.all.is_empty() {
        return features;
    }
    for (group, outer) in outermost.iter().enumerate() {
        let own = features.all.iter().position(|one| one.group == *outer);
        features.groups[group] = own.map_or(Reach::Always, |feature| Reach::Any(vec![feature]));
    }
    let mut types = vec![Vec::new(); api.types.len()];
    let mut texts = vec![Vec::new(); patterns.types.len()];
    for (feature, one) in features.all.iter().enumerate() {
        let own = |operation: &&Operation| outermost[operation.group.0 as usize] == one.group;
        for id in reached(api, api.operations.iter().filter(own)) {
            types[id.0 as usize].push(feature);
            if let Some(pattern) = patterns.of(api.ty(id)) {
                let users: &mut Vec<usize> = &mut texts[pattern];
                if users.last() != Some(&feature) {
                    users.push(feature);
                }
            }
        }
    }
    // Payloads are read whatever is on.
    for id in below(api, api.payloads.iter().map(|payload| payload.ty).collect()) {
        types[id.0 as usize].clear();
        if let Some(pattern) = patterns.of(api.ty(id)) {
            texts[pattern].clear();
        }
    }
    let most = MOST.min(features.all.len() - 1);
    let reach = |users: Vec<usize>| match users.len() {
        0 => Reach::Always,
        count if count > most => Reach::Always,
        _ => Reach::Any(users),
    };
    features.types = types.into_iter().map(reach).collect();
    features.patterns = texts.into_iter().map(reach).collect();
    features
}

/// The outermost resource of each, itself where it is that.
fn outermost(api: &Api) -> Vec<GroupId> {
    let outer = |path: &[String]| {
        let found = api.groups.iter().find(|group| group.path == path[..1]);
        found.map_or(GroupId(0), |group| group.id)
    };
    api.groups.iter().map(|group| outer(&group.path)).collect()
}

fn allocate(api: &Api, outermost: &[GroupId], diagnostics: &mut Diagnostics) -> Vec<Feature> {
    let mut scope = Scope::with(RESERVED);
    let mut all = Vec::new();
    for group in &api.groups {
        let mut own = api
            .operations
            .iter()
            .filter(|operation| outermost[operation.group.0 as usize] == group.id)
            .peekable();
        let Some(first) = own.peek().copied() else {
            continue;
        };
        let spelled = names::split(group).0;
        let wish = kebab(spelled);
        let name = scope.allocate(&[wish.clone(), format!("{wish}-resource")]);
        all.push((first, spelled, wish, name, group.id, own.count()));
    }
    if all.len() < 2 {
        return Vec::new();
    }
    let feature = |(first, spelled, wish, name, group, operations): (
        &Operation,
        &str,
        String,
        String,
        GroupId,
        usize,
    )| {
        if name != wish {
            let text = format!("the feature of the resource `{spelled}` is `{name}`");
            diagnostics.report(Code::Renamed, &first.at, text);
        }
        Feature {
            name,
            group,
            operations,
        }
    };
    all.into_iter().map(feature).collect()
}

/// `kebab-case` in ASCII, which is what the registry takes.
fn kebab(source: &str) -> String {
    let name: String = ident::snake(source)
        .chars()
        .map(|c| if c == '_' { '-' } else { c })
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    match name.trim_matches('-') {
        "" => "resource".to_owned(),
        name => name.to_owned(),
    }
}

/// All types that the operations' values are of, and those that rules about them name.
fn reached<'a>(api: &Api, operations: impl Iterator<Item = &'a Operation>) -> Vec<TypeId> {
    below(api, operations.flat_map(Operation::types).collect())
}

/// These types, and all that they reach.
fn below(api: &Api, mut todo: Vec<TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; api.types.len()];
    let mut found = Vec::new();
    while let Some(id) = todo.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        found.push(id);
        let def = api.ty(id);
        todo.extend(parts(&def.shape));
        for rule in &def.rules {
            todo.extend(rule_parts(&rule.kind));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{RESERVED, kebab};

    /// The first words of the manifest's lines below a heading.
    fn keys(heading: &str) -> Vec<&'static str> {
        let manifest = include_str!("../emit/manifest.toml");
        let below = manifest.split(heading).skip(1);
        let own = below.filter_map(|text| text.split("\n[").next());
        own.flat_map(str::lines)
            .filter_map(|line| Some(line.split_once(" = ")?.0))
            .collect()
    }

    #[test]
    fn no_resource_takes_a_name_of_the_manifest() {
        let (features, packages) = (keys("[features]\n"), keys("dependencies]\n"));
        assert!(features.contains(&"default") && packages.contains(&"gloo-timers"));
        for name in features.into_iter().chain(packages) {
            let name = name.replace('_', "-");
            assert!(RESERVED.contains(&name.as_str()), "{name} is not reserved");
        }
    }

    #[test]
    fn features_are_named_in_kebab_case() {
        assert_eq!(
            [
                kebab("accessRequests"),
                kebab("API Keys"),
                kebab("type"),
                kebab("Größe"),
                kebab("文書")
            ],
            ["access-requests", "api-keys", "type", "gre", "resource"]
        );
    }
}
