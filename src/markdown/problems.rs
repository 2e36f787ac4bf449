//! Malformed syntax that Markdown itself passes over in silence.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, Parser};

use super::mend;
use super::tree::{Block, BlockKind, Definition, Inline, InlineKind, Markdown};
use crate::source::{Edit, Span};

/// One malformed place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is malformed.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What mends it without changing anything else; empty when that takes judgement.
    pub edits: Vec<Edit>,
}

impl Problem {
    fn new(kind: ProblemKind, span: Span) -> Self {
        Self { kind, span, edits: Vec::new() }
    }
}

/// The kinds of malformed syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// `[text][label]` whose label has no definition.
    UndefinedReference(String),
    /// A `\` at the end of a block, where no line follows to break to.
    BreakToNothing,
    /// A `\` that ends a line right after a word.
    GluedBreak,
    /// `**` that opens bold text which nothing closes.
    UnclosedBold,
    /// `(text)[address]`, with the text and the address.
    SwappedLink(String, String),
    /// Containers in containers beyond this many.
    NestedTooDeep(usize),
}

pub(super) fn nested_too_deep(span: Span, depth: usize) -> Problem {
    Problem::new(ProblemKind::NestedTooDeep(depth), span)
}

/// The definitions the parser knows, in the order of the text.
pub(super) fn definitions<'a, F: BrokenLinkCallback<'a>>(
    text: &str,
    offset: u32,
    parser: &Parser<'a, F>,
) -> Vec<Definition> {
    let mut all: Vec<Definition> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| {
            let span = at(definition.span.clone(), offset);
            let written = text.get(definition.span.clone()).and_then(definition_label);
            let label = written.unwrap_or(label).to_owned();
            Definition { label, address: definition.dest.to_string(), span, repeated: false }
        })
        .collect();
    all.sort_by_key(|definition| definition.span);
    all
}

/// Adds what the parser dropped: definitions whose label was defined before.
pub(super) fn repeated_definitions(markdown: &mut Markdown, text: &str, offset: u32) {
    if markdown.definitions.is_empty() {
        return;
    }
    let mut leaves = Vec::new();
    leaf_spans(&markdown.blocks, &mut leaves);
    let known: HashSet<String> = markdown.definitions.iter().map(|d| normal(&d.label)).collect();
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let span = at(start + indent..start + line.trim_end().len().max(indent), offset);
        start += line.len();
        let Some(label) = definition_label(line.trim_start()) else { continue };
        // Definitions stand in the order of the text, none in another.
        let next = markdown.definitions.partition_point(|it| it.span.start <= span.start);
        let before = next.checked_sub(1).map(|last| markdown.definitions[last].span);
        let is_known = before.is_some_and(|it| it.start == span.start || it.contains(span));
        let next = leaves.partition_point(|leaf| leaf.start <= span.start);
        let in_leaf = next > 0 && leaves[next - 1].end > span.start;
        if !is_known && !in_leaf && known.contains(&normal(label)) {
            let label = label.to_owned();
            found.push(Definition { label, address: String::new(), span, repeated: true });
        }
    }
    markdown.definitions.extend(found);
    markdown.definitions.sort_by_key(|definition| definition.span);
}

pub(super) fn undefined_references(
    markdown: &mut Markdown,
    broken: Vec<(String, Range<usize>)>,
    offset: u32,
) {
    // The parser may ask for one reference more than once.
    let mut told = HashSet::new();
    for (label, range) in broken {
        let span = at(range, offset);
        if told.insert(span) {
            markdown.problems.push(Problem::new(ProblemKind::UndefinedReference(label), span));
        }
    }
}

/// Finds malformed places in running text and drops the `\` of breaks that lead to nothing.
pub(super) fn malformed(markdown: &mut Markdown, text: &str, offset: u32) {
    let mut found = Vec::new();
    super::tree::each_text_mut(&mut markdown.blocks, &mut |inlines| {
        // First, for what is dropped makes a text shorter than its source.
        Words { text, offset, found: &mut found }.each(inlines);
        break_to_nothing(inlines, text, offset, &mut found);
    });
    markdown.problems.append(&mut found);
    markdown.problems.sort_by_key(|problem| problem.span);
}

