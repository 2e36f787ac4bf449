//! What mends a place without judgement.

use std::collections::BTreeMap;

use super::Diagnostic;
use crate::source::{Edit, SourceId, Sources, Span, edited};

/// Edits that mend a place and leave every other byte alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is done, as a command to the author: `delete it`.
    pub description: String,
    /// The changes, all in the source of the diagnostic's place; they are made together.
    pub edits: Vec<Edit>,
}

/// A source with its problems mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The source.
    pub source: SourceId,
    /// Its new text.
    pub text: String,
    /// How many problems it has less.
    pub problems: usize,
}

/// Makes all fixes of `diagnostics`; of two that touch the same bytes, the first.
#[must_use]
pub fn mend(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Mended> {
    let mut files: BTreeMap<SourceId, Vec<&Fix>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let fix = diagnostic.fix.as_deref().filter(|fix| !fix.edits.is_empty());
        files.entry(diagnostic.at.source).or_default().extend(fix);
    }
    files.retain(|_, fixes| !fixes.is_empty());
    let mend = |(source, fixes): (SourceId, Vec<&Fix>)| {
        let (edits, problems) = together(&fixes);
        Mended { source, text: edited(sources.get(source).text(), &edits), problems }
    };
    files.into_iter().map(mend).collect()
}

/// The edits of the fixes that can be made together, and how many fixes these are.
fn together(fixes: &[&Fix]) -> (Vec<Edit>, usize) {
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    let (mut edits, mut count) = (Vec::new(), 0);
    for fix in fixes {
        let is_free = |span: Span| {
            let before = taken.range(..=span.start).next_back();
            let after = taken.range(span.start..).next();
            before.is_none_or(|(start, end)| *end <= span.start && *start != span.start)
                && after.is_none_or(|(start, _)| *start >= span.end)
        };
        if fix.edits.iter().all(|edit| is_free(edit.span)) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            edits.extend(fix.edits.iter().cloned());
            count += 1;
        }
    }
    (edits, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::rules;
    use crate::source::{Location, SourcePath};

    #[test]
    fn fixes_that_touch_the_same_bytes_are_not_made_together() {
        let mut sources = Sources::new();
        sources.add(SourcePath::new("a.md"), "untouched");
        let source = sources.add(SourcePath::new("b.md"), "abcdef");
        let fix = |edits: &[(usize, usize, &str)]| {
            let at = Location { source, span: Span::new(edits[0].0, edits[0].1) };
            let edits =
                edits.iter().map(|(start, end, text)| Edit::new(Span::new(*start, *end), *text));
            Diagnostic::new(&rules::SYNTAX_BREAK_SPACING, at, "x").fix("mend it", edits.collect())
        };
        let all = [
            fix(&[(0, 1, "A"), (4, 5, "E")]),
            fix(&[(3, 5, "")]),
            fix(&[(1, 1, "|"), (5, 6, "F")]),
            fix(&[(1, 2, "B")]),
        ];
        let expected = Mended { source, text: "A|bcdEF".to_owned(), problems: 2 };
        assert_eq!(mend(&all, &sources), [expected]);
    }
}
