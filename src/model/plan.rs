//! The plan and the things in it.

use std::sync::Arc;

use crate::calendar::{DateRange, Fiscal, PeriodName};
use crate::grade::{Assessment, Score};
use crate::parse::{self, Document, Gist, Gists};
use crate::source::{Location, SourceId, Span};

use super::ids::{
    DocumentId, ItemId, KeyResultId, ObjectiveId, OwnerId, PeriodId, TargetId, TeamId,
};
use super::links::{BrokenLink, LinksOut, SiteLink};
use super::roadmap::Item;
use super::table::Table;

/// Everything that all documents say together.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The documents, by path.
    pub documents: Table<DocumentEntry>,
    /// The periods, oldest first; objectives without a period stand in one at the end.
    pub periods: Table<Period>,
    /// All objectives, in the order of periods and documents, each after its parent.
    pub objectives: Table<Objective>,
    /// All key results, in the order of their objectives.
    pub key_results: Table<KeyResult>,
    /// All items of roadmaps, in the order of the documents, each after the one it is a part of.
    pub items: Table<Item>,
    /// All owners, by name.
    pub owners: Table<Owner>,
    /// All teams: the registry's first, then the others by name.
    pub teams: Table<Team>,
    /// All targets, by period and label.
    pub targets: Table<Target>,
    /// The calendar that gives periods their dates.
    pub fiscal: Fiscal,
    /// Whether nobody described the fiscal year: the calendar is a guess.
    pub fiscal_is_guess: bool,
    /// Owners that are spelled in several ways.
    pub spellings: Vec<Spelling>,
    /// Dates that contradict the calendar.
    pub dates_conflicts: Vec<DatesConflict>,
    /// Explicit ids that are given twice.
    pub duplicate_ids: Vec<DuplicateId>,
    /// Teams whose parent cannot be.
    pub team_faults: Vec<TeamFault>,
    /// Objectives that documents say they support and that cannot be.
    pub parent_faults: Vec<ParentFault>,
    /// Whether an item names something by its words: then it matters what everything is called.
    pub(super) names_are_asked: bool,
}

/// A document of a plan.
#[derive(Clone, Debug)]
pub struct DocumentEntry {
    /// What was read.
    pub document: Arc<Document>,
    /// Where its text is published.
    pub home: Home,
    /// How many objectives stand in the documents before it.
    pub first_objective: usize,
    /// How many items of roadmaps stand in the documents before it.
    pub first_item: usize,
    /// Where its links lead.
    pub links: Arc<LinksOut>,
}

/// Where a document's text is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// On the pages of these periods; the first takes what belongs to none.
    Periods(Vec<PeriodId>),
    /// On a page of its own.
    Page,
}

/// A quarter, half or year for which objectives were set.
#[derive(Clone, Debug)]
pub struct Period {
    /// Its name; `None` for the objectives that name none.
    pub name: Option<PeriodName>,
    /// The part of its address, as `fy21-q2`.
    pub slug: String,
    /// What it is called, as `FY21-Q2`.
    pub label: String,
    /// Its first and last day, when known.
    pub range: Option<DateRange>,
    /// Whether these days are a guess: its name appeals to a fiscal year that nobody described.
    pub is_guess: bool,
    /// Its objectives, each after its parent.
    pub objectives: Vec<ObjectiveId>,
    /// The documents that speak of it.
    pub documents: Vec<DocumentId>,
    /// Its targets, by label.
    pub targets: Vec<TargetId>,
}

/// An objective in the plan.
#[derive(Clone, Debug)]
pub struct Objective {
    /// The document it was read from.
    pub document: DocumentId,
    /// Where it stands among the objectives of its document.
    pub index: usize,
    /// Its period.
    pub period: PeriodId,
    /// Its id: explicit, or made of its words; unique in its period.
    pub slug: String,
    /// Who holds it; the first is shown where there is room for one.
    pub owners: Vec<OwnerId>,
    /// The objective it supports.
    pub parent: Option<ObjectiveId>,
    /// The objectives that support it.
    pub children: Vec<ObjectiveId>,
    /// Its key results.
    pub key_results: Vec<KeyResultId>,
    /// The items of roadmaps that name it as what they serve.
    pub items: Vec<ItemId>,
    /// Its own grade, status or outcome as the author gave it.
    pub assessment: Arc<Assessment>,
    /// The score of what is below it, or its own grade.
    pub score: Score,
}

impl Objective {
    /// Who holds it in the first place.
    #[must_use]
    pub fn owner(&self) -> Option<OwnerId> {
        self.owners.first().copied()
    }
}

