//! Attributes in braces at the end of a text: `{#wau grade=0.7}`, open or in an HTML comment.

use super::tree::{Inline, InlineKind};
use crate::source::{Span, Spanned};

/// What stands in braces at the end of a heading, item or line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// `#wau`, without the sign.
    pub id: Option<Spanned<String>>,
    /// `key=value` pairs, in order.
    pub pairs: Vec<(Spanned<String>, String)>,
}

impl Attributes {
    /// Whether nothing was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.pairs.is_empty()
    }

    /// The value of `key`, if it was given.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name.value == key).map(|(_, value)| value.as_str())
    }

    /// Adds what `other` says and this does not.
    pub fn merge(&mut self, other: Self) {
        self.id = self.id.take().or(other.id);
        self.pairs.extend(other.pairs);
    }
}

/// Takes attributes off the end of `inlines`, looking into emphasis; the text before them stays.
///
/// Braces that are no attributes (`{draft}`, `{:.class}`) are words and stay where they are.
#[must_use]
pub fn take_attributes(inlines: &mut Vec<Inline>) -> Attributes {
    let mut all = Attributes::default();
    while let Some(found) = take_last(inlines) {
        all.merge(found);
    }
    all
}

fn take_last(inlines: &mut Vec<Inline>) -> Option<Attributes> {
    let last = inlines.last_mut()?;
    let start = last.span.start as usize;
    match &mut last.kind {
        InlineKind::Html(comment) => {
            let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?;
            let open = inner.find('{')?;
            let found = braces(inner.trim(), start + "<!--".len() + open)?;
            inlines.pop();
            trim_end(inlines);
            Some(found)
        }
        InlineKind::Text(words) => {
            let trimmed = words.trim_end();
            let open = trimmed.rfind('{')?;
            let at = start + open;
            let found = braces(&trimmed[open..], at)?;
            words.truncate(open);
            last.span.end = u32::try_from(at).unwrap_or(last.span.end);
            trim_end(inlines);
            Some(found)
        }
        InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => take_last(inner),
        _ => None,
    }
}

fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match &mut last.kind {
            InlineKind::Text(words) => {
                words.truncate(words.trim_end().len());
                if !words.is_empty() {
                    return;
                }
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => {}
            _ => return,
        }
        inlines.pop();
    }
}

/// Reads `{…}`, which stands at byte `at` of its file; `None` when it holds no attributes.
fn braces(text: &str, at: usize) -> Option<Attributes> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut attributes = Attributes::default();
    let mut rest = inner;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (!attributes.is_empty()).then_some(attributes);
        }
        let from = at + 1 + (inner.len() - rest.len());
        let end = token_end(rest);
        token(&rest[..end], from, &mut attributes)?;
        rest = &rest[end..];
    }
}

fn token(token: &str, at: usize, attributes: &mut Attributes) -> Option<()> {
    if let Some(id) = token.strip_prefix('#') {
        let is_name =
            !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c));
        let span = Span::new(at, at + token.len());
        attributes.id = is_name.then(|| Spanned::new(id.to_owned(), span));
        return is_name.then_some(());
    }
    let (key, value) = token.split_once('=')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let key = Spanned::new(key.to_owned(), Span::new(at, at + token.len()));
    attributes.pairs.push((key, value.trim_matches('"').to_owned()));
    is_key.then_some(())
}

/// Where a token ends: at a blank that stands outside quotes.
fn token_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            sign if sign.is_whitespace() && !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, plain, read};

    fn take(text: &str) -> (String, Attributes) {
        let BlockKind::Paragraph(mut inlines) = read(text, 0).blocks.remove(0).kind else {
            panic!("not a paragraph")
        };
        let attributes = take_attributes(&mut inlines);
        (plain(&inlines), attributes)
    }

    #[test]
    fn an_id_and_pairs_are_taken_with_their_places() {
        let (text, found) = take("Grow WAU {#wau grade=0.7 note=\"a b\"}");
        assert_eq!(text, "Grow WAU");
        assert_eq!(
            found.id.map(|id| (id.value, id.span)),
            Some(("wau".into(), Span { start: 10, end: 14 }))
        );
        assert_eq!(found.pairs[0].0.span, Span { start: 15, end: 24 });
        assert_eq!(found.pairs[1].1, "a b");
    }

    #[test]
    fn a_comment_and_bold_text_may_hold_them() {
        let (text, found) = take("**Grow WAU {#wau}** <!-- {weight=2} -->");
        assert_eq!(text, "Grow WAU");
        assert_eq!(found.get("weight"), Some("2"));
        assert_eq!(found.id.map(|id| id.value), Some("wau".into()));
        assert_eq!(take("**Grow {#wau}**").1.id.map(|id| id.value), Some("wau".into()));
    }

    #[test]
    fn other_braces_stay_words() {
        for text in ["Use {draft}", "Title {:.no_toc}", "a {} b", "f(x) = {x}", "{a b=c}"] {
            assert_eq!(take(text), (text.into(), Attributes::default()));
        }
    }
}
