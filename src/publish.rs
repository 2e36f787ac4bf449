//! What a site publishes beside its pages, for those who do not read pages: data for programs,
//! tables, feeds, calendars, a list of all pages for search engines, and an index to search with.

mod api;
mod calendar;
mod crawling;
mod feeds;
mod prints;
pub mod search;
mod tables;
mod whole;

use std::sync::mpsc;
use std::thread;

use rayon::prelude::*;

use crate::model::{OwnerId, PeriodId, Plan, TeamId};
use crate::output::{Fingerprint, Keep, OutputPath, Outputs, Take};
use crate::view::View;

use api::Extract;
use feeds::Of;
use prints::Prints;
use whole::{Names, Telling, Whole};

pub use api::{SCHEMA, pretty, schema};
pub use tables::{items, key_results};

/// How many pieces of a file may wait to be written.
const AHEAD: usize = 2;

/// The files that every site has, by their paths from its top.
pub const FILES: [&str; 12] = [
    ".nojekyll",
    "api/v1/key-results.csv",
    "api/v1/plan.json",
    "api/v1/roadmap.csv",
    "api/v1/roadmap.json",
    "api/v1/schema.json",
    "calendar.ics",
    "feed.xml",
    "llms.txt",
    "roadmap/feed.xml",
    "robots.txt",
    "sitemap.xml",
];

/// Whether a path may be one of a file that is made here.
#[must_use]
pub fn may_be(path: &str) -> bool {
    let endings = ["feed.xml", "calendar.ics"];
    path.eq_ignore_ascii_case("cname")
        || FILES.contains(&path)
        || path.starts_with("api/")
        || path.starts_with("sitemap-")
        || endings.iter().any(|it| path.ends_with(it))
}

/// All files beside the pages.
#[must_use]
pub fn files(view: &View) -> Outputs {
    let all = Keep::default();
    each(view, None, &all);
    all.into_outputs()
}

/// Makes all files beside the pages, and hands each to `take` as soon as it is finished, from
/// several threads and in no order. The files of a team, an owner or a quarter that `take` has are
/// not made; `common` stands for what all of them follow from beside the records, words and
/// settings, and is left out where nobody wants to know what they follow from. A sitemap must name
/// full addresses, so that there is one only where the site's own is known.
pub fn each(view: &View, common: Option<Fingerprint>, take: &dyn Take) {
    // Whatever needs whole records is made along with their texts, so that only these are kept.
    let mut telling = Telling::new(view);
    give_ahead("api/v1/key-results.csv", &mut telling, take);
    let whole = telling.finish();
    let large = || {
        rayon::join(
            || give_pieces("api/v1/plan.json", &mut api::plan(&whole), take),
            || give_pieces("llms.txt", &mut crawling::summary(&whole), take),
        );
    };
    let of_parts = || {
        let prints = common.map(|common| Prints::new(&whole, common));
        let give = |it: &Part| give_part(*it, &whole, prints.as_ref(), take);
        parts(view.plan()).par_iter().for_each(give);
    };
    let others = || {
        give_small(&whole, take);
        give_whole(&whole, take);
    };
    rayon::join(large, || rayon::join(of_parts, others));
}

fn give(path: &str, bytes: &[u8], take: &dyn Take) {
    give_of(path, bytes, None, take);
}

/// The same, with what it follows from.
fn give_of(path: &str, bytes: &[u8], of: Option<Fingerprint>, take: &dyn Take) {
    if let Some(path) = OutputPath::new(path) {
        take.take(path, bytes, of);
    }
}

fn give_pieces(path: &str, pieces: &mut dyn Iterator<Item = Vec<u8>>, take: &dyn Take) {
    if let Some(path) = OutputPath::new(path) {
        take.take_pieces(path, pieces, None);
    }
}

/// The same, while the next pieces are made. Whoever takes them waits on a thread of its own: all
/// others have work to do.
fn give_ahead(path: &str, pieces: impl Iterator<Item = Vec<u8>>, take: &dyn Take) {
    thread::scope(|scope| {
        let (send, made) = mpsc::sync_channel(AHEAD);
        scope.spawn(move || give_pieces(path, &mut made.into_iter(), take));
        // Nobody may want them: then no more are made.
        pieces.map(|it| send.send(it)).find(Result::is_err);
    });
}

