//! What is new, as Atom feeds.

use std::fmt::Write as _;

use atom_syndication::{
    Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text,
};
use quick_xml::escape::escape;

use super::whole::Whole;
use crate::view::View;
use crate::view::records::{ItemRecord, KeyResultRecord, ObjectiveRecord, Records};

/// How many entries a feed has at most, the newest.
const MOST: usize = 100;

/// Where a feed stands.
pub(super) struct Place<'a> {
    /// The folder below the top of the site.
    pub(super) folder: &'a str,
    /// What says words in the language of the site.
    pub(super) view: &'a View,
}

/// The feed of a part of a plan: each entry is something that is new, or changed, on its day.
pub(super) fn feed(part: &Records, whole: &Whole<'_>, place: &Place<'_>) -> Vec<u8> {
    let (site, folder) = (whole.records, place.folder);
    let objectives = part.objectives.iter().filter_map(|it| objective(it, whole));
    let key_results = part.key_results.iter().filter_map(|it| key_result(it, whole));
    let news = objectives.chain(key_results).chain(part.items.iter().filter_map(|it| item(it)));
    let mut news: Vec<News<'_>> = news.collect();
    news.sort_by_key(|it| std::cmp::Reverse(it.updated));
    news.truncate(MOST);
    let entries: Vec<Entry> = news.iter().filter_map(|it| entry(whole, it, place.view)).collect();
    let updated = entries.first().map(|entry| entry.updated).or_else(|| noon(&site.built));
    let url = site.url.as_deref().unwrap_or_default();
    let mut feed = Feed {
        title: Text::plain(title(part, site, place)),
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
fn title(part: &Records, site: &Records, place: &Place<'_>) -> String {
    let folder = place.folder;
    let id = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = match folder.split('/').next() {
        Some("teams") => part.teams.iter().find(|it| it.id == id).map(|it| it.name.clone()),
        Some("owners") => part.owners.iter().find(|it| it.id == id).map(|it| it.name.clone()),
        Some("roadmap") => Some(place.view.roadmap_word()),
        _ => None,
    };
    name.map_or_else(|| site.title.clone(), |name| format!("{name} · {}", site.title))
}

/// Something that is new, or changed.
struct News<'a> {
    /// `objective`, `key-result` or `item`, and its id.
    id: (&'static str, &'a str),
    /// What of it is new: `objective`, `key_result`, `item`, `outcome`, or that it `changed`.
    what: &'static str,
    title: String,
    /// The first day on which it was there, when that is known.
    since: Option<&'a str>,
    updated: &'a str,
    of: Thing<'a>,
    url: &'a str,
}

/// What news are about.
#[derive(Clone, Copy)]
enum Thing<'a> {
    Objective(&'a ObjectiveRecord),
    KeyResult(&'a KeyResultRecord),
    Item(&'a ItemRecord),
}

/// What of a `thing` is new that has changed on the day `updated`.
fn what(
    thing: &'static str,
    updated: &str,
    since: Option<&str>,
    told: Option<&str>,
) -> &'static str {
    match () {
        () if since.is_none_or(|since| since == updated) => thing,
        () if told == Some(updated) => "outcome",
        () => "changed",
    }
}

/// An objective with its key results, by the day of its own last change, or else that on which its
/// period began.
fn objective<'a>(it: &'a ObjectiveRecord, whole: &Whole<'a>) -> Option<News<'a>> {
    let period = whole.periods.get(it.period.as_str());
    let begun = period.and_then(|period| period.starts.as_ref());
    let begun = begun.filter(|day| **day <= whole.records.built);
    let updated = it.own_updated.as_ref().or(begun)?;
    let since = it.since.as_deref();
    Some(News {
        id: ("objective", &it.id),
        what: what("objective", updated, since, it.outcome_updated.as_deref()),
        title: titled(whole, &it.period, &it.title),
        since,
        updated,
        of: Thing::Objective(it),
        url: &it.url,
    })
}

/// A key result that came later than its objective, or has changed since.
fn key_result<'a>(it: &'a KeyResultRecord, whole: &Whole<'a>) -> Option<News<'a>> {
    let objective = whole.objectives.get(it.objective.as_str())?;
    let (since, updated) = (it.since.as_deref()?, it.updated.as_deref()?);
    // What came with its objective is told with it.
    if objective.since.as_deref() == Some(since) && since == updated {
        return None;
    }
    Some(News {
        id: ("key-result", &it.id),
        what: what("key_result", updated, Some(since), it.outcome_updated.as_deref()),
        title: titled(whole, &it.period, &told(it)),
        since: Some(since),
        updated,
        of: Thing::KeyResult(it),
        url: &it.url,
    })
}

fn item(it: &ItemRecord) -> Option<News<'_>> {
    let (since, updated) = (it.since.as_deref(), it.updated.as_deref()?);
    Some(News {
        id: ("item", &it.id),
        what: what("item", updated, since, None),
        title: it.title.clone(),
        since,
        updated,
        of: Thing::Item(it),
        url: &it.url,
    })
}

impl Thing<'_> {
    /// What an entry says of it.
    fn html(self, whole: &Whole<'_>) -> String {
        match self {
            Self::Objective(it) => objective_html(it, whole),
            Self::KeyResult(it) => key_result_html(it, whole),
            Self::Item(it) => item_html(it),
        }
    }
}

fn objective_html(it: &ObjectiveRecord, whole: &Whole<'_>) -> String {
    let mut html = format!("<p>{}</p>", escape(it.state.word.as_str()));
    if !it.outcome.is_empty() {
        let _ = write!(html, "<p>⇒ {}</p>", escape(it.outcome.as_str()));
    }
    html.push_str("<ul>");
    for key_result in whole.of(it) {
        let (text, state) = (told(key_result), key_result.state.word.as_str());
        let _ = write!(html, "<li>{} ({})</li>", escape(text.as_str()), escape(state));
    }
    html.push_str("</ul>");
    html
}

fn key_result_html(it: &KeyResultRecord, whole: &Whole<'_>) -> String {
    let objective = whole.objectives.get(it.objective.as_str());
    let title = objective.map_or("", |objective| objective.title.as_str());
    let state = it.state.word.as_str();
    let mut html = format!("<p>{} · {}</p>", escape(state), escape(title));
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

/// A key result with what came of it.
fn told(it: &KeyResultRecord) -> String {
    if it.outcome.is_empty() { it.text.clone() } else { format!("{} ⇒ {}", it.text, it.outcome) }
}

/// The words of something after the period that it is for.
fn titled(whole: &Whole<'_>, period: &str, words: &str) -> String {
    let period = whole.periods.get(period);
    period.map_or(words.to_owned(), |period| format!("{}: {words}", period.label))
}

fn entry(whole: &Whole<'_>, news: &News<'_>, view: &View) -> Option<Entry> {
    let (site, (kind, id)) = (whole.records, news.id);
    let word = view.news(news.what);
    let html = format!("<p>{}</p>{}", escape(word.as_str()), news.of.html(whole));
    let mut entry = Entry {
        id: urn(site, kind, id),
        title: Text::plain(news.title.clone()),
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
    if site.url.is_some() {
        entry.links = vec![link("alternate", news.url.to_owned())];
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
