//! Raw HTML: sanitised, with its addresses seen.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Schemes that are safe to publish.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Classes that the writer of this room sets itself and that must survive.
const CLASSES: [&str; 24] = [
    "target",
    "member",
    "external",
    "issue",
    "footnote",
    "footnote-ref",
    "task",
    "done",
    "alert",
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "centre",
    "end",
    "k",
    "s",
    "c",
    "n",
    "f",
    "t",
    "v",
    "a",
];

/// Schemes that are not, which the author is told of.
const UNSAFE: [&str; 5] = ["javascript", "vbscript", "data", "file", "blob"];

/// Stands before the ids that the writer of this room gives. Those in raw HTML go: they might be
/// given twice on a page, or be those of the theme. No text can hold it.
pub(super) const OWN: char = '\u{2}';

/// `html` without the marks before ids.
pub(super) fn unmark(html: String) -> String {
    if html.contains(OWN) { html.replace(OWN, "") } else { html }
}

/// Whether `address`, entities decoded, has no scheme or one that is safe to publish.
#[must_use]
pub fn scheme_is_safe(address: &str) -> bool {
    // Browsers skip control characters and blanks in a scheme; so must whoever judges it.
    let clean: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    match clean.find([':', '/', '?', '#']) {
        Some(at) if clean.as_bytes()[at] == b':' => {
            SCHEMES.contains(&clean[..at].to_ascii_lowercase().as_str())
        }
        _ => true,
    }
}

/// The addresses of links and pictures in a piece of raw HTML.
#[must_use]
pub fn raw_addresses(html: &str) -> Vec<String> {
    if !html.contains('=') {
        return Vec::new();
    }
    let cleaned = SEER.clean(html).to_string();
    addresses(&cleaned).map(|range| cleaned[range].replace("&amp;", "&")).collect()
}

/// Cleans a finished fragment that holds raw HTML: only harmless tags and attributes stay, and
/// `resolve` turns the addresses that the author wrote in raw HTML into published ones.
pub(super) fn sanitise(html: &str, resolve: impl Fn(&str) -> Option<String>) -> String {
    let cleaned = CLEANER.clean(html).to_string();
    if !cleaned.contains("href=\"") && !cleaned.contains("src=\"") {
        return cleaned;
    }
    rewrite(&cleaned, &resolve)
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| builder(&SCHEMES));

/// Cleans nothing that is to be published: it leaves addresses that are not safe to be told of.
static SEER: LazyLock<Builder<'static>> =
    LazyLock::new(|| builder(&[SCHEMES.as_slice(), UNSAFE.as_slice()].concat()));

fn builder(schemes: &[&'static str]) -> Builder<'static> {
    let mut builder = Builder::default();
    let classes: HashSet<&str> = CLASSES.into_iter().collect();
    let tags = [
        "a",
        "span",
        "div",
        "p",
        "code",
        "pre",
        "td",
        "th",
        "li",
        "ul",
        "ol",
        "sup",
        "blockquote",
        "section",
    ];
    builder
        .add_tags(["section"])
        .allowed_classes(
            tags.into_iter().map(|tag| (tag, classes.clone())).collect::<HashMap<_, _>>(),
        )
        .add_generic_attributes(["id"])
        .add_tag_attributes("a", ["rel", "title", "name"])
        .add_tag_attributes("span", ["role", "aria-label"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(schemes.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|_, name, value| match name {
            "id" => value.strip_prefix(OWN).map(Into::into),
            _ => Some(value.into()),
        })
        .link_rel(None);
    builder
}

/// Resolves the addresses of a cleaned fragment: those of this room's writer start with
/// [`super::html::ROOT`] or a scheme and stay, the others were raw.
fn rewrite(html: &str, resolve: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for range in addresses(html) {
        let address = &html[range.clone()];
        if address.starts_with(super::html::ROOT) || address.contains(':') {
            continue;
        }
        if let Some(resolved) = resolve(&address.replace("&amp;", "&")) {
            out.push_str(&html[done..range.start]);
            super::html::escape(&resolved, &mut out);
            done = range.end;
        } else {
            // The attribute goes: its text stays, unlinked.
            let name = html[..range.start].rfind(' ').unwrap_or(range.start);
            out.push_str(&html[done..name]);
            done = range.end + 1;
        }
    }
    out.push_str(&html[done..]);
    out
}

/// Where the values of `href` and `src` stand in a cleaned fragment, whose tags are all well
/// formed: attributes in double quotes, `<` only at the start of a tag.
fn addresses(cleaned: &str) -> impl Iterator<Item = Range<usize>> {
    let tags = cleaned.match_indices('<').map(|(at, _)| at);
    tags.filter_map(move |at| {
        let tag = &cleaned[at..at + cleaned[at..].find('>')?];
        let attribute = [" href=\"", " src=\""].into_iter().find(|name| tag.contains(name))?;
        let start = at + tag.find(attribute)? + attribute.len();
        Some(start..start + cleaned[start..].find('"')?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_handlers_go_and_harmless_tags_stay() {
        let html = "a<sub>2</sub> <kbd>x</kbd><script>bad()</script><b onclick=\"bad()\">b</b><a href=\"javascript:x\">j</a>";
        let clean = sanitise(html, |_| None);
        assert_eq!(clean, "a<sub>2</sub> <kbd>x</kbd><b>b</b><a>j</a>");
    }

    #[test]
    fn ids_of_the_writer_stay_and_those_in_raw_html_go() {
        let clean = sanitise("<h2 id=\"\u{2}ours\">a</h2><p id=\"theirs\">b</p>", |_| None);
        assert_eq!(clean, "<h2 id=\"ours\">a</h2><p>b</p>");
    }

    #[test]
    fn unsafe_addresses_in_raw_html_are_seen() {
        assert_eq!(raw_addresses("<a href=\"javascript:x\">x</a>"), ["javascript:x"]);
    }

    #[test]
    fn raw_addresses_are_resolved() {
        let clean =
            sanitise("<a href=\"x.md\">x</a> <img src=\"gone.png\" alt=\"g\">", |address| {
                (address == "x.md").then(|| "y/index.html".to_owned())
            });
        assert_eq!(clean, "<a href=\"y/index.html\">x</a> <img alt=\"g\">");
        assert_eq!(raw_addresses("<a href='a.md'>x</a><img src=\"b.png\">"), ["a.md", "b.png"]);
    }

    #[test]
    fn schemes_are_judged_after_decoding() {
        assert!(
            scheme_is_safe("https://x.test") && scheme_is_safe("a/b:c") && scheme_is_safe("#a:b")
        );
        assert!(scheme_is_safe("MAILTO:a@x.test"));
        assert!(!scheme_is_safe("javascript:alert(1)") && !scheme_is_safe(" java\nscript:x"));
        assert!(!scheme_is_safe("data:text/html,x"));
    }
}
