//! What is new, as Atom feeds.

use std::fmt::Write as _;

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use quick_xml::escape::escape;

use super::whole::Whole;
use crate::view::records::{ItemRecord, ObjectiveRecord, Records};

/// How many entries a feed has at most, the newest.
const MOST: usize = 100;

/// The feed of a part of a plan, at `folder` below the top of the site.
pub(super) fn feed(part: &Records, whole: &Whole<'_>, folder: &str) -> Vec<u8> {
    let site = whole.records;
    let objectives = part.objectives.iter().filter_map(|it| objective(it, whole));
    let mut entries: Vec<Entry> =
        objectives.chain(part.items.iter().filter_map(|it| item(it, site))).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
    entries.truncate(MOST);
    let updated = entries.first().map(|entry| entry.updated).or_else(|| noon(&site.built));
    let url = site.url.as_deref().unwrap_or_default();
    let mut feed = Feed {
        title: Text::plain(title(part, whole, folder)),
        id: urn(site, "feed", folder),
        authors: vec![Person { name: site.title.clone(), ..Person::default() }],
        generator: Some(Generator { value: site.generator.clone(), uri: None, version: None }),
        lang: Some(site.language.clone()),
        entries,
        ..Feed::default()
    };
    if let Some(updated) = updated {
        feed.updated = updated;
    }
    feed.subtitle = site.description.clone().map(Text::plain);
    // Without an address of the site only what is relative to the feed could be named.
    if !url.is_empty() {
        feed.links = vec![
            link("self", format!("{url}{folder}feed.xml")),
            link("alternate", format!("{url}{folder}")),
        ];
    }
    feed.to_string().into_bytes()
}

/// The name of the site, and that of the team, the owner or the roadmap.
fn title(part: &Records, whole: &Whole<'_>, folder: &str) -> String {
    let site = whole.records;
    let id = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = match folder.split('/').next() {
        Some("teams") => part.teams.iter().find(|it| it.id == id).map(|it| it.name.clone()),
        Some("owners") => part.owners.iter().find(|it| it.id == id).map(|it| it.name.clone()),
        Some("roadmap") => Some(whole.roadmap.clone()),
        _ => None,
    };
    name.map_or_else(|| site.title.clone(), |name| format!("{name} · {}", site.title))
}

/// An objective with its key results, new on the day its document was changed, or else on that on
/// which its period began.
fn objective(it: &ObjectiveRecord, whole: &Whole<'_>) -> Option<Entry> {
    let site = whole.records;
    let period = whole.periods.get(it.period.as_str());
    let begun = period.and_then(|period| period.starts.as_ref()).filter(|day| **day <= site.built);
    let day = it.updated.as_ref().or(begun)?;
    let mut html = format!("<p>{}</p><ul>", escape(it.state.word.as_str()));
    for key_result in whole.of(it) {
        let _ = write!(html, "<li>{}", escape(key_result.text.as_str()));
        if !key_result.outcome.is_empty() {
            let _ = write!(html, " ⇒ {}", escape(key_result.outcome.as_str()));
        }
        let _ = write!(html, " ({})</li>", escape(key_result.state.word.as_str()));
    }
    html.push_str("</ul>");
    let label = period.map_or(it.title.clone(), |period| format!("{}: {}", period.label, it.title));
    entry(site, ("objective", &it.id), label, day, (html, &it.url))
}

fn item(it: &ItemRecord, site: &Records) -> Option<Entry> {
    let state = it.state.as_ref().map_or(it.horizon, |state| &state.word);
    let mut html = format!("<p>{}", escape(state));
    if !it.due_words.is_empty() {
        let _ = write!(html, ", {}", escape(it.due_words.as_str()));
    }
    let _ = write!(html, "</p><p>{}</p>", escape(it.notes.as_str()));
    entry(site, ("item", &it.id), it.title.clone(), it.updated.as_ref()?, (html, &it.url))
}

fn entry(
    site: &Records,
    (kind, id): (&str, &str),
    title: String,
    day: &str,
    (html, url): (String, &str),
) -> Option<Entry> {
    let mut entry = Entry {
        id: urn(site, kind, id),
        title: Text::plain(title),
        updated: noon(day)?,
        content: Some(Content {
            value: Some(html),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    };
    if site.url.is_some() {
        entry.links = vec![link("alternate", url.to_owned())];
    }
    Some(entry)
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

/// The middle of a day in universal time, which is the same day nearly everywhere.
fn noon(day: &str) -> Option<FixedDateTime> {
    format!("{day}T12:00:00+00:00").parse().ok()
}

/// A name that stays the same whatever else changes: of the site, of the kind of thing, and of its
/// id.
pub(super) fn urn(site: &Records, kind: &str, id: &str) -> String {
    let home = site.url.as_deref().unwrap_or(&site.title);
    let hash = blake3::hash(format!("{home}\n{kind}\n{id}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    // Version 8, made in a way of one's own: RFC 9562, 5.8.
    bytes[6] = (bytes[6] & 0x0F) | 0x80;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let hex: String = bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}
