//! What can be found on the site, and the page that it is searched with.

use std::collections::BTreeSet;

use crate::markdown::{plain, plain_blocks};
use crate::model::{ItemId, KeyResultId, ObjectiveId, OwnerId, PeriodId, TeamId};
use crate::parse::Piece;

use super::Route;
use super::assemble::View;
use super::data::{ChainLink, Choice, Search};
use super::state::STATES;

/// The kinds of things that can be found, each with the string that is its word.
const KINDS: [(&str, &str); 6] = [
    ("key-result", "search.key_result"),
    ("objective", "search.objective"),
    ("item", "search.item"),
    ("owner", "search.owner"),
    ("team", "search.team"),
    ("page", "search.page"),
];

/// Something that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands, from the top of the site.
    pub address: String,
    /// `key-result`, `objective`, `item`, `owner`, `team`, or `page`.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// What it belongs to, nearest first.
    pub chain: Vec<String>,
    /// What else is written there.
    pub text: String,
    /// The ids of the periods that it belongs to.
    pub periods: BTreeSet<String>,
    /// The ids of the teams that hold it, and of those above them.
    pub teams: BTreeSet<String>,
    /// The code of its state, if it has one.
    pub state: Option<&'static str>,
}

impl View {
    /// Everything that can be found, in a fixed order.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let plan = &*self.plan;
        let mut entries = Vec::new();
        for id in plan.objective_ids() {
            entries.push(self.objective_entry(id));
            let key_results = plan.objective(id).key_results.iter();
            entries.extend(key_results.map(|id| self.key_result_entry(*id)));
        }
        entries.extend(plan.item_ids().map(|id| self.item_entry(id)));
        entries.extend(plan.owner_ids().map(|id| self.owner_entry(id)));
        entries.extend(plan.team_ids().map(|id| self.team_entry(id)));
        entries.extend(self.routes().iter().filter_map(|route| self.page_entry(*route)));
        entries
    }

    /// How many indexes hold all entries. It follows from how large the plan is, so that few
    /// changes change it: an entry more or less is no reason.
    #[must_use]
    pub fn indexes(&self) -> usize {
        let plan = &*self.plan;
        let entries = [
            plan.objectives.len(),
            plan.key_results.len(),
            plan.items.len(),
            plan.owners.len(),
            plan.teams.len(),
            plan.documents.len(),
        ];
        entries.iter().sum::<usize>().div_ceil(self.config.limits.entries_per_index).max(1)
    }

    /// The language of the site, as a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.config.language.value
    }

    fn objective_entry(&self, id: ObjectiveId) -> Entry {
        let (objective, written) = (self.plan.objective(id), self.plan.written_objective(id));
        let outcome = plain(written.outcome.as_deref().unwrap_or_default());
        Entry {
            address: self.file(Route::Objective(id)).to_owned(),
            kind: "objective",
            title: self.objective_title(id),
            chain: said(&self.why(id)),
            text: joined([
                outcome,
                plain_blocks(&written.notes),
                written.marks.join(" "),
                self.names(&objective.owners),
            ]),
            periods: [self.period_id(objective.period)].into(),
            teams: self.team_ids(&objective.owners).into_iter().collect(),
            state: Some(self.objective_standing(id).code()),
        }
    }

    fn key_result_entry(&self, id: KeyResultId) -> Entry {
        let (key_result, written) = (self.plan.key_result(id), self.plan.written_key_result(id));
        let objective = self.plan.objective(key_result.objective);
        let mut chain = vec![self.chain_link(key_result.objective)];
        chain.extend(self.why(key_result.objective));
        let owners = [&key_result.owners[..], &objective.owners[..]].concat();
        let outcome = plain(written.outcome.as_deref().unwrap_or_default());
        let page = self.file(Route::Objective(key_result.objective));
        Entry {
            address: format!("{page}#{}", key_result.slug),
            kind: "key-result",
            title: self.key_result_text(id),
            chain: said(&chain),
            text: joined([
                outcome,
                plain_blocks(&written.notes),
                written.marks.join(" "),
                self.names(&owners),
            ]),
            periods: [self.period_id(objective.period)].into(),
            teams: self.team_ids(&owners).into_iter().collect(),
            state: Some(self.key_result_standing(id).code()),
        }
    }

    fn item_entry(&self, id: ItemId) -> Entry {
        let (item, written) = (self.plan.item(id), self.plan.written_item(id));
        let card = self.item_card(id);
        let served = self.plan.served_by(id);
        let objectives = served.iter().map(|it| self.plan.objective_of(*it));
        let fields: Vec<String> = self.fields(id).into_iter().map(|field| field.value).collect();
        Entry {
            address: self.file(Route::Item(id)).to_owned(),
            kind: "item",
            title: card.title,
            chain: served.first().map_or_else(Vec::new, |it| said(&self.item_why(*it))),
            text: joined([
                fields.join("\n"),
                plain_blocks(&written.notes),
                card.due,
                self.names(&item.owners),
            ]),
            periods: objectives.map(|id| self.period_id(self.plan.objective(id).period)).collect(),
            teams: self.team_ids(&item.owners).into_iter().collect(),
            state: card.state.map(|state| state.code),
        }
    }

    fn owner_entry(&self, id: OwnerId) -> Entry {
        let owner = self.plan.owner(id);
        let held = owner.objectives.iter().copied();
        let by_name = owner.key_results.iter().map(|id| self.plan.key_result(*id).objective);
        let periods = held.chain(by_name).map(|id| self.plan.objective(id).period);
        Entry {
            address: self.file(Route::Owner(id)).to_owned(),
            kind: "owner",
            title: owner.name.clone(),
            chain: owner.team.map_or_else(Vec::new, |team| self.teams_from(team)),
            periods: periods.map(|id| self.period_id(id)).collect(),
            teams: self.team_ids(&[id]).into_iter().collect(),
            ..Entry::default()
        }
    }

    fn team_entry(&self, id: TeamId) -> Entry {
        let team = self.plan.team(id);
        let above = std::iter::successors(Some(id), |id| self.plan.team(*id).parent);
        Entry {
            address: self.file(Route::Team(id)).to_owned(),
            kind: "team",
            title: team.name.clone(),
            chain: team.parent.map_or_else(Vec::new, |above| self.teams_from(above)),
            text: self.names(&team.owners),
            periods: self.team_periods(id).into_iter().map(|id| self.period_id(id)).collect(),
            teams: above.map(|id| self.plan.team(id).slug.clone()).collect(),
            ..Entry::default()
        }
    }

    /// A page that is no single thing of the plan: its name, and the prose that stands on it.
    fn page_entry(&self, route: Route) -> Option<Entry> {
        let documents = match route {
            Route::Quarter(id) => vec![self.period_prose(id)],
            Route::Prose(id) => vec![self.prose_text(id)],
            Route::Overview => {
                self.introduction().map(|id| self.prose_text(id)).into_iter().collect()
            }
            Route::Roadmap => {
                self.roadmap_document().map(|id| self.prose_text(id)).into_iter().collect()
            }
            Route::Teams | Route::Owners | Route::Targets | Route::Register(_) | Route::Legend => {
                Vec::new()
            }
            _ => return None,
        };
        let head = self.head(route);
        let above = head.crumbs.iter().skip(1).rev();
        let period = match route {
            Route::Quarter(id) | Route::Register(id) => Some(self.period_id(id)),
            _ => None,
        };
        Some(Entry {
            address: self.file(route).to_owned(),
            kind: "page",
            title: head.title,
            chain: above.map(|link| link.label.clone()).collect(),
            text: joined([head.description, documents.join("\n")]),
            periods: period.into_iter().collect(),
            ..Entry::default()
        })
    }

    /// The prose of all documents that stands on the page of a period.
    fn period_prose(&self, period: PeriodId) -> String {
        let mut text = Vec::new();
        for id in &self.plan.period(period).documents {
            let pieces = self.plan.document(*id).document.pieces.iter().enumerate();
            for (index, piece) in pieces {
                if let Piece::Prose(blocks, _) = piece
                    && self.piece_period(*id, index) == Some(period)
                {
                    text.push(plain_blocks(blocks));
                }
            }
        }
        text.join("\n")
    }

    /// What everything that can be found is sifted by.
    pub(super) fn search(&self) -> Search {
        let flat = |id: &str, label| Choice { id: id.to_owned(), label, depth: 0 };
        let kinds = KINDS.iter().map(|(id, word)| flat(id, self.say(word, &[])));
        let periods = self.plan.period_ids().rev();
        let teams = self.team_rows(None).into_iter();
        Search {
            kinds: kinds.collect(),
            periods: periods.map(|id| flat(&self.period_id(id), self.period_label(id))).collect(),
            teams: teams
                .map(|row| Choice { id: row.id, label: row.team.label, depth: row.depth })
                .collect(),
            states: STATES.iter().map(|known| self.state(known.code)).collect(),
            suggestions: self.lists(),
            indexes: self.indexes(),
        }
    }

    fn period_id(&self, id: PeriodId) -> String {
        self.plan.period(id).slug.clone()
    }

    /// The names of owners, each once.
    fn names(&self, owners: &[OwnerId]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for owner in owners {
            let name = self.plan.owner(*owner).name.as_str();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    /// The names of a team and of those above it.
    fn teams_from(&self, team: TeamId) -> Vec<String> {
        let teams = std::iter::successors(Some(team), |id| self.plan.team(*id).parent);
        teams.map(|id| self.plan.team(id).name.clone()).collect()
    }
}

/// The links of a chain, as they are read aloud.
fn said(chain: &[ChainLink]) -> Vec<String> {
    let link = |link: &ChainLink| match &link.owner {
        Some(owner) => format!("{}: {}", owner.label, link.title),
        None => link.title.clone(),
    };
    chain.iter().map(link).collect()
}

/// What is not empty of `parts`, in a row.
fn joined<const COUNT: usize>(parts: [String; COUNT]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
