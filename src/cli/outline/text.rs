//! An outline line by line: each line of a document, what it was read as, and below it what it
//! tells.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::cells::{Glyph, fit, glyphs, harmless, join, width, wrap};
use crate::view::lines::{Counts, ReadDocument, ReadLine, Role, Rule};
use crate::view::outline::OutlineDiagnostic;

/// Cells of a line where there is no terminal, and the most that are used of a wide one.
const WIDTHS: (usize, usize) = (80, 120);

/// Cells that a line of the document has at least, however narrow the terminal.
const LEAST: usize = 24;

/// The deepest level that is shown by indentation.
const DEEPEST: usize = 6;

/// What parts one fact from the next.
const BETWEEN: &str = " · ";

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// What an outline is written on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paper {
    colours: bool,
    /// The cells of a line.
    width: usize,
    /// Whether lines of the document are cut.
    cuts: bool,
}

/// How a document stands on its paper.
struct Layout {
    number: usize,
    role: usize,
    rule: usize,
    /// Cells left of the document's own text.
    left: usize,
    /// Cells for the document's own text.
    room: usize,
}

impl Paper {
    /// Paper for a terminal of so many columns; without one, lines are whole.
    pub(super) fn new(colours: bool, columns: Option<u16>) -> Self {
        let width = columns.map_or(WIDTHS.0, |columns| usize::from(columns).min(WIDTHS.1));
        Self { colours, width, cuts: columns.is_some() }
    }

    /// A document and what it was read as.
    pub(super) fn document(&self, document: &ReadDocument) -> String {
        let layout = self.layout(document);
        let mut out = format!("{}\n", self.ink(BOLD, &harmless(&document.path)));
        for words in &document.about {
            self.words(&harmless(words), DIM, 0, &mut out);
        }
        for problem in &document.problems {
            self.problem(problem, 0, &mut out);
        }
        out.push('\n');
        for line in &document.lines {
            self.line(line, &layout, &mut out);
        }
        if !document.lines.is_empty() {
            out.push('\n');
        }
        self.summary(document, &mut out);
        out
    }

    fn layout(&self, document: &ReadDocument) -> Layout {
        let number = document.lines.len().to_string().len().max(3);
        let role = document.lines.iter().map(|line| width(&glyphs(&label(line)))).max();
        let role = role.unwrap_or_default();
        let words = document.lines.iter().filter_map(|line| line.rule).map(|rule| rule.word.len());
        let rule_width = words.max().map_or(0, |width| width + 2);
        let left = number + 2 + role + 2 + rule_width;
        Layout {
            number,
            role,
            rule: rule_width,
            left,
            room: self.width.saturating_sub(left).max(LEAST),
        }
    }

    /// A line and what is told about it.
    fn line(&self, line: &ReadLine, layout: &Layout, out: &mut String) {
        let role = line.roles.first().copied();
        let number = format!("{:>1$}", line.number, layout.number);
        let label = format!("{:<1$}", label(line), layout.role + 2);
        let reason = format!("{:<1$}", line.rule.map_or("", |rule| rule.word), layout.rule);
        let columns = [(DIM, number), (style(role), format!("  {label}")), (DIM, reason)];
        for (style, text) in columns {
            out.push_str(&self.ink(style, &text));
        }
        let all = glyphs(&line.text);
        let room = if self.cuts { layout.room } else { width(&all) };
        self.text(&fit(all, room, outcome(line)), line, out);
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
        self.below(&line.facts, layout.left, out);
        for problem in &line.problems {
            self.problem(problem, layout.left, out);
        }
    }

