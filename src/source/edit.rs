//! Changes of a text that leave all other bytes alone.

use super::Span;

/// Puts a text in the place of a span; an empty span is where the text goes in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Edit {
    /// `text` in the place of `span`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// `text` with `edits` made. One that does not fit the text, or that overlaps an earlier one, is
/// left out.
#[must_use]
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        let (Some(kept), Some(_)) = (text.get(done..range.start), text.get(range.clone())) else {
            continue;
        };
        out.push_str(kept);
        out.push_str(&edit.text);
        done = range.end;
    }
    out + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_their_places_and_the_rest_stays() {
        let edit = |start, end, text| Edit::new(Span::new(start, end), text);
        let edits = [edit(4, 5, ""), edit(0, 1, "ab"), edit(3, 3, "|")];
        assert_eq!(edited("xé\r\n", &edits), "abé|\r");
        assert_eq!(edited("xé", &[]), "xé");
    }

    #[test]
    fn what_overlaps_or_does_not_fit_is_left_out() {
        let edit = |start, end| Edit::new(Span::new(start, end), "");
        assert_eq!(edited("abcdef", &[edit(1, 4), edit(2, 5)]), "aef");
        assert_eq!(edited("é", &[edit(1, 2), edit(7, 8)]), "é");
    }
}
