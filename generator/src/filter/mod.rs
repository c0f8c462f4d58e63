//! Which operations are generated: by tag, path and name. What only the others need is taken out with them.
mod prune;

#[cfg(test)]
mod tests;

use crate::diag::{Code, Diagnostics};
use crate::hash::IndexSet;
use crate::source::{Document, Node, Pointer};
use crate::vocab::likely;

/// The methods of a path item.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// One wish: operations of this kind, or none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Whether these are kept or left out.
    pub act: Act,
    /// What is looked at.
    pub by: By,
    /// The text; `*` stands for any characters.
    pub pattern: String,
    /// Where it stands in `codegen.yaml`; `None` on the command line.
    pub at: Option<Pointer>,
}

/// What becomes of the operations that a rule matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// They are generated, and others only where a rule of this kind matches them too.
    Include,
    /// They are not, whatever else matches them.
    Exclude,
}

/// What of an operation a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Any of its tags.
    Tag,
    /// Its path.
    Path,
    /// Its `operationId`, or method and path: `GET /pets`.
    Operation,
}

impl Act {
    fn name(self) -> &'static str {
        match self {
            Self::Include => "include",
            Self::Exclude => "exclude",
        }
    }
}

impl By {
    fn name(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Path => "path",
            Self::Operation => "operation",
        }
    }
}

/// Takes out the operations that are not wanted, and what nothing that is left refers to. A rule that matches nothing is an
/// error: `config` is the file of those that have a place.
pub fn apply(document: &mut Document, rules: &[Rule], config: &str, diagnostics: &mut Diagnostics) {
    if rules.is_empty() {
        return;
    }
    let mut used = vec![false; rules.len()];
    let mut left = 0;
    let mut seen = Seen::default();
    let paths = document
        .root
        .as_map_mut()
        .and_then(|root| root.get_mut("paths"));
    if let Some(paths) = paths.and_then(Node::as_map_mut) {
        paths.retain(|path, item| {
            let Some(map) = item.as_map_mut() else {
                return true;
            };
            let before = map.len();
            map.retain(|key, operation| {
                if !METHODS.contains(&key) {
                    return true;
                }
                seen.add(path, key, operation);
                is_wanted(rules, &mut used, path, key, operation)
            });
            let operations = map
                .entries()
                .iter()
                .filter(|entry| METHODS.contains(&&*entry.key));
            let operations = operations.count();
            left += operations;
            operations > 0 || map.len() == before
        });
    }
    let unused = rules.iter().zip(used).filter(|(_, used)| !used);
    let unused: Vec<&Rule> = unused.map(|(rule, _)| rule).collect();
    for rule in &unused {
        report(rule, &seen, config, diagnostics);
    }
    // Where a rule matches nothing, that is the reason.
    if left == 0 && !unused.is_empty() {
        return;
    }
    if left == 0 {
        let at = Pointer::root().child("paths");
        diagnostics.report(Code::FilterUnused, &at, "no operation is left");
        return;
    }
    prune::prune(&mut document.root);
}

fn is_wanted(
    rules: &[Rule],
    used: &mut [bool],
    path: &str,
    method: &str,
    operation: &Node,
) -> bool {
    let (mut asked, mut included, mut excluded) = (false, false, false);
    for (rule, used) in rules.iter().zip(used) {
        let matched = matches(rule, path, method, operation);
        *used |= matched;
        match rule.act {
            Act::Include => {
                asked = true;
                included |= matched;
            }
            Act::Exclude => excluded |= matched,
        }
    }
    (included || !asked) && !excluded
}

fn matches(rule: &Rule, path: &str, method: &str, operation: &Node) -> bool {
    let fits = |text: &str| is_match(&rule.pattern, text);
    match rule.by {
        By::Tag => tags(operation).any(fits),
        By::Path => fits(path),
        By::Operation => {
            let id = operation.get("operationId").and_then(Node::as_str);
            id.is_some_and(fits) || fits(&request(method, path))
        }
    }
}

fn tags(operation: &Node) -> impl Iterator<Item = &str> {
    let tags = operation.get("tags").and_then(Node::as_list);
    tags.unwrap_or_default().iter().filter_map(Node::as_str)
}

/// `GET /pets`.
fn request(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_uppercase())
}

/// Whether a text is of a pattern in which `*` stands for any characters. Takes no more steps than the product of both.
fn is_match(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    // Where the last star is, and how much of the text it takes so far.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match &mut star {
                Some((at, taken)) => {
                    *taken += 1;
                    (p, t) = (*at + 1, *taken);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

fn report(rule: &Rule, seen: &Seen, config: &str, diagnostics: &mut Diagnostics) {
    let (act, by, pattern) = (rule.act.name(), rule.by.name(), &rule.pattern);
    let report = if let Some(at) = &rule.at {
        let message = format!("`{pattern}` is the {by} of no operation");
        let report = diagnostics.report(Code::FilterUnused, at, message);
        report.in_file(config)
    } else {
        let message = format!("`--{act}-{by} {pattern}` matches no operation");
        diagnostics.report(Code::FilterUnused, &Pointer::root(), message)
    };
    report.help(seen.help(rule));
}

/// What rules can name, as the document has it.
#[derive(Default)]
struct Seen {
    tags: IndexSet<String>,
    paths: IndexSet<String>,
    /// Their ids, or what is requested.
    operations: IndexSet<String>,
    /// `GET /pets` of all of them.
    requests: IndexSet<String>,
}

impl Seen {
    fn add(&mut self, path: &str, method: &str, operation: &Node) {
        self.tags.extend(tags(operation).map(str::to_owned));
        self.paths.insert(path.to_owned());
        let id = operation.get("operationId").and_then(Node::as_str);
        let request = request(method, path);
        self.operations.insert(id.unwrap_or(&request).to_owned());
        self.requests.insert(request);
    }

    /// What may be meant by a rule that matches nothing, or what there is to choose from.
    fn help(&self, rule: &Rule) -> String {
        const FEW: usize = 8;
        let (all, what) = match rule.by {
            By::Tag => (&self.tags, "tags"),
            By::Path => (&self.paths, "paths"),
            By::Operation => (&self.operations, "operations"),
        };
        let requests = self.requests.iter().filter(|_| rule.by == By::Operation);
        let word = rule.pattern.trim_matches('*');
        let meant = likely(word, all.iter().map(String::as_str));
        if let Some(meant) = meant.or_else(|| likely(word, requests.map(String::as_str))) {
            return format!("did you mean `{meant}`?");
        }
        if self.paths.is_empty() {
            return "the document has no operations".to_owned();
        }
        if all.is_empty() {
            return format!("operations of the document have no {what}");
        }
        let shown: Vec<String> = all
            .iter()
            .take(FEW)
            .map(|name| format!("`{name}`"))
            .collect();
        let more = match all.len().saturating_sub(FEW) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        format!("the document has the {what} {}{more}", shown.join(", "))
    }
}
