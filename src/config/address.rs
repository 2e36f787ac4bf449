//! Addresses on the web, as far as settings need them.

/// What is wrong with `text` as an `http` or `https` address, as the end of a sentence.
///
/// `None` when it names a host, its path has no empty or dotted parts, and nothing in it has to
/// be escaped. Such an address can be put before any path and into any attribute.
pub(super) fn flaw(text: &str) -> Option<&'static str> {
    let Some(rest) = after_scheme(text) else {
        return Some("does not start with `https://` or `http://`");
    };
    let (host, path) = parts(rest);
    if rest.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Some("holds a space");
    }
    if rest.contains(['"', '\'', '<', '>', '\\', '^', '`', '|']) {
        return Some("holds a character that addresses cannot hold");
    }
    if host.contains('@') {
        return Some("holds a user's name");
    }
    if !host.contains(char::is_alphanumeric) {
        return Some("names no host");
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        if matches!(part, "." | "..") || part.is_empty() && parts.peek().is_some() {
            return Some("holds an empty or dotted part");
        }
    }
    None
}

/// What is wrong with `text` as the address that all pages stand below, as the end of a sentence.
pub(super) fn base_flaw(text: &str) -> Option<&'static str> {
    if text.contains('?') {
        return Some("holds a query (`?`)");
    }
    if text.contains('#') {
        return Some("holds a fragment (`#`)");
    }
    if text.contains(['{', '}']) {
        return Some("holds a character that addresses cannot hold");
    }
    flaw(text)
}

/// The path of an address without flaws; it starts with `/` unless it is empty.
pub(super) fn path(text: &str) -> &str {
    after_scheme(text).map_or("", |rest| parts(rest).1)
}

/// `text` with a `/` at its end.
pub(super) fn as_folder(text: &str) -> String {
    format!("{}/", text.trim_end_matches('/'))
}

fn after_scheme(text: &str) -> Option<&str> {
    let after = |scheme: &str| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    after("https://").or_else(|| after("http://"))
}

/// Host with port, and path; the query and the fragment of an address count to its path.
fn parts(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()))
}