    /// The document's own text, its parts in their colours.
    fn text(&self, shown: &[Glyph<'_>], line: &ReadLine, out: &mut String) {
        let plain = words_style(line.roles.first().copied());
        let mut styles = vec![plain; line.text.len()];
        // They are in order: what starts later stands within what started before.
        for part in &line.parts {
            if let Some(bytes) = styles.get_mut(part.span.range()) {
                bytes.fill(style(Some(part.role)));
            }
        }
        let style_of =
            |glyph: &Glyph<'_>| glyph.at.and_then(|at| styles.get(at)).copied().unwrap_or(DIM);
        for run in shown.chunk_by(|a, b| style_of(a) == style_of(b)) {
            let text: String = run.iter().map(|glyph| glyph.text.as_ref()).collect();
            out.push_str(&self.ink(run.first().map_or(plain, style_of), &text));
        }
    }

    fn problem(&self, problem: &OutlineDiagnostic, left: usize, out: &mut String) {
        let colour = match problem.severity {
            "error" => AnsiColor::Red,
            "warning" => AnsiColor::Yellow,
            _ => AnsiColor::Cyan,
        };
        let words = format!("{}: {} [{}]", problem.severity, problem.message, problem.rule);
        self.words(&harmless(&words), colour.on_default(), left, out);
    }

    /// Facts below a line, as many in each line as there is room for.
    fn below(&self, facts: &[String], left: usize, out: &mut String) {
        let room = self.width.saturating_sub(left).max(LEAST);
        let facts: Vec<String> = facts.iter().map(|fact| harmless(fact)).collect();
        for line in join(&facts, BETWEEN, room) {
            self.words(&line, DIM, left, out);
        }
    }

    /// Words in lines of their own.
    fn words(&self, words: &str, style: Style, left: usize, out: &mut String) {
        let room = self.width.saturating_sub(left).max(LEAST);
        for line in wrap(words, room) {
            let _ = writeln!(out, "{}{}", " ".repeat(left), self.ink(style, &line));
        }
    }

    fn summary(&self, document: &ReadDocument, out: &mut String) {
        let Counts {
            objectives,
            key_results,
            items,
            graded,
            outcomes,
            owners,
            targets,
            prose,
            unread,
        } = document.counts;
        let mut read = vec![
            count(objectives, "objective"),
            count(key_results, "key result"),
            count(owners, "owner"),
            count(outcomes, "outcome"),
            count(targets, "target"),
        ];
        if document.is_roadmap {
            read = vec![count(items, "item"), count(owners, "owner")];
        }
        self.words(&read.join(", "), BOLD, 0, out);
        let mut more = Vec::new();
        if key_results > 0 {
            more.push(format!("graded {graded} of {}", count(key_results, "key result")));
        }
        if prose > 0 {
            more.push(format!("{} kept as prose", count(prose, "line")));
        }
        self.below(&more, 0, out);
        if unread > 0 {
            let noun = count(unread, "line");
            let words = format!("{noun} not read, where objectives were looked for");
            self.words(&words, style(Some(Role::Unread)), 0, out);
        }
        for hint in &document.hints {
            self.words(&format!("to have an outcome graded, {hint}"), DIM, 0, out);
        }
        let rules: BTreeSet<Rule> = document.lines.iter().filter_map(|line| line.rule).collect();
        let rules = rules.iter().map(|rule| format!("{}: {}", rule.word, rule.words));
        self.below(&rules.collect::<Vec<_>>(), 0, out);
    }

    fn ink(&self, style: Style, text: &str) -> String {
        if self.colours && style != Style::new() && !text.trim().is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// What a line is, indented by what it stands under.
fn label(line: &ReadLine) -> String {
    let word = |role: &Role| if *role == Role::Continued { "⋮" } else { role.word() };
    let words: Vec<&str> = line.roles.iter().map(word).collect();
    format!("{}{}", " ".repeat(line.level.min(DEEPEST)), words.join(", "))
}

/// Where the outcome of a line starts, with its arrow.
fn outcome(line: &ReadLine) -> Option<usize> {
    let part = line.parts.iter().find(|part| part.role == Role::Outcome)?;
    let before = line.text.get(..part.span.start as usize)?;
    Some(before.trim_end_matches([' ', '=', '-', '>', '⇒']).len())
}

fn style(role: Option<Role>) -> Style {
    match role {
        Some(Role::Title | Role::Heading) => BOLD,
        Some(Role::Objective | Role::Item) => AnsiColor::Blue.on_default().bold(),
        Some(Role::KeyResult) => AnsiColor::Blue.on_default(),
        Some(Role::Outcome) => AnsiColor::Green.on_default(),
        Some(Role::Owner) => AnsiColor::Magenta.on_default(),
        Some(Role::Target) => AnsiColor::Cyan.on_default(),
        Some(Role::Unread) => AnsiColor::Yellow.on_default().bold(),
        _ => DIM,
    }
}

/// How the words of a line are set that are nothing in particular.
fn words_style(role: Option<Role>) -> Style {
    match role {
        Some(Role::Title | Role::Heading | Role::Objective | Role::Item) => BOLD,
        Some(Role::FrontMatter | Role::Code | Role::Html | Role::Target | Role::Link) => DIM,
        Some(Role::Unread) => AnsiColor::Yellow.on_default(),
        _ => Style::new(),
    }
}

fn count(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::view::lines::Part;

    fn line(number: u32, text: &str, roles: &[Role]) -> ReadLine {
        ReadLine {
            number,
            text: text.to_owned(),
            roles: roles.to_vec(),
            level: 0,
            rule: None,
            parts: Vec::new(),
            facts: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn document() -> ReadDocument {
        let text = "KR: Hire three more people for the office => Hired two.";
        let outcome = Part { span: Span { start: 45, end: 55 }, role: Role::Outcome };
        let rule = Rule { word: "label", words: "it carries a label" };
        let facts = vec!["67 %, measured: read as 2 of 3".to_owned(), "target n1".to_owned()];
        let result = ReadLine {
            level: 1,
            rule: Some(rule),
            parts: vec![outcome],
            facts,
            ..line(2, text, &[Role::KeyResult])
        };
        ReadDocument {
            path: "okrs/plan.md".to_owned(),
            is_roadmap: false,
            about: Vec::new(),
            lines: vec![line(1, "", &[]), result],
            problems: Vec::new(),
            counts: Counts::default(),
            hints: BTreeSet::new(),
        }
    }

    #[test]
    fn lines_are_cut_to_the_width_of_a_terminal() {
        let shown = Paper::new(false, Some(60)).document(&document());
        let expected = "  1
  2   key result  label  KR: Hire three more… => Hired two.
                         67 %, measured: read as 2 of 3
                         target n1
";
        assert!(shown.contains(expected), "{shown}");
        let shown = Paper::new(false, None).document(&document());
        assert!(shown.contains("label  KR: Hire three more people for the office => Hired two.\n"));
    }

    #[test]
    fn parts_of_a_line_have_colours_of_their_own() {
        let shown = Paper::new(true, None).document(&document());
        assert!(shown.contains("office => \u{1b}[32mHired two.\u{1b}[0m\n"), "{shown:?}");
    }

    #[test]
    fn the_narrowest_terminal_shows_something() {
        let shown = Paper::new(false, Some(0)).document(&document());
        assert!(shown.contains("KR: Hire th… => Hired t…\n"), "{shown}");
    }
}
