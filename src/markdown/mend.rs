//! Mends malformed syntax without judging what its author meant.
//!
//! The edits are as small as can be. None is taken on trust: the mended text is read, and an edit
//! is offered only if it says what the text said before, but for what was malformed.

use super::build::unproved;
use super::problems::{Problem, ProblemKind};
use super::shape::shape;
use super::tree::Markdown;
use crate::source::{Edit, Span, edited};

/// How many bytes are read at most to find out which edits hold, but for the first readings.
const BYTES: usize = 1 << 20;

/// Takes away the `\` that ends at `end`, and the blanks around it.
pub(super) fn break_to_nothing(text: &str, end: usize) -> Vec<Edit> {
    let (Some(before), Some(after)) = (text.get(..end.saturating_sub(1)), text.get(end..)) else {
        return Vec::new();
    };
    let start = before.trim_end_matches([' ', '\t']).len();
    let rest = after.trim_start_matches([' ', '\t']);
    // Blanks part what follows on the line, as the `|` of a table.
    let is_last = rest.is_empty() || rest.starts_with(['\n', '\r']);
    let end = if is_last { text.len() - rest.len() } else { end };
    vec![Edit::new(Span::new(start, end), "")]
}

/// Puts a space before the `\` at `at`.
pub(super) fn break_spacing(at: usize) -> Vec<Edit> {
    vec![Edit::new(Span::new(at, at), " ")]
}

/// Swaps the brackets and parentheses of the `(words)[address]` that starts at `open`.
pub(super) fn swapped_link(text: &str, open: usize, words: &str, address: &str) -> Vec<Edit> {
    // Among more brackets it takes judgement which of them are the link's.
    let is_plain = !words.trim().is_empty() && !words.contains(['(', ')', '[', ']']);
    // `[^1](…)` is a footnote to some programs.
    let is_plain = is_plain && !words.starts_with('^');
    if !is_plain || text.get(..open).is_none_or(|before| before.ends_with(']')) {
        return Vec::new();
    }
    let middle = open + 1 + words.len();
    let end = middle + 2 + address.len();
    let edit = |start: usize, length, text| Edit::new(Span::new(start, start + length), text);
    vec![edit(open, 1, "["), edit(middle, 2, "]("), edit(end, 1, ")")]
}

/// Keeps the edits that leave everything else as it is, and moves them down by `offset`.
pub(super) fn prove(markdown: &mut Markdown, text: &str, offset: u32) {
    let mended = |problem: &&mut Problem| !problem.edits.is_empty();
    let problems: Vec<Problem> =
        markdown.problems.iter_mut().filter(mended).map(|problem| problem.clone()).collect();
    if problems.is_empty() {
        return;
    }
    let all: Vec<usize> = (0..problems.len()).collect();
    let shape = shape(markdown, &[]);
    let readings = (BYTES / text.len().max(1)).clamp(2, 64);
    let mut proof = Proof { text, offset, problems: &problems, shape, readings };
    let sound = proof.sound(&all);
    for (index, problem) in markdown.problems.iter_mut().filter(mended).enumerate() {
        if sound.binary_search(&index).is_err() {
            problem.edits.clear();
        }
        for edit in &mut problem.edits {
            edit.span = Span { start: edit.span.start + offset, end: edit.span.end + offset };
        }
    }
}

/// What a text says, and what is malformed in it, in the order of the text.
struct Proof<'a> {
    text: &'a str,
    offset: u32,
    problems: &'a [Problem],
    shape: String,
    readings: usize,
}

