//! Quarters, dated key results and items as a calendar.

use icalendar::{Calendar, Component, DatePerhapsTime, Event, EventLike};

use super::feeds::urn;
use super::whole::{Held, Whole};
use crate::model::ItemId;
use crate::view::records::PeriodRecord;

/// The calendar of a part of a plan.
pub(super) fn calendar(periods: &[PeriodRecord], held: &Held, whole: &Whole<'_>) -> Vec<u8> {
    let view = whole.view;
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Quarterdeck//Quarterdeck//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.name(&whole.short.title);
    let mut add = |kind: &str, id: &str, day: Option<&String>, words: (&str, &str), url: &str| {
        calendar.extend(day.and_then(|day| event(whole, (kind, id), day, words, url)));
    };
    for it in periods {
        let [begins, ends] = view.bounds(&it.label);
        add("begins", &it.id, it.starts.as_ref(), (&begins, ""), &it.url);
        add("ends", &it.id, it.ends.as_ref(), (&ends, ""), &it.url);
    }
    for at in held.key_results.iter().filter(|at| whole.key_results[**at].due.is_some()) {
        let it = view.key_result_record(whole.key_result(*at));
        add("key-result", &it.id, it.due.as_ref(), (&it.text, &it.state.word), &it.url);
    }
    for id in held.items.iter().map(|at| ItemId::new(*at)) {
        if whole.plan().item(id).due.is_some() {
            let it = view.item_record(id);
            let state = it.state.as_ref().map(|it| it.word.as_str());
            add("item", &it.id, it.due.as_ref(), (&it.title, state.unwrap_or_default()), &it.url);
        }
    }
    calendar.to_string().into_bytes()
}

/// One day; nothing where there is no such day.
fn event(
    whole: &Whole<'_>,
    (kind, id): (&str, &str),
    day: &str,
    (title, state): (&str, &str),
    url: &str,
) -> Option<Event> {
    let mut event = Event::new();
    let summary = if state.is_empty() { title.to_owned() } else { format!("{title} ({state})") };
    event
        .uid(&urn(whole.home(), kind, id))
        .timestamp(format!("{}T00:00:00Z", whole.short.built).parse().ok()?)
        .summary(&summary)
        .starts(DatePerhapsTime::Date(day.parse().ok()?));
    if whole.short.url.is_some() {
        event.url(url);
    }
    Some(event.done())
}
