//! For those who read a whole site: search engines and language models.

use std::fmt::Write as _;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::whole::Whole;
use crate::calendar::Date;
use crate::view::records::ObjectiveRecord;

/// The most addresses that a sitemap may hold: <https://www.sitemaps.org/protocol.html>.
const MOST: usize = 50_000;

/// All pages, each with the day of its last change, when that is known.
pub(super) fn sitemap(pages: &[(String, Option<Date>)]) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory does not fail.
    let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let namespace = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    let _ =
        writer.create_element("urlset").with_attribute(namespace).write_inner_content(|writer| {
            for (address, day) in pages.iter().take(MOST) {
                writer.create_element("url").write_inner_content(|writer| {
                    writer.create_element("loc").write_text_content(BytesText::new(address))?;
                    if let Some(day) = day {
                        let day = day.to_string();
                        writer
                            .create_element("lastmod")
                            .write_text_content(BytesText::new(&day))?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        });
    writer.into_inner()
}

/// Everything may be read, and where the list of all pages is.
pub(super) fn robots(url: Option<&str>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(url) = url {
        let _ = write!(text, "\nSitemap: {url}sitemap.xml\n");
    }
    text
}

/// The plan in Markdown: <https://llmstxt.org/>.
pub(super) fn summary(whole: &Whole<'_>) -> String {
    let records = whole.records;
    let mut text = format!("# {}\n", records.title);
    if let Some(description) = &records.description {
        let _ = write!(text, "\n> {description}\n");
    }
    let data = records.url.as_deref().unwrap_or_default();
    let _ = write!(
        text,
        "\nAs of {}. The same as data: [{data}api/v1/plan.json]({data}api/v1/plan.json)\n",
        records.built
    );
    for period in records.periods.iter().rev() {
        let dates = match (&period.starts, &period.ends) {
            (Some(starts), Some(ends)) => format!(" ({starts} to {ends})"),
            _ => String::new(),
        };
        let _ = write!(text, "\n## {}{dates}\n\n", period.label);
        for objective in records.objectives.iter().filter(|it| it.period == period.id) {
            goal(&mut text, whole, objective);
        }
    }
    if !records.items.is_empty() {
        text.push_str("\n## Roadmap\n\n");
    }
    for item in &records.items {
        let state = item.state.as_ref().map_or(item.horizon, |state| &state.word);
        let due =
            if item.due_words.is_empty() { String::new() } else { format!(", {}", item.due_words) };
        let _ = writeln!(text, "- [{}]({}): {state}{due}", label(&item.title), item.url);
    }
    text
}

fn goal(text: &mut String, whole: &Whole<'_>, objective: &ObjectiveRecord) {
    let owners = whole.owners(&objective.owners, ", ");
    let holder = if owners.is_empty() { owners } else { format!("{owners}: ") };
    let score =
        objective.score.map_or_else(String::new, |score| format!(", {:.0} %", score * 100.0));
    let _ = writeln!(
        text,
        "- {holder}[{}]({}): {}{score}",
        label(&objective.title),
        objective.url,
        objective.state.word
    );
    for it in whole.of(objective) {
        let outcome = if it.outcome.is_empty() {
            String::new()
        } else {
            format!(" ⇒ {}", line(&it.outcome))
        };
        let _ = writeln!(text, "  - {}{outcome} ({})", line(&it.text), it.state.word);
    }
}

/// Words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as the label of a link.
fn label(words: &str) -> String {
    line(words).replace('[', "(").replace(']', ")")
}