/// What a site has once, and which is small in every plan.
fn give_small(whole: &Whole<'_>, take: &dyn Take) {
    let url = whole.short.url.as_deref();
    // GitHub Pages takes files as they are where this stands.
    give(".nojekyll", &[], take);
    give("robots.txt", crawling::robots(url).as_bytes(), take);
    if let Some(domain) = url.and_then(crawling::domain) {
        give("CNAME", format!("{domain}\n").as_bytes(), take);
    }
    if let Some(url) = url {
        for (path, bytes) in crawling::sitemaps(&whole.view.dated_pages(), url) {
            give(&path, &bytes, take);
        }
    }
    give("api/v1/schema.json", SCHEMA.as_bytes(), take);
}

/// The feed and calendar of everything, and the table of all items.
fn give_whole(whole: &Whole<'_>, take: &dyn Take) {
    let all = whole.all();
    give("feed.xml", &feeds::feed(&all, whole, &Of { name: None, folder: "" }), take);
    let periods = &whole.short.periods;
    give("calendar.ics", &calendar::calendar(periods, &all, whole), take);
    let items = whole.plan().item_ids().map(|id| whole.view.item_record(id));
    let names = Names::new(&whole.short.owners);
    give("api/v1/roadmap.csv", &tables::item_table(items, &names), take);
}

/// A part of a plan that has files of its own.
#[derive(Clone, Copy)]
enum Part {
    Roadmap,
    Quarter(PeriodId),
    Team(TeamId),
    Owner(OwnerId),
}

/// All parts.
fn parts(plan: &Plan) -> Vec<Part> {
    let quarters = plan.period_ids().map(Part::Quarter);
    let (teams, owners) = (plan.team_ids().map(Part::Team), plan.owner_ids().map(Part::Owner));
    [Part::Roadmap].into_iter().chain(quarters).chain(teams).chain(owners).collect()
}

impl Part {
    /// The path of its data in the API, without the ending; but for quarters also that of its page.
    fn path(self, plan: &Plan) -> String {
        match self {
            Self::Roadmap => "roadmap".to_owned(),
            Self::Quarter(id) => format!("quarters/{}", plan.period(id).slug),
            Self::Team(id) => format!("teams/{}", plan.team(id).slug),
            Self::Owner(id) => format!("owners/{}", plan.owner(id).slug),
        }
    }

    /// What its feed is called; nothing for what has none.
    fn name(self, view: &View) -> Option<String> {
        match self {
            Self::Roadmap => Some(view.roadmap_word()),
            Self::Quarter(_) => None,
            Self::Team(id) => Some(view.plan().team(id).name.clone()),
            Self::Owner(id) => Some(view.plan().owner(id).name.clone()),
        }
    }

    fn extract(self, whole: &Whole<'_>) -> Extract {
        match self {
            Self::Roadmap => api::roadmap(whole),
            Self::Quarter(id) => api::quarter(whole, id),
            Self::Team(id) => api::team(whole, id),
            Self::Owner(id) => api::owner(whole, id),
        }
    }
}

/// Makes the files of a part, unless all are there.
fn give_part(part: Part, whole: &Whole<'_>, prints: Option<&Prints<'_>>, take: &dyn Take) {
    let own = part.extract(whole);
    let of = prints.map(|prints| prints.of(&own));
    let (path, name) = (part.path(whole.plan()), part.name(whole.view));
    let folder = format!("{path}/");
    let data = format!("api/v1/{path}.json");
    let feed = name.is_some().then(|| format!("{folder}feed.xml"));
    let calendar = matches!(part, Part::Team(_)).then(|| format!("{folder}calendar.ics"));
    let has = |path: &String| {
        let path = OutputPath::new(path);
        path.is_none_or(|path| of.is_some_and(|of| take.has(&path, of)))
    };
    if [Some(&data), feed.as_ref(), calendar.as_ref()].into_iter().flatten().all(has) {
        return;
    }
    give_of(&data, &api::part(whole, &own), of, take);
    if let Some(path) = feed {
        give_of(&path, &feeds::feed(&own.held, whole, &Of { name, folder: &folder }), of, take);
    }
    if let Some(path) = calendar {
        let bytes = calendar::calendar(&own.records.periods, &own.held, whole);
        give_of(&path, &bytes, of, take);
    }
}
