//! Writes a tree as HTML that is safe to publish.

use std::fmt::Write as _;

use super::tree::{Alert, Align, Block, BlockKind, Inline, InlineKind, Item, Link, Row};
use super::{highlight, plain, raw};
use crate::source::Span;

/// Stands in addresses for "the top of the site, seen from this page"; the renderer replaces it
/// once the page is known. No text can hold it: control characters are dropped in writing.
pub const ROOT: char = '\u{1}';

/// Where a link leads once published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Href {
    /// The address; one inside the site starts with [`ROOT`].
    pub address: String,
    /// A class from the theme's closed vocabulary, or nothing.
    pub class: &'static str,
    /// The `rel` attribute, or nothing.
    pub rel: &'static str,
    /// The `title` attribute, or nothing.
    pub title: String,
}

/// Knows where links lead and where things stand. The writer knows only how they are spelled.
pub trait Resolver {
    /// Where `link`, written at `span`, leads; `None` when its text is to stay, unlinked.
    fn link(&self, link: &Link, span: Span) -> Option<Href>;
    /// Where an address in raw HTML leads.
    fn raw(&self, address: &str) -> Option<String>;
    /// Where the issue `#number` is tracked.
    fn issue(&self, number: &str) -> Option<String>;
    /// The address of the anchor `fragment` of this text.
    fn here(&self, fragment: &str) -> String;
    /// The id on the page of the heading whose anchor in its own text is `anchor`.
    fn heading(&self, anchor: &str) -> String;
}

/// Writes HTML with the help of a resolver.
pub struct Writer<'a> {
    resolver: &'a dyn Resolver,
    /// Levels that headings are moved down by.
    shift: u8,
    out: String,
    raw: bool,
    linked: usize,
}

impl<'a> Writer<'a> {
    /// A writer that moves headings down by `shift` levels, at most to the sixth.
    #[must_use]
    pub fn new(resolver: &'a dyn Resolver, shift: u8) -> Self {
        Self { resolver, shift, out: String::new(), raw: false, linked: 0 }
    }

    /// The HTML of `blocks`.
    #[must_use]
    pub fn blocks(mut self, blocks: &[Block]) -> String {
        self.write_blocks(blocks);
        self.finish()
    }

    /// The HTML of running text.
    #[must_use]
    pub fn inlines(mut self, inlines: &[Inline]) -> String {
        self.write_inlines(inlines);
        self.finish()
    }

    fn finish(self) -> String {
        if self.raw {
            raw::sanitise(&self.out, |address| self.resolver.raw(address))
        } else {
            raw::unmark(self.out)
        }
    }

