//! What is new, as Atom feeds.

use std::fmt::Write as _;

use atom_syndication::{
    Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text,
};
use quick_xml::escape::escape;

use super::whole::{Held, Whole};
use crate::calendar::Date;
use crate::model::{ItemId, KeyResultId, ObjectiveId};
use crate::view::records::{ItemRecord, KeyResultRecord, ObjectiveRecord};
use crate::view::{InWords, News};

/// How many entries a feed has at most, the newest.
const MOST: usize = 100;

/// What a feed is of.
pub(super) struct Of<'a> {
    /// The name of the team, owner or whatever else it is; none for the whole site.
    pub(super) name: Option<String>,
    /// The folder that it stands in, below the top of the site.
    pub(super) folder: &'a str,
}

/// The feed of a part of a plan: each entry is something that is new, or changed, on its day.
pub(super) fn feed(held: &Held, whole: &Whole<'_>, of: &Of<'_>) -> Vec<u8> {
    let (site, folder) = (&whole.short, of.folder);
    let entries: Vec<Entry> =
        newest(held, whole).iter().filter_map(|(it, news)| entry(whole, *it, news)).collect();
    let updated = entries.first().map(|entry| entry.updated).or_else(|| noon(whole.view.today()));
    let url = site.url.as_deref().unwrap_or_default();
    let title = of.name.as_ref().map(|name| format!("{name} · {}", site.title));
    let mut feed = Feed {
        title: Text::plain(title.unwrap_or_else(|| site.title.clone())),
        id: urn(whole.home(), "feed", folder),
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

/// What news are about.
#[derive(Clone, Copy)]
enum Thing {
    Objective(ObjectiveId),
    KeyResult(KeyResultId),
    Item(ItemId),
}

/// What is new of what is held, the latest first.
fn newest(held: &Held, whole: &Whole<'_>) -> Vec<(Thing, News)> {
    let view = whole.view;
    let objectives = held.objectives.iter().filter_map(|at| {
        let id = ObjectiveId::new(*at);
        Some((Thing::Objective(id), view.objective_news(id)?))
    });
    let key_results = held.key_results.iter().filter_map(|at| {
        let id = whole.key_result(*at);
        Some((Thing::KeyResult(id), view.key_result_news(id)?))
    });
    let items = held.items.iter().filter_map(|at| {
        let id = ItemId::new(*at);
        Some((Thing::Item(id), view.item_news(id)?))
    });
    let mut newest = Vec::new();
    for news in objectives.chain(key_results).chain(items) {
        newest.push(news);
        // Of a large plan few are kept in the end.
        if newest.len() >= 10 * MOST {
            keep_newest(&mut newest);
        }
    }
    keep_newest(&mut newest);
    newest
}

fn keep_newest(news: &mut Vec<(Thing, News)>) {
    news.sort_by_key(|(_, it)| std::cmp::Reverse(it.updated));
    news.truncate(MOST);
}

/// Something as an entry tells of it.
struct Told {
    kind: &'static str,
    id: String,
    title: String,
    html: String,
    url: String,
}

impl Thing {
    fn told(self, whole: &Whole<'_>) -> Told {
        match self {
            Self::Objective(id) => objective(id, whole),
            Self::KeyResult(id) => key_result(id, whole),
            Self::Item(id) => {
                let it = whole.view.item_record(id);
                Told { kind: "item", html: item_html(&it), id: it.id, title: it.title, url: it.url }
            }
        }
    }
}

/// An objective with its key results.
fn objective(id: ObjectiveId, whole: &Whole<'_>) -> Told {
    let it = whole.view.objective_record(id);
    let below = whole.plan().objective(id).key_results.iter();
    let below: Vec<InWords> = below.map(|id| whole.view.key_result_in_words(*id)).collect();
    let html = objective_html(&it, &below);
    let title = titled(whole, id, &it.title);
    Told { kind: "objective", id: it.id, title, html, url: it.url }
}

fn key_result(id: KeyResultId, whole: &Whole<'_>) -> Told {
    let it = whole.view.key_result_record(id);
    let above = whole.plan().key_result(id).objective;
    let html = key_result_html(&it, &whole.view.objective_title(above));
    let title = titled(whole, above, &told(&it.text, &it.outcome));
    Told { kind: "key-result", id: it.id, title, html, url: it.url }
}

fn objective_html(it: &ObjectiveRecord, below: &[InWords]) -> String {
    let mut html = format!("<p>{}</p>", escape(it.state.word.as_str()));
    if !it.outcome.is_empty() {
        let _ = write!(html, "<p>⇒ {}</p>", escape(it.outcome.as_str()));
    }
    html.push_str("<ul>");
    for InWords { text, outcome, state } in below {
        let text = told(text, outcome);
        let _ = write!(html, "<li>{} ({})</li>", escape(text.as_str()), escape(state.as_str()));
    }
    html.push_str("</ul>");
    html
}

fn key_result_html(it: &KeyResultRecord, objective: &str) -> String {
    let state = it.state.word.as_str();
    let mut html = format!("<p>{} · {}</p>", escape(state), escape(objective));
    if !it.notes.is_empty() {
        let _ = write!(html, "<p>{}</p>", escape(it.notes.as_str()));
    }
    html
}

fn item_html(it: &ItemRecord) -> String {
    let state = it.state.as_ref().map_or(it.horizon, |state| &state.word);
    let mut html = format!("<p>{}", escape(state));
    if !it.due_words.is_empty() {
        let _ = write!(html, ", {}", escape(it.due_words.as_str()));
    }
    let _ = write!(html, "</p><p>{}</p>", escape(it.notes.as_str()));
    html
}

/// The words of a key result with what came of it.
fn told(text: &str, outcome: &str) -> String {
    if outcome.is_empty() { text.to_owned() } else { format!("{text} ⇒ {outcome}") }
}

/// Words after the period that an objective is for.
fn titled(whole: &Whole<'_>, of: ObjectiveId, words: &str) -> String {
    let period = whole.plan().objective(of).period;
    format!("{}: {words}", whole.short.periods[period.index()].label)
}

fn entry(whole: &Whole<'_>, thing: Thing, news: &News) -> Option<Entry> {
    let Told { kind, id, title, html, url } = thing.told(whole);
    let word = whole.view.news(news.what);
    let html = format!("<p>{}</p>{html}", escape(word.as_str()));
    let mut entry = Entry {
        id: urn(whole.home(), kind, &id),
        title: Text::plain(title),
        published: news.since.and_then(noon),
        updated: noon(news.updated)?,
        categories: vec![Category {
            term: news.what.replace('_', "-"),
            label: Some(word),
            scheme: None,
        }],
        content: Some(Content {
            value: Some(html),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    };
    if whole.short.url.is_some() {
        entry.links = vec![link("alternate", url)];
    }
    Some(entry)
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

/// The middle of a day in universal time, which is the same day nearly everywhere.
fn noon(day: Date) -> Option<FixedDateTime> {
    format!("{day}T12:00:00+00:00").parse().ok()
}

/// A name that stays the same whatever else changes: of the site that is at `home`, of the kind of
/// thing, and of its id.
pub(super) fn urn(home: &str, kind: &str, id: &str) -> String {
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
