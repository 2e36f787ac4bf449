//! For those who read a whole site: search engines and language models.

use std::fmt::Write as _;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use rayon::prelude::*;

use super::whole::{Names, Whole};
use crate::calendar::Date;
use crate::model::{ObjectiveId, PeriodId};

/// The most addresses that a sitemap may hold: <https://www.sitemaps.org/protocol.html>.
const MOST: usize = 50_000;

/// The ends of names that hosts of sites give away.
const HOSTS: [&str; 10] = [
    ".github.io",
    ".gitlab.io",
    ".codeberg.page",
    ".pages.dev",
    ".netlify.app",
    ".vercel.app",
    ".web.app",
    ".surge.sh",
    ".amazonaws.com",
    ".azurestaticapps.net",
];

/// All pages, each with the day of its last change, when that is known, as files to be put at the top
/// of the site at `url`. More than one file may hold stand in several, which the first names.
pub(super) fn sitemaps(pages: &[(String, Option<Date>)], url: &str) -> Vec<(String, Vec<u8>)> {
    if pages.len() <= MOST {
        return vec![("sitemap.xml".to_owned(), list("urlset", "url", pages))];
    }
    let parts = pages.chunks(MOST).enumerate();
    let parts = parts.map(|(at, part)| (format!("sitemap-{}.xml", at + 1), part));
    let (mut files, mut named) = (Vec::new(), Vec::new());
    for (name, part) in parts {
        named.push((format!("{url}{name}"), part.iter().filter_map(|(_, day)| *day).max()));
        files.push((name, list("urlset", "url", part)));
    }
    files.push(("sitemap.xml".to_owned(), list("sitemapindex", "sitemap", &named)));
    files
}

fn list(all: &str, each: &str, addresses: &[(String, Option<Date>)]) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory does not fail.
    let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let namespace = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    let _ = writer.create_element(all).with_attribute(namespace).write_inner_content(|writer| {
        for (address, day) in addresses {
            writer.create_element(each).write_inner_content(|writer| {
                writer.create_element("loc").write_text_content(BytesText::new(address))?;
                if let Some(day) = day {
                    let day = day.to_string();
                    writer.create_element("lastmod").write_text_content(BytesText::new(&day))?;
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

/// The domain of a site that has one for itself: GitHub Pages and others serve a site under the
/// name in its `CNAME`. Nothing for a site that is one of several under a name, below a path, at a
/// port, or under the name of a host of sites.
pub(super) fn domain(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let domain = rest.strip_suffix('/')?;
    let is_name = domain.contains('.')
        && domain.starts_with(|sign: char| sign.is_alphanumeric())
        && !domain.contains(['/', ':', '[']);
    // No name of a domain ends in a number; an address of a machine does.
    let last = domain.rsplit('.').next()?;
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    let is_hosted = HOSTS.iter().any(|host| {
        let below = domain.len().checked_sub(host.len()).and_then(|at| domain.get(at..));
        below.is_some_and(|end| end.eq_ignore_ascii_case(host))
    });
    (is_name && !is_number && !is_hosted).then_some(domain)
}

/// The plan in Markdown, in pieces: <https://llmstxt.org/>.
pub(super) fn summary<'a>(whole: &'a Whole<'_>) -> impl Iterator<Item = Vec<u8>> + 'a {
    let site = &whole.short;
    let mut head = format!("# {}\n", site.title);
    if let Some(description) = &site.description {
        let _ = write!(head, "\n> {description}\n");
    }
    let data = site.url.as_deref().unwrap_or_default();
    let _ = write!(
        head,
        "\nAs of {}. The same as data: [{data}api/v1/plan.json]({data}api/v1/plan.json)\n",
        site.built
    );
    let periods = whole.plan().period_ids().rev().map(|id| period(whole, id));
    let pieces = std::iter::once(head).chain(periods);
    pieces.chain(std::iter::once_with(|| roadmap(whole))).map(String::into_bytes)
}

fn period(whole: &Whole<'_>, id: PeriodId) -> String {
    let period = &whole.short.periods[id.index()];
    let dates = match (&period.starts, &period.ends) {
        (Some(starts), Some(ends)) => format!(" ({starts} to {ends})"),
        _ => String::new(),
    };
    let names = Names::new(&whole.short.owners);
    let mut objectives = whole.plan().period(id).objectives.clone();
    objectives.sort_unstable();
    let goals: Vec<String> = objectives.par_iter().map(|id| goal(whole, &names, *id)).collect();
    format!("\n## {}{dates}\n\n{}", period.label, goals.concat())
}

fn roadmap(whole: &Whole<'_>) -> String {
    let mut text = String::new();
    for id in whole.plan().item_ids() {
        if text.is_empty() {
            text.push_str("\n## Roadmap\n\n");
        }
        let item = whole.view.item_record(id);
        let state = item.state.as_ref().map_or(item.horizon, |state| &state.word);
        let due =
            if item.due_words.is_empty() { String::new() } else { format!(", {}", item.due_words) };
        let _ = writeln!(text, "- [{}]({}): {state}{due}", label(&item.title), item.url);
    }
    text
}

fn goal(whole: &Whole<'_>, names: &Names<'_>, id: ObjectiveId) -> String {
    let objective = whole.view.objective_record(id);
    let owners = names.of(&objective.owners, ", ");
    let holder = if owners.is_empty() { owners } else { format!("{owners}: ") };
    let score =
        objective.score.map_or_else(String::new, |score| format!(", {:.0} %", score * 100.0));
    let mut text = format!(
        "- {holder}[{}]({}): {}{score}\n",
        label(&objective.title),
        objective.url,
        objective.state.word
    );
    for id in &whole.plan().objective(id).key_results {
        let it = whole.view.key_result_in_words(*id);
        let outcome = if it.outcome.is_empty() {
            String::new()
        } else {
            format!(" ⇒ {}", line(&it.outcome))
        };
        let _ = writeln!(text, "  - {}{outcome} ({})", line(&it.text), it.state);
    }
    text
}

/// Words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as the label of a link.
fn label(words: &str) -> String {
    line(words).replace('[', "(").replace(']', ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_domain_of_ones_own_is_one() {
        for own in ["okrs.example.org", "example.org", "plan.müller.example", "EXAMPLE.org"] {
            assert_eq!(domain(&format!("https://{own}/")), Some(own));
        }
        for other in [
            "https://example.org/plan/",
            "https://example.org:8080/",
            "https://organisation.github.io/",
            "https://Organisation.GitHub.io/",
            "https://plan.pages.dev/",
            "http://localhost/",
            "http://127.0.0.1/",
            "http://[::1]/",
        ] {
            assert_eq!(domain(other), None, "{other}");
        }
    }
}