impl Proof<'_> {
    /// Those of `chosen` that can be mended together; found by halves.
    fn sound(&mut self, chosen: &[usize]) -> Vec<usize> {
        if chosen.is_empty() || self.holds(chosen) {
            return chosen.to_vec();
        }
        if chosen.len() == 1 {
            return Vec::new();
        }
        let (first, second) = chosen.split_at(chosen.len() / 2);
        let mut all = self.sound(first);
        let count = all.len();
        all.extend(self.sound(second));
        if 0 < count && count < all.len() && !self.holds(&all) {
            all.truncate(count);
        }
        all
    }

    /// Whether the text says the same with all of `chosen` mended.
    fn holds(&mut self, chosen: &[usize]) -> bool {
        if self.readings == 0 {
            return false;
        }
        self.readings -= 1;
        let mut edits = Vec::new();
        let mut swapped = Vec::new();
        // How many bytes come and go above the problem; a swapped link is as long as before.
        let (mut come, mut gone) = (0, self.offset as usize);
        for problem in chosen.iter().map(|index| &self.problems[*index]) {
            if matches!(problem.kind, ProblemKind::SwappedLink(..)) {
                let moved = |at: u32| at as usize + come - gone;
                swapped.push(Span::new(moved(problem.span.start), moved(problem.span.end)));
            } else {
                come += problem.edits.iter().map(|edit| edit.text.len()).sum::<usize>();
                gone += problem.edits.iter().map(|edit| edit.span.range().len()).sum::<usize>();
            }
            edits.extend(problem.edits.iter().cloned());
        }
        let text = edited(self.text, &edits);
        shape(&unproved(&text, 0), &swapped) == self.shape
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::read;
    use crate::source::{Edit, edited};

    /// `text` with everything mended that can be, read below a front matter of ten bytes.
    fn mended(text: &str) -> String {
        let whole = format!("{}{text}", "x".repeat(10));
        let edits: Vec<Edit> =
            read(text, 10).problems.into_iter().flat_map(|problem| problem.edits).collect();
        edited(&whole, &edits)[10..].to_owned()
    }

    #[test]
    fn breaks_to_nothing_go_with_the_blanks_around_them() {
        assert_eq!(mended("- one \\\n- two\\  \r\n\r\nend\t\\"), "- one\n- two\r\n\r\nend");
        assert_eq!(mended("| a |\n|---|\n| b \\ |\n"), "| a |\n|---|\n| b |\n");
        assert_eq!(mended("a\u{a0}\\\n"), "a\u{a0}\n");
    }

    #[test]
    fn a_break_stays_where_its_line_would_be_something_else_without_it() {
        for text in [
            "- \\\n\n  text\n",
            "text\n--- \\\n",
            "a \\\n\\",
            "<b> \\\n",
            "[a]: b \\\n",
            "[a]: b\n\"t\" \\\n",
            "# t {#id} \\\n",
            // The anchor would be another one.
            "# t \\\n",
            "a \\ \\\n",
            "```\na \\\n```\n",
            "1. \\\n2. \\\n",
        ] {
            assert_eq!(mended(text), text);
        }
    }

    #[test]
    fn one_edit_that_does_not_hold_keeps_no_other_from_being_made() {
        let text = "a \\\n\n<b> \\\n\nb \\\n\nc \\\n\n- d\\\n  e\n";
        assert_eq!(mended(text), "a\n\n<b> \\\n\nb\n\nc\n\n- d \\\n  e\n");
    }

    #[test]
    fn breaks_get_their_space() {
        assert_eq!(mended("**a**\\\nb\\\r\n`c`\\\nd \\\ne"), "**a** \\\nb \\\r\n`c` \\\nd \\\ne");
        assert_eq!(mended("> a\\\n> \\\n> b\n"), "> a \\\n> \\\n> b\n");
        assert_eq!(mended("a\u{a0}\\\nb\n"), "a\u{a0}\\\nb\n");
    }

    #[test]
    fn swapped_links_are_swapped_back() {
        let text = "é (a b)[https://x.test/a_b?c=d&e#f], **(c)[../d.md]** (e)[#f]\\\ng \\\n";
        let expected = "é [a b](https://x.test/a_b?c=d&e#f), **[c](../d.md)** [e](#f) \\\ng\n";
        assert_eq!(mended(text), expected);
    }

    #[test]
    fn a_link_stays_swapped_where_more_than_the_link_would_change() {
        for text in [
            "!(a)[b.md]",
            "[x (a)[b.md]](c.md)",
            "[x](a)[b.md]",
            "(^1)[b.md]\n\n[^1]: x\n",
            "()[b.md]",
            "(a)[b(c.md]",
            "f(x(a))[b.md]",
            "[a](b c)[d.md]",
            "(a)[<b.md]",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