fn break_to_nothing(inlines: &mut [Inline], text: &str, offset: u32, found: &mut Vec<Problem>) {
    let Some((last, others)) = inlines.split_last_mut() else { return };
    let Inline { span, kind: InlineKind::Text(words) } = last else { return };
    let end = (span.end.saturating_sub(offset)) as usize;
    let before = text.get(..end).unwrap_or("");
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    if words.ends_with('\\') && backslashes == 1 {
        words.pop();
        words.truncate(words.trim_end().len());
        let span = Span { start: span.end - 1, end: span.end };
        let mut problem = Problem::new(ProblemKind::BreakToNothing, span);
        let is_break =
            |it: &Inline| matches!(it.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
        // What stands alone on its line may hold a place, as the `\` of an empty item does.
        if !words.is_empty() || others.last().is_some_and(|it| !is_break(it)) {
            problem.edits = mend::break_to_nothing(text, end);
        }
        found.push(problem);
    }
}

/// Looks for malformed places among the words of running text.
struct Words<'a> {
    text: &'a str,
    offset: u32,
    found: &'a mut Vec<Problem>,
}

impl Words<'_> {
    fn each(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline.text() {
                // A text that is shorter than its source holds escapes: its signs are meant.
                Some(words) if words.len() == (inline.span.end - inline.span.start) as usize => {
                    // Most words hold neither sign, which a single one tells faster than two.
                    if words.contains('*') {
                        self.unclosed_bold(words, inline);
                    }
                    if words.contains('[') {
                        self.swapped_links(words, inline);
                    }
                }
                Some(_) => {}
                None if inline.kind == InlineKind::HardBreak => self.glued_break(inline.span),
                None => self.each(inline.children()),
            }
        }
    }

    fn glued_break(&mut self, span: Span) {
        let at = (span.start - self.offset) as usize;
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        let is_glued = before.is_some_and(|sign| !sign.is_whitespace());
        if is_glued && self.text[at..].starts_with('\\') {
            let span = Span { start: span.start, end: span.start + 1 };
            let edits = mend::break_spacing(at);
            self.found.push(Problem { kind: ProblemKind::GluedBreak, span, edits });
        }
    }

    fn unclosed_bold(&mut self, words: &str, inline: &Inline) {
        for (at, _) in words.match_indices("**") {
            let before = words[..at].chars().next_back();
            let after = words[at + 2..].chars().next();
            let opens = before.is_none_or(|sign| !sign.is_alphanumeric() && sign != '*')
                && after.is_some_and(char::is_alphanumeric);
            if opens {
                let span = Span::new(inline.offset(at), inline.offset(at + 2));
                self.found.push(Problem::new(ProblemKind::UnclosedBold, span));
            }
        }
    }

    fn swapped_links(&mut self, words: &str, inline: &Inline) {
        let (mut from, mut last) = (0, None);
        for (middle, _) in words.match_indices(")[") {
            // So that no byte is looked at twice, the bracket before is remembered, and an address
            // ends at the first sign that could begin another.
            last = words[from..middle].rfind('(').map(|at| from + at).or(last);
            from = middle;
            let Some(open) = last.filter(|open| middle - open <= LONGEST_TEXT) else { continue };
            let length = words[middle + 2..].find(['[', ']']);
            let Some(length) = length.filter(|at| words[middle + 2 + at..].starts_with(']')) else {
                continue;
            };
            let address = &words[middle + 2..middle + 2 + length];
            if looks_like_an_address(address) {
                let text = &words[open + 1..middle];
                let span = Span::new(inline.offset(open), inline.offset(middle + 3 + length));
                let start = inline.offset(open) - self.offset as usize;
                let edits = mend::swapped_link(self.text, start, text, address);
                let kind = ProblemKind::SwappedLink(text.to_owned(), address.to_owned());
                self.found.push(Problem { kind, span, edits });
            }
        }
    }
}

/// The longest text of a link whose brackets are swapped, in bytes.
const LONGEST_TEXT: usize = 1000;

