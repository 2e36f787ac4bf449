//! Code in colours: short classes that the theme paints in light and dark.

use std::fmt::Write as _;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxSet};

use super::html::escape;

/// Code beyond this many bytes is shown without colours: nobody reads it in a plan, and grammars
/// may take long over it.
const LONGEST: usize = 100_000;

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Which scopes get which class. The innermost scope that is listed wins.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    const NAMES: [(&str, &str); 14] = [
        ("comment", "c"),
        ("string", "s"),
        ("constant", "n"),
        ("keyword", "k"),
        ("storage", "k"),
        ("entity.name.function", "f"),
        ("support.function", "f"),
        ("entity.name.tag", "k"),
        ("entity.name", "t"),
        ("support", "t"),
        ("entity.other.attribute-name", "a"),
        ("variable", "v"),
        ("markup.heading", "t"),
        ("markup.raw", "s"),
    ];
    NAMES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect()
});

/// Adds `code`, escaped and coloured as `language`; plain when the language is not known.
pub(super) fn into(language: &str, code: &str, out: &mut String) {
    if language.is_empty() || matches!(language, "text" | "txt" | "plain") || code.len() > LONGEST {
        escape(code, out);
        return;
    }
    let start = out.len();
    if coloured(language, code, out).is_none() {
        out.truncate(start);
        escape(code, out);
    }
}

fn coloured(language: &str, code: &str, out: &mut String) -> Option<()> {
    let grammar = GRAMMARS.find_syntax_by_token(language)?;
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let mut done = 0;
        for (at, change) in state.parse_line(line, &GRAMMARS).ok()? {
            piece(line.get(done..at)?, &stack, out);
            done = at;
            apply(&mut stack, &change)?;
        }
        piece(line.get(done..)?, &stack, out);
    }
    Some(())
}

fn apply(stack: &mut ScopeStack, change: &ScopeStackOp) -> Option<()> {
    stack.apply(change).ok()
}

fn piece(text: &str, stack: &ScopeStack, out: &mut String) {
    if text.is_empty() {
        return;
    }
    let class = if text.trim().is_empty() { None } else { class_of(stack) };
    match class {
        Some(class) => {
            let _ = write!(out, "<span class=\"{class}\">");
            escape(text, out);
            out.push_str("</span>");
        }
        None => escape(text, out),
    }
}

fn class_of(stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().find_map(|scope| {
        CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
    })
}

#[cfg(test)]
mod tests {
    use super::into;

    fn html(language: &str, code: &str) -> String {
        let mut out = String::new();
        into(language, code, &mut out);
        out
    }

    #[test]
    fn known_languages_are_coloured_with_short_classes() {
        let html = html("toml", "# note\ntitle = \"<x>\"\n");
        assert!(html.contains("<span class=\"c\">"), "{html}");
        assert!(html.contains("&lt;x&gt;"), "{html}");
    }

    #[test]
    fn unknown_languages_are_shown_as_they_are() {
        assert_eq!(html("no-such-language", "a < b\n"), "a &lt; b\n");
        assert_eq!(html("", "a & b"), "a &amp; b");
    }
}