/// A key result in the plan.
#[derive(Clone, Debug)]
pub struct KeyResult {
    /// The objective it belongs to.
    pub objective: ObjectiveId,
    /// Where it stands among the key results of its objective.
    pub index: usize,
    /// Its id: explicit, or `kr-` and its words; unique in its period.
    pub slug: String,
    /// Who holds it, where it names somebody itself.
    pub owners: Vec<OwnerId>,
    /// What its words and its outcome say about its progress.
    pub assessment: Arc<Assessment>,
    /// How much it counts in its objective's score.
    pub weight: f64,
    /// The targets it names.
    pub targets: Vec<TargetId>,
    /// The items of roadmaps that name it as what they serve.
    pub items: Vec<ItemId>,
    /// Its words, folded: key results of one period that have the same count once in totals.
    pub words: Arc<str>,
}

/// Somebody who holds objectives or key results.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The name, in its most frequent spelling.
    pub name: String,
    /// The part of the address.
    pub slug: String,
    /// The team, if there is one.
    pub team: Option<TeamId>,
    /// The objectives held, in the order of the plan.
    pub objectives: Vec<ObjectiveId>,
    /// The key results held by name, in the order of the plan.
    pub key_results: Vec<KeyResultId>,
    /// The items of roadmaps, in the order of the plan.
    pub items: Vec<ItemId>,
}

/// Owners that belong together.
#[derive(Clone, Debug)]
pub struct Team {
    /// The name.
    pub name: String,
    /// The part of the address.
    pub slug: String,
    /// The team it belongs to.
    pub parent: Option<TeamId>,
    /// The teams that belong to it.
    pub children: Vec<TeamId>,
    /// Its owners, by name.
    pub owners: Vec<OwnerId>,
}

/// A value that is held elsewhere.
#[derive(Clone, Debug)]
pub struct Target {
    /// The period whose register it stands in.
    pub period: PeriodId,
    /// The document that uses and defines it.
    pub document: DocumentId,
    /// Its label in lower case.
    pub label: String,
    /// Its id on the register's page.
    pub slug: String,
    /// What is shown for it, as `$N₀`; the label where it is never used.
    pub symbol: String,
    /// What is counted; may be empty.
    pub unit: String,
    /// Where it is defined: the address, and the place of the definition.
    pub definition: (String, Location),
    /// Its uses, indices into the document's uses.
    pub uses: Vec<usize>,
}

/// An owner that is spelled in more than one way.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// The spelling that the plan uses.
    pub kept: String,
    /// Where that spelling stands first; `None` when it is the configuration's.
    pub kept_at: Option<Location>,
    /// The other spelling.
    pub other: String,
    /// Where the other spelling stands first.
    pub other_at: Location,
}

/// Dates that a document states and that another source contradicts.
#[derive(Clone, Debug)]
pub struct DatesConflict {
    /// The period.
    pub label: String,
    /// What the document says.
    pub stated: DateRange,
    /// Where it says so.
    pub at: Location,
    /// What the calendar, or another document, says.
    pub expected: DateRange,
    /// Where the other document says so; `None` for the calendar.
    pub other: Option<Location>,
}

/// An explicit id that is given twice.
#[derive(Clone, Debug)]
pub struct DuplicateId {
    /// The id.
    pub id: String,
    /// Where it is given first.
    pub first: Location,
    /// Where it is given again.
    pub again: Location,
}

/// A team whose parent cannot be.
#[derive(Clone, Debug)]
pub struct TeamFault {
    /// The team.
    pub team: String,
    /// The parent as written.
    pub parent: String,
    /// Where the parent is named.
    pub at: Span,
    /// The nearest team that exists, if the parent does not.
    pub nearest: Option<String>,
    /// Whether the parent exists but stands below the team.
    pub circular: bool,
}

/// An objective that a document says it supports and that cannot be.
#[derive(Clone, Debug)]
pub struct ParentFault {
    /// The id as written.
    pub parent: String,
    /// Where it is written.
    pub at: Location,
    /// The nearest id that exists, if this one does not.
    pub nearest: Option<String>,
    /// Whether the objective exists but stands below the document's own.
    pub circular: bool,
}

macro_rules! get {
    ($($(#[$doc:meta])* $name:ident: $id:ty => $thing:ty, $field:ident;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self, id: $id) -> &$thing {
            &self.$field[id.index()]
        }
    )*};
}

