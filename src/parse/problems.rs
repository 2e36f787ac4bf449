//! What is wrong with one document by itself.

use std::collections::{HashMap, HashSet};

use crate::calendar::PeriodName;
use crate::config::Config;
use crate::diag::{Diagnostic, nearest, rules};
use crate::grade::Status;
use crate::markdown::{Attributes, Definition, Problem, ProblemKind};
use crate::source::{Edit, Location, Span};

use super::document::{Document, TargetUse};

/// Adds all diagnostics that need no other document.
pub(super) fn find(document: &mut Document, malformed: &[Problem], config: &Config) {
    let mut found = Finder { document, config, found: Vec::new(), suggestions: SUGGESTIONS };
    for problem in malformed {
        found.malformed(problem);
    }
    found.targets();
    found.objectives();
    let mut diagnostics = found.found;
    document.diagnostics.append(&mut diagnostics);
}

struct Finder<'a> {
    document: &'a Document,
    config: &'a Config,
    found: Vec<Diagnostic>,
    /// How many more references may be compared with all that are defined.
    suggestions: usize,
}

/// A document with more undefined references than this has other troubles than a slip of the pen,
/// and comparing all with all takes time with the square.
const SUGGESTIONS: usize = 100;

impl Finder<'_> {
    fn at(&self, span: Span) -> Location {
        Location { source: self.document.source, span }
    }

    fn malformed(&mut self, problem: &Problem) {
        let at = self.at(problem.span);
        let found = match &problem.kind {
            ProblemKind::UndefinedReference(label) => self.undefined(label, at),
            ProblemKind::BreakToNothing => break_to_nothing(at, &problem.edits),
            ProblemKind::GluedBreak => glued_break(at, &problem.edits),
            ProblemKind::UnclosedBold => unclosed_bold(at),
            ProblemKind::SwappedLink(text, address) => {
                swapped_link(text, address, at).fix("swap them", problem.edits.clone())
            }
            ProblemKind::NestedTooDeep(depth) => nested_too_deep(*depth, at),
        };
        self.found.push(found);
    }

    /// A label that looks like a target's is one where targets are used at all.
    fn undefined(&mut self, label: &str, at: Location) -> Diagnostic {
        let is_target = |label: &str| self.config.is_target_label(label);
        let known = if self.suggestions > 0 { self.document.definitions.as_slice() } else { &[] };
        self.suggestions = self.suggestions.saturating_sub(1);
        let defined: Vec<&str> = known.iter().map(|it| it.label.as_str()).collect();
        let uses_targets = || defined.iter().any(|label| is_target(label));
        if is_target(label) && (!self.document.objectives.is_empty() || uses_targets()) {
            let targets = defined.into_iter().filter(|label| is_target(label));
            return undefined_target(label, nearest(label, targets), at);
        }
        let near = nearest(label, defined);
        let help = match near {
            Some(near) => format!("did you mean `[{near}]`? Or define it: `[{label}]: https://…`"),
            None => format!("add a line `[{label}]: https://…` at the end of the document"),
        };
        Diagnostic::new(
            &rules::LINK_UNDEFINED_REFERENCE,
            at,
            format!("the reference `{label}` is not defined"),
        )
        .label("plain Markdown would print the brackets")
        .help(help)
    }

    fn targets(&mut self) {
        let targets: Vec<&Definition> = self
            .document
            .definitions
            .iter()
            .filter(|d| self.config.is_target_label(&d.label))
            .collect();
        let used: HashSet<&str> =
            self.document.uses.iter().map(|used| used.label.as_str()).collect();
        let mut first = HashMap::new();
        for definition in targets {
            let at = self.at(definition.span);
            let label = definition.label.to_lowercase();
            let is_used = used.contains(label.as_str());
            let first = *first.entry(label).or_insert(definition.span);
            if definition.repeated {
                let first = self.at(first);
                self.found.push(defined_twice(&definition.label, at, first));
            } else if !is_used {
                self.found.push(unused(&definition.label, at));
            }
        }
        for used in &self.document.uses {
            if let Some(shown) = mismatch(used) {
                self.found.push(label_mismatch(used, &shown, self.at(used.span)));
            }
        }
    }

    fn objectives(&mut self) {
        if self.document.expects_objectives && self.document.objectives.is_empty() {
            let title = self.document.title.as_ref().map(|title| title.span);
            self.found.push(no_objectives(self.at(title.unwrap_or_default())));
        }
        let undated = self.document.objectives.iter().find(|objective| objective.period.is_none());
        if let Some(objective) = undated {
            let at =
                self.at(self.document.title.as_ref().map_or(objective.span, |title| title.span));
            self.found.push(unknown_period(at));
        }
        for objective in &self.document.objectives {
            if objective.owners.is_empty() {
                self.found.push(missing_owner(self.at(objective.span)));
            }
            self.attributes(&objective.attributes);
            for key_result in &objective.key_results {
                self.attributes(&key_result.attributes);
            }
        }
    }

    fn attributes(&mut self, attributes: &Attributes) {
        for (key, value) in &attributes.pairs {
            if let Some(help) = attribute_problem(&key.value, value) {
                let message = format!("`{}={value}` cannot be read", key.value);
                self.found.push(
                    Diagnostic::new(&rules::ID_INVALID, self.at(key.span), message).help(help),
                );
            }
        }
    }
}