    fn write_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.write_block(block);
        }
    }

    fn write_block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.wrapped("<p>", inlines, "</p>\n"),
            BlockKind::Tight(inlines) => self.write_inlines(inlines),
            BlockKind::Heading { level, anchor, content, .. } => {
                self.heading(*level, anchor, content);
            }
            BlockKind::Quote(alert, blocks) => self.quote(*alert, blocks),
            BlockKind::List(first, items) => self.list(*first, items),
            BlockKind::Code { language, text } => self.code(language, text),
            BlockKind::Html(html) => self.raw_html(html),
            BlockKind::Table { align, head, rows } => self.table(align, head, rows),
            BlockKind::Footnote { number, blocks } => self.footnote(*number, blocks),
            BlockKind::Break => self.out.push_str("<hr>\n"),
        }
    }

    fn wrapped(&mut self, open: &str, inlines: &[Inline], close: &str) {
        self.out.push_str(open);
        self.write_inlines(inlines);
        self.out.push_str(close);
    }

    fn heading(&mut self, level: u8, anchor: &str, content: &[Inline]) {
        let level = (level + self.shift).clamp(1, 6);
        let id = self.resolver.heading(anchor);
        let _ = write!(self.out, "<h{level} id=\"{}", raw::OWN);
        escape(&id, &mut self.out);
        self.wrapped("\">", content, &format!("</h{level}>\n"));
    }

    fn quote(&mut self, alert: Option<Alert>, blocks: &[Block]) {
        match alert {
            Some(alert) => {
                let (class, word) = alert_words(alert);
                let open = format!("<blockquote class=\"alert {class}\">");
                let _ = writeln!(self.out, "{open}<p><strong>{word}</strong></p>");
            }
            None => self.out.push_str("<blockquote>\n"),
        }
        self.write_blocks(blocks);
        self.out.push_str("</blockquote>\n");
    }

    fn list(&mut self, first: Option<u64>, items: &[Item]) {
        match first {
            None => self.out.push_str("<ul>\n"),
            Some(1) => self.out.push_str("<ol>\n"),
            Some(first) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
        }
        for item in items {
            self.out.push_str("<li>");
            match item.task {
                Some(true) => self.out.push_str(
                    "<span class=\"task done\" role=\"img\" aria-label=\"done\">✓</span> ",
                ),
                Some(false) => self
                    .out
                    .push_str("<span class=\"task\" role=\"img\" aria-label=\"open\">○</span> "),
                None => {}
            }
            self.write_blocks(&item.blocks);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(if first.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn code(&mut self, language: &str, text: &str) {
        self.out.push_str("<pre tabindex=\"0\"><code>");
        highlight::into(language, text, &mut self.out);
        self.out.push_str("</code></pre>\n");
    }

    fn raw_html(&mut self, html: &str) {
        let is_comment = html.starts_with("<!--") && html.trim_end().ends_with("-->");
        if is_comment && html.matches("-->").count() == 1 {
            return;
        }
        self.raw = true;
        self.out.extend(html.chars().filter(|c| !is_control(*c)));
    }

    fn table(&mut self, align: &[Align], head: &Row, rows: &[Row]) {
        self.out.push_str("<div class=\"table\" tabindex=\"0\"><table>\n<thead>");
        self.row(align, head, "th");
        self.out.push_str("</thead>\n<tbody>\n");
        for row in rows {
            self.row(align, row, "td");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    fn row(&mut self, align: &[Align], row: &Row, tag: &str) {
        self.out.push_str("<tr>");
        for (index, cell) in row.cells.iter().enumerate() {
            let class = match align.get(index) {
                Some(Align::Centre) => " class=\"centre\"",
                Some(Align::End) => " class=\"end\"",
                _ => "",
            };
            self.wrapped(&format!("<{tag}{class}>"), cell, &format!("</{tag}>"));
        }
        self.out.push_str("</tr>\n");
    }

    fn footnote(&mut self, number: usize, blocks: &[Block]) {
        let id = self.resolver.heading(&format!("footnote-{number}"));
        let _ = write!(self.out, "<div class=\"footnote\" id=\"{}", raw::OWN);
        escape(&id, &mut self.out);
        let _ = write!(self.out, "\"><sup>{number}</sup> ");
        self.write_blocks(blocks);
        self.out.push_str("</div>\n");
    }

    fn write_inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.write_inline(inline);
        }
    }

    fn write_inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.text(text),
            InlineKind::Code(code) => {
                self.out.push_str("<code>");
                escape(code, &mut self.out);
                self.out.push_str("</code>");
            }
            InlineKind::Emphasis(inner) => self.wrapped("<em>", inner, "</em>"),
            InlineKind::Strong(inner) => self.wrapped("<strong>", inner, "</strong>"),
            InlineKind::Strike(inner) => self.wrapped("<del>", inner, "</del>"),
            InlineKind::Link(link) => self.link(link, inline.span),
            InlineKind::Image(link) => self.image(link, inline.span),
            InlineKind::Html(html) => self.raw_html(html),
            InlineKind::FootnoteReference(number) => {
                let href = self.resolver.here(&format!("footnote-{number}"));
                self.out.push_str("<sup class=\"footnote-ref\"><a href=\"");
                escape(&href, &mut self.out);
                let _ = write!(self.out, "\">{number}</a></sup>");
            }
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => self.out.push_str("<br>\n"),
        }
    }

    fn link(&mut self, link: &Link, span: Span) {
        // A link in a link is no HTML: only the outer one is written.
        let href = if self.linked == 0 { self.resolver.link(link, span) } else { None };
        let Some(href) = href else {
            self.write_inlines(&link.content);
            return;
        };
        self.out.push_str("<a href=\"");
        escape(&href.address, &mut self.out);
        let title = if href.title.is_empty() { &link.title } else { &href.title };
        for (name, value) in [("class", href.class), ("rel", href.rel), ("title", title.as_str())] {
            if !value.is_empty() {
                let _ = write!(self.out, "\" {name}=\"");
                escape(value, &mut self.out);
            }
        }
        self.linked += 1;
        self.wrapped("\">", &link.content, "</a>");
        self.linked -= 1;
    }

    fn image(&mut self, link: &Link, span: Span) {
        let Some(href) = self.resolver.link(link, span) else {
            self.write_inlines(&link.content);
            return;
        };
        // Pictures elsewhere would make every reader ask a third party for them: they become links.
        if !href.address.starts_with(ROOT) {
            let rel = if href.rel.is_empty() { "external" } else { href.rel };
            let _ = write!(self.out, "<a class=\"external\" rel=\"{rel}\" href=\"");
            escape(&href.address, &mut self.out);
            self.wrapped("\">", &link.content, "</a>");
            return;
        }
        self.out.push_str("<img src=\"");
        escape(&href.address, &mut self.out);
        self.out.push_str("\" alt=\"");
        escape(&plain(&link.content), &mut self.out);
        self.out.push_str("\" loading=\"lazy\">");
    }

    /// Words, with `#123` linked where an issue tracker is known.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('#') {
            let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let end = at + 1 + digits;
            let bounded = !rest[..at]
                .ends_with(|c: char| c.is_alphanumeric() || c == '&' || c == '/')
                && !rest[end..].starts_with(char::is_alphanumeric);
            let tracked = if digits > 0 && bounded && self.linked == 0 {
                self.resolver.issue(&rest[at + 1..end])
            } else {
                None
            };
            escape(&rest[..at], &mut self.out);
            match tracked {
                Some(address) => {
                    self.out.push_str("<a class=\"issue\" href=\"");
                    escape(&address, &mut self.out);
                    let _ = write!(self.out, "\">{}</a>", &rest[at..end]);
                }
                None => self.out.push_str(&rest[at..end]),
            }
            rest = &rest[end..];
        }
        escape(rest, &mut self.out);
    }
}

/// Adds `text` to `out` with the signs of HTML escaped and control characters left out.
pub(super) fn escape(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            ROOT if out.ends_with("=\"") => out.push(ROOT),
            sign if is_control(sign) => {}
            sign => out.push(sign),
        }
    }
}

fn is_control(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\n' | '\t')
}

fn alert_words(alert: Alert) -> (&'static str, &'static str) {
    match alert {
        Alert::Note => ("note", "Note"),
        Alert::Tip => ("tip", "Tip"),
        Alert::Important => ("important", "Important"),
        Alert::Warning => ("warning", "Warning"),
        Alert::Caution => ("caution", "Caution"),
    }
}
