//! What is shown of a page where somebody shares a link to it.

use crate::model::{ItemId, ObjectiveId, PeriodId, TeamId};
use crate::source::Location;

use super::Route;
use super::assemble::View;
use super::data::{Picture, Score, State, Summary};
use super::links::encoded;

/// The width and height of a card, in pixels: what those who show previews ask for.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// States of which a card has room for, the most frequent first.
const SIGNS: usize = 4;

/// What the card of a page shows, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The name of the site.
    pub site: String,
    /// What kind of thing it is, in a word or two.
    pub kind: String,
    /// What it belongs to: its period, its team; may be empty.
    pub context: String,
    /// Its own words.
    pub title: String,
    /// The number; `None` when nothing is graded.
    pub score: Option<Score>,
    /// What stands for the number when there is none; empty for what has none by its nature.
    pub without_score: String,
    /// Where the bar should be today, 0 to 100.
    pub tick: Option<u8>,
    /// Its state, or those of all that it holds with how many there are of each.
    pub signs: Vec<State>,
    /// How much of it is graded, or when it is to be done; may be empty.
    pub foot: String,
    /// Where its words are written, if they are.
    pub at: Option<Location>,
}

impl View {
    /// The pages that have a card of their own. There are none where the site's address is not
    /// known: a preview needs the full address of its picture.
    #[must_use]
    pub fn cards(&self) -> Vec<Route> {
        if !self.has_cards() {
            return Vec::new();
        }
        self.routes().iter().copied().filter(|route| card_of(*route) == *route).collect()
    }

    /// The picture of a page that has a card, relative to the top of the site.
    #[must_use]
    pub fn card_file(&self, route: Route) -> String {
        let file = self.file(route);
        format!("{}card.png", file.strip_suffix("index.html").unwrap_or_default())
    }

    /// The page whose card is the picture at `path`.
    #[must_use]
    pub fn card_at(&self, path: &str) -> Option<Route> {
        let folder = path.strip_suffix("card.png")?;
        let route = self.route(&format!("{folder}index.html"))?;
        (self.has_cards() && card_of(route) == route).then_some(route)
    }

    /// What the card of a page shows.
    #[must_use]
    pub fn card(&self, route: Route) -> Card {
        let card = match route {
            Route::Quarter(id) => self.quarter_card(id),
            Route::Objective(id) => self.objective_share(id),
            Route::Team(id) => self.team_share(id),
            Route::Item(id) => self.item_share(id),
            _ => self.site_card(),
        };
        Card { site: self.site_title(), ..card }
    }

    /// The picture that stands for a page, and what it shows in words.
    pub(super) fn picture(&self, route: Route) -> Option<Picture> {
        let base = self.config.base_url.as_ref().filter(|_| self.has_cards())?;
        let of = card_of(route);
        let card = self.card(of);
        let score = card.score.map(|score| score.label);
        let signs = card.signs.into_iter().map(|state| state.word);
        let words = [card.context, card.title].into_iter().chain(score).chain(signs);
        let words: Vec<String> = words.chain([card.foot]).filter(|it| !it.is_empty()).collect();
        let url = encoded(&self.card_file(of));
        let (width, height) = CARD_SIZE;
        Some(Picture { url: format!("{base}{url}"), alt: words.join(" · "), width, height })
    }

    fn has_cards(&self) -> bool {
        cfg!(feature = "cards") && self.config.cards && self.config.base_url.is_some()
    }

    fn site_card(&self) -> Card {
        let title = self.site_title();
        let Some(id) = self.current() else {
            let context = self.config.description.clone().unwrap_or_default();
            return Card { context, title, ..Card::default() };
        };
        let context = self.dated_label(id);
        Card { context, title, ..self.summed(&self.period_summary(id), id) }
    }

    fn quarter_card(&self, id: PeriodId) -> Card {
        Card {
            kind: self.say("page.card_quarter", &[]),
            context: self.period(id).dates,
            title: self.period_label(id),
            ..self.summed(&self.period_summary(id), id)
        }
    }

    fn team_share(&self, id: TeamId) -> Card {
        let kind = self.say("page.card_team", &[]);
        let title = self.plan.team(id).name.clone();
        let periods = self.team_periods(id);
        let now = self.current().filter(|id| periods.contains(id));
        let Some(period) = now.or(periods.first().copied()) else {
            return Card { kind, title, ..Card::default() };
        };
        let summary = self.team_summary(id, period);
        Card { kind, title, context: self.dated_label(period), ..self.summed(&summary, period) }
    }

    fn objective_share(&self, id: ObjectiveId) -> Card {
        let (objective, written) = (self.plan.objective(id), self.plan.written_objective(id));
        let owners = written.owners.iter().map(|owner| owner.name.clone());
        let context: Vec<String> =
            std::iter::once(self.period_label(objective.period)).chain(owners).collect();
        let source = self.plan.document(objective.document).document.source;
        let coverage = self.coverage(objective.score.graded, objective.score.total);
        Card {
            kind: self.say("page.card_objective", &[]),
            context: context.join(" · "),
            title: self.objective_title(id),
            score: objective.score.value.map(|value| self.score(value)),
            tick: self.tick(objective.period),
            signs: vec![self.objective_state(id)],
            without_score: self.say("bar.not_graded", &[]),
            foot: if coverage.total > 0 { coverage.label } else { String::new() },
            at: Some(Location { source, span: written.span }),
            ..Card::default()
        }
    }

    fn item_share(&self, id: ItemId) -> Card {
        let item = self.item_card(id);
        let owners: Vec<String> = item.owners.into_iter().map(|owner| owner.label).collect();
        let span = self.plan.written_item(id).span;
        let source = self.plan.document(self.plan.item(id).document).document.source;
        Card {
            kind: self.roadmap_word(),
            context: owners.join(" · "),
            title: item.title,
            score: item.progress,
            signs: item.state.into_iter().collect(),
            foot: item.due,
            at: Some(Location { source, span }),
            ..Card::default()
        }
    }

    /// How a sum of key results in a period stands.
    fn summed(&self, summary: &Summary, period: PeriodId) -> Card {
        let mut counted = summary.distribution.clone();
        counted.sort_by_key(|segment| std::cmp::Reverse(segment.count));
        counted.truncate(SIGNS);
        let counted = counted.into_iter().map(|segment| State {
            word: format!("{} {}", segment.count, segment.state.word),
            ..segment.state
        });
        let coverage = &summary.coverage;
        Card {
            score: summary.score.clone(),
            tick: self.tick(period),
            signs: counted.collect(),
            without_score: self.say("bar.not_graded", &[]),
            foot: if coverage.total > 0 { coverage.label.clone() } else { String::new() },
            ..Card::default()
        }
    }

    fn dated_label(&self, id: PeriodId) -> String {
        let dates = self.period(id).dates;
        let label = self.period_label(id);
        if dates.is_empty() { label } else { format!("{label} · {dates}") }
    }
}

/// The page whose card stands for `route`: its own, that of the nearest page above that has one,
/// or the site's.
fn card_of(route: Route) -> Route {
    match route {
        Route::Quarter(_) | Route::Objective(_) | Route::Team(_) | Route::Item(_) => route,
        Route::QuarterList(id) | Route::Register(id) => Route::Quarter(id),
        Route::TeamQuarter(id, _) => Route::Team(id),
        _ => Route::Overview,
    }
}