fn looks_like_an_address(text: &str) -> bool {
    let page = text.split('#').next().unwrap_or("").to_lowercase();
    !text.contains(char::is_whitespace)
        && (text.contains("://")
            || text.starts_with(['/', '#', '.'])
            || text.starts_with("mailto:")
            || [".md", ".html"].iter().any(|end| page.ends_with(end)))
}

/// The label of a line `[label]: …`.
fn definition_label(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('[')?;
    let end = inner.find(']')?;
    let label = &inner[..end];
    let is_label = !label.trim().is_empty() && !label.starts_with('^') && !label.contains('[');
    (is_label && inner[end + 1..].starts_with(':')).then_some(label)
}

/// Labels are equal when they differ only in case and blanks.
fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn leaf_spans(blocks: &[Block], out: &mut Vec<Span>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Quote(_, blocks) | BlockKind::Footnote { blocks, .. } => {
                leaf_spans(blocks, out);
            }
            BlockKind::List(_, items) => {
                for item in items {
                    leaf_spans(&item.blocks, out);
                }
            }
            _ => out.push(block.span),
        }
    }
}

fn at(range: Range<usize>, offset: u32) -> Span {
    Span::new(range.start + offset as usize, range.end + offset as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::read;

    fn kinds(text: &str) -> Vec<ProblemKind> {
        read(text, 0).problems.into_iter().map(|problem| problem.kind).collect()
    }

    #[test]
    fn a_break_to_nothing_is_dropped_and_told() {
        let markdown = read("- one \\\n- two\n", 0);
        assert_eq!(markdown.problems[0].kind, ProblemKind::BreakToNothing);
        assert_eq!(markdown.problems[0].span, Span { start: 6, end: 7 });
        assert_eq!(crate::markdown::plain_blocks(&markdown.blocks), "one\ntwo");
        assert_eq!(kinds("one \\\ntwo"), []);
        assert_eq!(kinds("an escaped \\\\"), []);
    }

    #[test]
    fn a_break_right_after_a_word_is_told() {
        let problems = read("**one**\\\ntwo \\\nthree  \n\\\nfour", 3).problems;
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].kind, ProblemKind::GluedBreak);
        assert_eq!(problems[0].span, Span { start: 10, end: 11 });
    }

    #[test]
    fn bold_that_nothing_closes_is_told() {
        assert_eq!(kinds("**Product: ship it"), [ProblemKind::UnclosedBold]);
        assert_eq!(kinds("2**10 and **bold** and \\*\\*x"), []);
        assert_eq!(kinds("`**code`"), []);
    }

    #[test]
    fn a_swapped_link_is_told_and_other_brackets_are_not() {
        let swapped = ProblemKind::SwappedLink("plan".into(), "https://x.test/a".into());
        assert_eq!(kinds("see (plan)[https://x.test/a]."), [swapped]);
        assert_eq!(kinds("f(x)[0] and (a)[b]"), []);
        let nested = "see ((a) plan)[a.md] and (b)[b.md]";
        assert_eq!(kinds(nested).len(), 2, "{:?}", kinds(nested));
    }

    #[test]
    fn definitions_keep_their_spelling_and_repeats_are_found() {
        let text = "[a][N0]\n\n[N0]: https://x.test/0\n[n0]: https://x.test/1\n\n    [n0]: code\n";
        let found = read(text, 0).definitions;
        let labels: Vec<_> = found.iter().map(|d| (d.label.as_str(), d.repeated)).collect();
        assert_eq!(labels, [("N0", false), ("n0", true)]);
    }

    #[test]
    fn a_reference_without_definition_is_told_with_its_place() {
        let problems = read("x [text][gone] y", 10).problems;
        assert_eq!(problems[0].kind, ProblemKind::UndefinedReference("gone".into()));
        assert_eq!(problems[0].span, Span { start: 12, end: 24 });
        assert_eq!(kinds("[just brackets] and [n6]"), []);
    }

    #[test]
    fn nesting_beyond_reason_keeps_the_words() {
        let text = format!("{}deep", "> ".repeat(10_000));
        let markdown = read(&text, 0);
        assert!(matches!(markdown.problems[0].kind, ProblemKind::NestedTooDeep(_)));
        assert!(crate::markdown::plain_blocks(&markdown.blocks).contains("deep"));
    }
}
