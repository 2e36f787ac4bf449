//! Says what is wrong, where, and how to mend it.

mod diff;
mod fix;
mod github;
mod human;
mod json;
mod report;
pub mod rules;
mod sarif;

pub use diff::diff;
pub use fix::{Fix, Mended, mend};
pub use github::github;
pub use human::{human, short, summary};
pub use json::{json, schema};
pub use report::{Fixed, Report};
pub use rules::{Level, Rule};
pub use sarif::sarif;

use crate::source::{Edit, Location, Sources};

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something an author may like to know; never fails a run.
    Hint,
    /// Something that is probably a mistake; fails a run with `--strict`.
    Warning,
    /// Something that cannot be published truthfully; fails a run.
    Error,
}

impl Severity {
    /// The word that stands for it in every format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong, its place and its cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How grave it is; the rule's default until the configuration is applied.
    pub severity: Severity,
    /// Where it is.
    pub at: Location,
    /// One sentence, lower case, no full stop, names in backticks.
    pub message: String,
    /// A word or two under the caret.
    pub label: String,
    /// Other places that have to do with it.
    pub also: Vec<(Location, String)>,
    /// What to type to mend it.
    pub help: Option<String>,
    /// What mends it without judgement.
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    /// A diagnostic of `rule` at `at`, with the severity of the rule's default level.
    #[must_use]
    pub fn new(rule: &'static Rule, at: Location, message: impl Into<String>) -> Self {
        let severity = rule.level.severity().unwrap_or(Severity::Hint);
        let message = message.into();
        let (label, also) = (String::new(), Vec::new());
        Self { rule, severity, at, message, label, also, help: None, fix: None }
    }

    /// Adds a word or two under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place that has to do with it.
    #[must_use]
    pub fn also(mut self, at: Location, label: impl Into<String>) -> Self {
        self.also.push((at, label.into()));
        self
    }

    /// Adds what to type.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what mends it: a command to the author, and the edits that carry it out. Without edits
    /// it takes judgement, and nothing is added.
    #[must_use]
    pub fn fix(mut self, description: impl Into<String>, edits: Vec<Edit>) -> Self {
        let description = description.into();
        self.fix = (!edits.is_empty()).then(|| Box::new(Fix { description, edits }));
        self
    }
}

/// Applies the configured levels, drops what is allowed, and sorts by file and place.
#[must_use]
pub fn settle(
    mut diagnostics: Vec<Diagnostic>,
    sources: &Sources,
    level: impl Fn(&'static Rule) -> Level,
) -> Vec<Diagnostic> {
    diagnostics.retain_mut(|diagnostic| match level(diagnostic.rule).severity() {
        Some(severity) => {
            diagnostic.severity = severity;
            true
        }
        None => false,
    });
    sort(&mut diagnostics, sources);
    diagnostics
}

/// Sorts by file and place, and tells nothing twice.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostics.sort_by(|a, b| {
        let path = |d: &Diagnostic| sources.get(d.at.source).path();
        let place = |d: &Diagnostic| (d.at.span, d.rule.name);
        path(a)
            .cmp(path(b))
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}

/// The name among `known` that is nearest to `name`, if any is near enough to be meant.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let length = name.chars().count();
    let allowed = |candidate: &str| (candidate.chars().count() / 3).max(1);
    known
        .into_iter()
        // The distance is never less than the difference in length, and dear to compute.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= allowed(candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