/// Why an attribute cannot be read, told as what to type; `None` when it can.
fn attribute_problem(key: &str, value: &str) -> Option<String> {
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    match key {
        "grade" if number(value).is_none() => Some("write a number, as in `grade=0.7`".into()),
        "weight" if number(value).is_none_or(|weight| weight < 0.0) => {
            Some("write a number from 0 up, as in `weight=2`".into())
        }
        "confidence" if super::read_share(value).is_none() => {
            Some("write a share, as in `confidence=8/10` or `confidence=0.8`".into())
        }
        "status" if Status::named(value).is_none() => Some(
            "write `on-track`, `behind`, `at-risk`, `done`, `not-done` or `in-progress`".into(),
        ),
        "grade" | "weight" | "confidence" | "status" => None,
        key => {
            let known = ["grade", "weight", "confidence", "status"];
            let near = nearest(key, known).map(|near| format!("did you mean `{near}`?"));
            Some(
                near.unwrap_or_else(|| {
                    "known are `grade`, `weight`, `confidence`, `status`".into()
                }),
            )
        }
    }
}

/// The digits shown, when they are not the label's.
fn mismatch(used: &TargetUse) -> Option<String> {
    let lift = |sign: char| match sign {
        '₀'..='₉' => char::from_digit(u32::from(sign) - u32::from('₀'), 10),
        sign if sign.is_ascii_digit() => Some(sign),
        _ => None,
    };
    let shown: String = used.symbol.chars().filter_map(lift).collect();
    let label: String = used.label.chars().filter(char::is_ascii_digit).collect();
    (!shown.is_empty() && !label.is_empty() && shown != label).then_some(shown)
}

fn undefined_target(label: &str, near: Option<&str>, at: Location) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `[{near}]`? Or define it: `[{label}]: https://…`"),
        None => format!("add a line `[{label}]: https://…` at the end of the document"),
    };
    Diagnostic::new(&rules::TARGET_UNDEFINED, at, format!("the target `{label}` is not defined"))
        .label("used here")
        .help(help)
}

fn unused(label: &str, at: Location) -> Diagnostic {
    Diagnostic::new(&rules::TARGET_UNUSED, at, format!("the target `{label}` is never used"))
        .label("defined here")
        .help(format!("use it, as in `[_N_][{label}]`, or delete this line"))
}

fn defined_twice(label: &str, at: Location, first: Location) -> Diagnostic {
    Diagnostic::new(
        &rules::TARGET_DEFINED_TWICE,
        at,
        format!("the target `{label}` is defined twice"),
    )
    .label("this definition is ignored")
    .also(first, "this one holds")
    .help("delete one of the two, or give one another label")
}

fn label_mismatch(used: &TargetUse, shown: &str, at: Location) -> Diagnostic {
    let message = format!("`{}` is shown, but the label is `{}`", used.symbol, used.label);
    Diagnostic::new(&rules::TARGET_LABEL_MISMATCH, at, message)
        .label(format!("shows {shown}, leads to {}", used.label))
        .help("make the number shown and the number of the label the same")
}

fn unknown_period(at: Location) -> Diagnostic {
    Diagnostic::new(&rules::PERIOD_UNKNOWN, at, "the period of these objectives is not known")
        .label("names no quarter or year")
        .help("name it in the title, as in `# FY21-Q2 OKRs`, or with `period: FY21-Q2` in front matter")
}

/// A time such as `Q2–Q3 2024`, which is neither a quarter nor a half nor a year.
pub(super) fn loose_period(name: PeriodName, at: Location) -> Diagnostic {
    let message = format!("the time named here is no single period, and is taken for `{name}`");
    Diagnostic::new(&rules::PERIOD_UNKNOWN, at, message)
        .label("is neither a quarter nor a half nor a year")
        .help("name one quarter, half or year, or give each quarter a heading of its own")
}

fn no_objectives(at: Location) -> Diagnostic {
    Diagnostic::new(&rules::OBJECTIVE_NONE, at, "this document announces objectives, but none was read")
        .help("write an objective as `1. **Product: …**` with `KR: …` below it; `quarterdeck outline` tells how lines are read")
}

fn missing_owner(at: Location) -> Diagnostic {
    Diagnostic::new(&rules::OWNER_MISSING, at, "this objective names no owner")
        .help("write the owner before a colon, as in `**Product: …**`")
}

fn break_to_nothing(at: Location, edits: &[Edit]) -> Diagnostic {
    Diagnostic::new(&rules::SYNTAX_BREAK_TO_NOTHING, at, "this `\\` breaks to nothing")
        .label("no line follows")
        .help("delete it")
        .fix("delete it", edits.to_vec())
}

fn glued_break(at: Location, edits: &[Edit]) -> Diagnostic {
    Diagnostic::new(&rules::SYNTAX_BREAK_SPACING, at, "this `\\` stands right after a word")
        .label("a space is missing")
        .help("write a space before it")
        .fix("write a space before it", edits.to_vec())
}

fn unclosed_bold(at: Location) -> Diagnostic {
    Diagnostic::new(&rules::SYNTAX_UNCLOSED_BOLD, at, "bold text is opened and never closed")
        .label("opened here")
        .help("add `**` where the bold text ends")
}

fn swapped_link(text: &str, address: &str, at: Location) -> Diagnostic {
    Diagnostic::new(&rules::LINK_MALFORMED, at, "brackets and parentheses of this link are swapped")
        .label("shown as it stands")
        .help(format!("write `[{text}]({address})`"))
}

fn nested_too_deep(depth: usize, at: Location) -> Diagnostic {
    let message = format!("lists and quotes are nested more than {depth} levels deep");
    Diagnostic::new(&rules::SYNTAX_NESTED_TOO_DEEP, at, message)
        .label("from here on only the words are kept")
        .help("move what is nested this deep to the level above")
}
