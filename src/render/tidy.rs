//! Turns addresses from the top of the site into addresses from a page, and makes HTML that was
//! put together by templates look as if it had been written.

use memchr::{memchr, memmem};

use super::ROOM;
use crate::markdown::ROOT;

/// [`ROOT`] as the one byte that it is in UTF-8.
const MARK: u8 = ROOT as u8;

/// `html` without blank lines and without spaces around lines, with the way from the page's
/// `folder` in place of the mark for the top of the site. `top` leads from there to the top, which
/// is no longer than it has to be: what both addresses share is left out. Preformatted text is
/// left as it is.
pub(super) fn tidy(html: &str, folder: &str, top: &str) -> String {
    let mut out = String::with_capacity(html.len().max(ROOM));
    let has_preformatted = memmem::find(html.as_bytes(), b"<pre").is_some();
    let (mut preformatted, mut rest) = (false, html);
    while !rest.is_empty() {
        let end = memchr(b'\n', rest.as_bytes());
        let line = &rest[..end.unwrap_or(rest.len())];
        let line = line.strip_suffix('\r').unwrap_or(line);
        rest = end.map_or("", |end| &rest[end + 1..]);
        let starts_preformatted = preformatted;
        if has_preformatted {
            preformatted = preformatted_after(line, preformatted);
        }
        let line = match (starts_preformatted, preformatted) {
            (false, false) => line.trim(),
            (false, true) => line.trim_start(),
            (true, _) => line,
        };
        if line.is_empty() && !starts_preformatted {
            continue;
        }
        push(line, folder, top, &mut out);
        out.push('\n');
    }
    out
}

fn push(mut line: &str, folder: &str, top: &str, out: &mut String) {
    while let Some(at) = memchr(MARK, line.as_bytes()) {
        let (before, mut rest) = (&line[..at], &line[at + 1..]);
        out.push_str(before);
        let mut way = top;
        for part in folder.split_inclusive('/') {
            let Some((up, down)) = way.strip_prefix("../").zip(rest.strip_prefix(part)) else {
                break;
            };
            (way, rest) = (up, down);
        }
        out.push_str(way);
        line = rest;
    }
    out.push_str(line);
}

/// Whether preformatted text goes on after `line`.
fn preformatted_after(line: &str, before: bool) -> bool {
    let mut inside = before;
    for (at, _) in line.match_indices('<') {
        let tag = &line.as_bytes()[at + 1..];
        if tag.starts_with(b"pre") {
            inside = true;
        } else if tag.starts_with(b"/pre") {
            inside = false;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_indents_go() {
        assert_eq!(tidy("  <p>\n\n \n a  b \n</p>", "", ""), "<p>\na  b\n</p>\n");
    }

    #[test]
    fn preformatted_text_stays_as_it_is() {
        let html = "  <pre><code>a\n\n  b \n</code></pre>  \n\n <p>";
        assert_eq!(tidy(html, "", ""), "<pre><code>a\n\n  b \n</code></pre>  \n<p>\n");
    }

    #[test]
    fn the_mark_for_the_top_becomes_the_way_up() {
        let html = "<a href=\"\u{1}teams/index.html\">";
        assert_eq!(tidy(html, "", ""), "<a href=\"teams/index.html\">\n");
        assert_eq!(tidy(html, "a/b/", "../../"), "<a href=\"../../teams/index.html\">\n");
        let base = "https://plan.example/";
        assert_eq!(tidy(html, "teams/", base), format!("<a href=\"{base}teams/index.html\">\n"));
    }

    #[test]
    fn addresses_leave_out_what_they_share_with_the_page() {
        let way = |to: &str| tidy(&format!("\u{1}{to}"), "quarters/fy21-q2/", "../../");
        assert_eq!(way("quarters/fy21-q2/grow/index.html"), "grow/index.html\n");
        assert_eq!(way("quarters/fy21-q2/index.html#grow"), "index.html#grow\n");
        assert_eq!(way("quarters/fy21-q20/index.html"), "../fy21-q20/index.html\n");
        assert_eq!(way("quarters.html"), "../../quarters.html\n");
    }
}
