//! Bare addresses become links, as GitHub does it.

use super::tree::{Block, Inline, InlineKind, Link, LinkForm, each_text_mut};
use crate::source::Span;

/// What stands before `://`.
const SCHEMES: [&str; 2] = ["https", "http"];

pub(super) fn link_bare_addresses(blocks: &mut [Block]) {
    each_text_mut(blocks, &mut link_in);
}

fn link_in(inlines: &mut Vec<Inline>) {
    if !inlines.iter().any(needs_work) {
        return;
    }
    for mut inline in std::mem::take(inlines) {
        match &mut inline.kind {
            InlineKind::Text(_) => split(&inline, inlines),
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strike(inner) => {
                link_in(inner);
                inlines.push(inline);
            }
            _ => inlines.push(inline),
        }
    }
}

fn needs_work(inline: &Inline) -> bool {
    match &inline.kind {
        // Most words hold no colon, which is looked for faster.
        InlineKind::Text(text) => text.contains(':') && text.contains("://"),
        InlineKind::Link(_) | InlineKind::Image(_) => false,
        _ => inline.children().iter().any(needs_work),
    }
}

fn split(inline: &Inline, out: &mut Vec<Inline>) {
    let InlineKind::Text(text) = &inline.kind else { return };
    let mut done = 0;
    while let Some((start, end)) = next_address(text, done) {
        push_text(inline, done, start, out);
        let address = &text[start..end];
        let span = Span::new(inline.offset(start), inline.offset(end));
        let content = vec![Inline { span, kind: InlineKind::Text(address.to_owned()) }];
        let title = String::new();
        let link = Link { address: address.to_owned(), title, form: LinkForm::Auto, content };
        out.push(Inline { span, kind: InlineKind::Link(Box::new(link)) });
        done = end;
    }
    push_text(inline, done, text.len(), out);
}

fn push_text(inline: &Inline, start: usize, end: usize, out: &mut Vec<Inline>) {
    let part = inline.text().and_then(|text| text.get(start..end)).unwrap_or("");
    if !part.is_empty() {
        let span = Span::new(inline.offset(start), inline.offset(end));
        out.push(Inline { span, kind: InlineKind::Text(part.to_owned()) });
    }
}

/// The next address in `text` at or after `from`: where it starts and ends.
fn next_address(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut from = from;
    loop {
        let at = from + text[from..].find("://")?;
        let after = at + "://".len();
        let before = &text[from..at];
        let scheme = SCHEMES.iter().find(|scheme| before.ends_with(*scheme));
        let start = scheme.map(|scheme| at - scheme.len());
        let bounded = |start: &usize| !text[..*start].ends_with(char::is_alphanumeric);
        if let Some(start) = start.filter(bounded)
            && text[after..].starts_with(char::is_alphanumeric)
        {
            return Some((start, after + trimmed(&text[after..])));
        }
        from = after;
    }
}

/// How much of `rest` belongs to the address: no blank, no `<`, no trailing punctuation, and a
/// closing bracket only where it was opened.
fn trimmed(rest: &str) -> usize {
    let stop = rest.find(|sign: char| sign.is_whitespace() || matches!(sign, '<' | '"'));
    let mut address = &rest[..stop.unwrap_or(rest.len())];
    let mut open = address.matches('(').count();
    let mut close = address.matches(')').count();
    loop {
        match address.chars().next_back() {
            Some('?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | ']' | '”' | '’') =>
                {}
            Some(')') if close > open => close -= 1,
            _ => return address.len(),
        }
        let last = address.chars().next_back().map_or(0, char::len_utf8);
        address = &address[..address.len() - last];
        open = open.min(address.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((start, end)) = next_address(text, from) {
            found.push(&text[start..end]);
            from = end;
        }
        found
    }

    #[test]
    fn addresses_end_where_a_reader_would_end_them() {
        assert_eq!(addresses("see https://x.test/a, then."), ["https://x.test/a"]);
        assert_eq!(addresses("(https://x.test/a_(b))."), ["https://x.test/a_(b)"]);
        assert_eq!(addresses("http:// nothing, xhttps://y.test"), Vec::<&str>::new());
        assert_eq!(
            addresses("https://a.test https://b.test"),
            ["https://a.test", "https://b.test"]
        );
    }
}