impl Plan {
    get! {
        /// The document that `id` names.
        document: DocumentId => DocumentEntry, documents;
        /// The period that `id` names.
        period: PeriodId => Period, periods;
        /// The objective that `id` names.
        objective: ObjectiveId => Objective, objectives;
        /// The key result that `id` names.
        key_result: KeyResultId => KeyResult, key_results;
        /// The item that `id` names.
        item: ItemId => Item, items;
        /// The owner that `id` names.
        owner: OwnerId => Owner, owners;
        /// The team that `id` names.
        team: TeamId => Team, teams;
        /// The target that `id` names.
        target: TargetId => Target, targets;
    }

    /// The objective as it was written.
    #[must_use]
    pub fn written_objective(&self, id: ObjectiveId) -> &parse::Objective {
        let objective = self.objective(id);
        &self.document(objective.document).document.objectives[objective.index]
    }

    /// The key result as it was written.
    #[must_use]
    pub fn written_key_result(&self, id: KeyResultId) -> &parse::KeyResult {
        let key_result = self.key_result(id);
        &self.written_objective(key_result.objective).key_results[key_result.index]
    }

    /// What an objective says by itself, apart from its key results.
    #[must_use]
    pub fn objective_gist(&self, id: ObjectiveId) -> &Gist {
        &self.gists(id).own
    }

    /// What a key result says by itself.
    #[must_use]
    pub fn key_result_gist(&self, id: KeyResultId) -> &Gist {
        let key_result = self.key_result(id);
        &self.gists(key_result.objective).key_results[key_result.index]
    }

    fn gists(&self, id: ObjectiveId) -> &Gists {
        let objective = self.objective(id);
        &self.document(objective.document).document.gists[objective.index]
    }

    /// The objective at `index` of a document.
    #[must_use]
    pub fn objective_at(&self, document: DocumentId, index: usize) -> ObjectiveId {
        ObjectiveId::new(self.document(document).first_objective + index)
    }

    /// The source that an objective was read from.
    #[must_use]
    pub fn source_of(&self, id: ObjectiveId) -> SourceId {
        self.document(self.objective(id).document).document.source
    }

    /// Links that lead nowhere, in the order of the documents.
    pub fn broken_links(&self) -> impl Iterator<Item = &BrokenLink> {
        self.documents.iter().flat_map(|entry| &entry.links.broken)
    }

    /// Links to pages from the top of the site, in the order of the documents; which pages there
    /// are is decided later.
    pub fn site_links(&self) -> impl Iterator<Item = &SiteLink> {
        self.documents.iter().flat_map(|entry| &entry.links.to_site)
    }

    /// Who holds a key result in the first place: somebody it names, or its objective's owner.
    #[must_use]
    pub fn holder(&self, id: KeyResultId) -> Option<OwnerId> {
        let key_result = self.key_result(id);
        let own = key_result.owners.first().copied();
        own.or_else(|| self.objective(key_result.objective).owner())
    }

    /// The objectives above `id`, nearest first.
    pub fn why(&self, id: ObjectiveId) -> impl Iterator<Item = ObjectiveId> {
        std::iter::successors(self.objective(id).parent, |above| self.objective(*above).parent)
    }

    /// All ids of one kind, in order.
    pub fn period_ids(&self) -> impl DoubleEndedIterator<Item = PeriodId> {
        (0..self.periods.len()).map(PeriodId::new)
    }

    /// All objectives, in order.
    pub fn objective_ids(&self) -> impl Iterator<Item = ObjectiveId> {
        (0..self.objectives.len()).map(ObjectiveId::new)
    }

    /// All owners, in order.
    pub fn owner_ids(&self) -> impl Iterator<Item = OwnerId> {
        (0..self.owners.len()).map(OwnerId::new)
    }

    /// All teams, in order.
    pub fn team_ids(&self) -> impl Iterator<Item = TeamId> {
        (0..self.teams.len()).map(TeamId::new)
    }

    /// All targets, in order.
    pub fn target_ids(&self) -> impl Iterator<Item = TargetId> {
        (0..self.targets.len()).map(TargetId::new)
    }

    /// All documents, in order.
    pub fn document_ids(&self) -> impl Iterator<Item = DocumentId> {
        (0..self.documents.len()).map(DocumentId::new)
    }

    /// The team and all teams below it, each after its parent.
    #[must_use]
    pub fn team_and_below(&self, id: TeamId) -> Vec<TeamId> {
        let mut all = vec![id];
        let mut next = 0;
        while next < all.len() {
            all.extend(self.team(all[next]).children.iter().copied());
            next += 1;
        }
        all
    }
}
