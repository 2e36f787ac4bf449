//! From the plan to records: what the pages say, as data.

use rayon::prelude::*;

use crate::calendar::{Date, Precision, dates_in};
use crate::config::host;
use crate::markdown::{ROOT, plain, plain_blocks};
use crate::model::{
    DocumentId, ItemId, KeyResultId, ObjectiveId, OwnerId, PeriodId, Supported, TargetId,
};

use super::Route;
use super::assemble::View;
use super::data::State;
use super::records::{
    DocumentRecord, FieldRecord, ItemRecord, KeyResultRecord, ObjectiveRecord, OwnerRecord,
    PeriodRecord, Records, SCHEMA, StateRecord, TargetRecord, TeamRecord,
};

impl View {
    /// The whole plan as data.
    #[must_use]
    pub fn records(&self) -> Records {
        let plan = &*self.plan;
        Records {
            objectives: all(plan.objective_ids(), |id| self.objective_record(id)),
            key_results: all(self.key_results_in_order(), |id| self.key_result_record(id)),
            items: all(plan.item_ids(), |id| self.item_record(id)),
            ..self.short_records()
        }
    }

    /// All key results, in the order of their objectives.
    pub fn key_results_in_order(&self) -> impl Iterator<Item = KeyResultId> {
        let plan = &*self.plan;
        plan.objective_ids().flat_map(|id| plan.objective(id).key_results.iter().copied())
    }

    /// The plan as data, without its objectives, key results and items, which are many.
    #[must_use]
    pub fn short_records<O, K, I>(&self) -> Records<O, K, I> {
        let plan = &*self.plan;
        let shell = self.shell();
        Records {
            schema: SCHEMA,
            generator: shell.generator,
            title: shell.title,
            description: Some(shell.description).filter(|it| !it.is_empty()),
            language: shell.language,
            url: self.config.base_url.clone(),
            built: self.today.to_string(),
            periods: plan.period_ids().map(|id| self.period_record(id)).collect(),
            objectives: Vec::new(),
            key_results: Vec::new(),
            items: Vec::new(),
            owners: plan.owner_ids().map(|id| self.owner_record(id)).collect(),
            teams: plan.team_ids().map(|id| self.team_record(id)).collect(),
            targets: plan.target_ids().map(|id| self.target_record(id)).collect(),
            documents: plan.document_ids().map(|id| self.document_record(id)).collect(),
        }
    }

    /// The address of a page for those outside: full where the site's own is known.
    #[must_use]
    pub fn address(&self, route: Route) -> String {
        let file = self.file(route);
        match &self.config.base_url {
            Some(base) => format!("{base}{}", file.strip_suffix("index.html").unwrap_or(file)),
            None => file.to_owned(),
        }
    }

    /// An address on a page, for those outside.
    fn outside(&self, href: &str) -> String {
        let base = self.config.base_url.as_deref().unwrap_or_default();
        let href = href.replace(ROOT, base);
        if base.is_empty() { href } else { href.replace("/index.html", "/") }
    }

    fn period_record(&self, id: PeriodId) -> PeriodRecord {
        let (period, shown) = (self.plan.period(id), self.period(id));
        let total = self.plan.total(self.period_key_results(id));
        PeriodRecord {
            id: period.slug.clone(),
            label: shown.label,
            starts: shown.starts.map(|day| day.iso),
            ends: shown.ends.map(|day| day.iso),
            phase: shown.phase,
            score: total.score.value,
            graded: total.score.graded,
            total: total.score.total,
            url: self.address(Route::Quarter(id)),
        }
    }

    /// An objective as data.
    #[must_use]
    pub fn objective_record(&self, id: ObjectiveId) -> ObjectiveRecord {
        let (objective, written) = (self.plan.objective(id), self.plan.written_objective(id));
        let (days, review) = (self.objective_days(id), self.objective_review(id));
        let ids = |all: &[KeyResultId]| all.iter().map(|id| self.key_result_name(*id)).collect();
        ObjectiveRecord {
            id: self.objective_name(id),
            period: self.plan.period(objective.period).slug.clone(),
            title: self.objective_title(id),
            labels: written.marks.clone(),
            owners: self.owner_names(&objective.owners),
            supports: objective.parent.map(|id| self.objective_name(id)),
            supported_by: objective.children.iter().map(|id| self.objective_name(*id)).collect(),
            key_results: ids(&objective.key_results),
            items: self.item_names(&objective.items),
            outcome: plain(written.outcome.as_deref().unwrap_or_default()),
            notes: plain_blocks(&written.notes),
            state: state(self.objective_state(id)),
            score: objective.score.value,
            graded: objective.score.graded,
            total: objective.score.total,
            explanation: self.objective_explanation(id),
            since: iso(days.since),
            updated: iso(self.objective_updated(id)),
            own_updated: iso(days.updated),
            outcome_updated: iso(days.told.filter(|_| written.outcome.is_some())),
            review_due: iso(review.map(|review| review.due)),
            review_overdue: review.is_some_and(|review| review.overdue),
            source: self.source_record(objective.document, Some(written.span)),
            url: self.address(Route::Objective(id)),
        }
    }

    /// A key result as data.
    #[must_use]
    pub fn key_result_record(&self, id: KeyResultId) -> KeyResultRecord {
        let (key_result, written) = (self.plan.key_result(id), self.plan.written_key_result(id));
        let objective = self.plan.objective(key_result.objective);
        let grade = key_result.assessment.grade.as_ref();
        let text = self.key_result_text(id);
        let due = dates_in(&text).into_iter().filter(|it| it.value.precision == Precision::Day);
        let days = self.key_result_days(id);
        KeyResultRecord {
            id: self.key_result_name(id),
            period: self.plan.period(objective.period).slug.clone(),
            objective: self.objective_name(key_result.objective),
            labels: written.marks.clone(),
            owners: self.owner_names(&key_result.owners),
            due: due.map(|it| it.value.range.ends()).max().map(|day| day.to_string()),
            text,
            outcome: plain(written.outcome.as_deref().unwrap_or_default()),
            notes: plain_blocks(&written.notes),
            state: state(self.key_result_state(id)),
            score: grade.map(|grade| grade.value),
            provenance: grade.map(|grade| grade.source.word()),
            explanation: self.key_result_explanation(id),
            weight: key_result.weight,
            targets: key_result.targets.iter().map(|id| self.target_name(*id)).collect(),
            items: self.item_names(&key_result.items),
            since: iso(days.since),
            updated: iso(days.updated),
            outcome_updated: iso(days.told.filter(|_| written.outcome.is_some())),
            source: self.source_record(objective.document, Some(written.span)),
            url: self.outside(&self.key_result_href(id)),
        }
    }

    /// An item of the roadmap as data.
    #[must_use]
    pub fn item_record(&self, id: ItemId) -> ItemRecord {
        let (item, written) = (self.plan.item(id), self.plan.written_item(id));
        let card = self.item_card(id);
        let (days, review) = (self.item_days(id), self.item_review(id));
        let due = item.due.map(|due| due.range);
        let supports = self.plan.served_by(id).iter().map(|it| match it {
            Supported::Objective(id) => self.objective_name(*id),
            Supported::KeyResult(id) => self.key_result_name(*id),
        });
        ItemRecord {
            id: item.slug.clone(),
            title: card.title,
            labels: written.marks.clone(),
            horizon: self.lane(id).word(),
            state: card.state.map(state),
            starts: item.starts.map(|range| range.starts().to_string()),
            due_from: due.map(|range| range.starts().to_string()),
            due: due.map(|range| range.ends().to_string()),
            due_words: card.due,
            overdue: card.overdue,
            progress: self.item_progress(id),
            owners: self.owner_names(&item.owners),
            supports: supports.collect(),
            part_of: item.parent.map(|id| self.plan.item(id).slug.clone()),
            parts: self.item_names(&item.parts),
            depends_on: self.item_names(&item.depends_on),
            needed_by: self.item_names(&item.needed_by),
            fields: self.fields(id),
            notes: plain_blocks(&written.notes),
            since: iso(days.since),
            updated: iso(days.updated),
            review_due: iso(review.map(|review| review.due)),
            review_overdue: review.is_some_and(|review| review.overdue),
            source: self.source_record(item.document, Some(written.span)),
            url: self.address(Route::Item(id)),
        }
    }

    pub(super) fn fields(&self, id: ItemId) -> Vec<FieldRecord> {
        let fields = self.plan.written_item(id).fields.iter();
        let with = fields.filter(|field| !field.value.is_empty());
        with.map(|field| FieldRecord {
            label: field.key.trim().to_owned(),
            value: plain(&field.value),
        })
        .collect()
    }

    fn owner_record(&self, id: OwnerId) -> OwnerRecord {
        let owner = self.plan.owner(id);
        OwnerRecord {
            id: owner.slug.clone(),
            name: owner.name.clone(),
            team: owner.team.map(|team| self.plan.team(team).slug.clone()),
            url: self.address(Route::Owner(id)),
        }
    }

    fn team_record(&self, id: crate::model::TeamId) -> TeamRecord {
        let team = self.plan.team(id);
        TeamRecord {
            id: team.slug.clone(),
            name: team.name.clone(),
            parent: team.parent.map(|above| self.plan.team(above).slug.clone()),
            owners: self.owner_names(&team.owners),
            url: self.address(Route::Team(id)),
        }
    }

    fn target_record(&self, id: TargetId) -> TargetRecord {
        let target = self.plan.target(id);
        let (definition, at) = &target.definition;
        TargetRecord {
            id: self.target_name(id),
            period: self.plan.period(target.period).slug.clone(),
            label: target.label.clone(),
            symbol: target.symbol.clone(),
            unit: target.unit.clone(),
            definition: definition.clone(),
            private: self.config.is_member_host(host(definition)),
            source: self.source_record(target.document, Some(at.span)),
            url: self.outside(&self.target_href(id)),
        }
    }

    fn document_record(&self, id: DocumentId) -> DocumentRecord {
        let review = self.document_review(id);
        DocumentRecord {
            path: self.plan.document(id).document.path.as_str().to_owned(),
            title: self.prose_words(id).0,
            updated: iso(self.freshness(id)),
            review_due: iso(review.map(|review| review.due)),
            review_overdue: review.is_some_and(|review| review.overdue),
            url: self.address(self.document_route(id)),
        }
    }

    fn objective_name(&self, id: ObjectiveId) -> String {
        let objective = self.plan.objective(id);
        [&self.plan.period(objective.period).slug, "/", &objective.slug].concat()
    }

    fn key_result_name(&self, id: KeyResultId) -> String {
        let key_result = self.plan.key_result(id);
        let period = self.plan.objective(key_result.objective).period;
        [&self.plan.period(period).slug, "/", &key_result.slug].concat()
    }

    fn target_name(&self, id: TargetId) -> String {
        let target = self.plan.target(id);
        format!("{}/{}", self.plan.period(target.period).slug, target.slug)
    }

    fn item_names(&self, ids: &[ItemId]) -> Vec<String> {
        ids.iter().map(|id| self.plan.item(*id).slug.clone()).collect()
    }

    fn owner_names(&self, ids: &[OwnerId]) -> Vec<String> {
        ids.iter().map(|id| self.plan.owner(*id).slug.clone()).collect()
    }

    /// All pages but those for searching, for lost links and at former addresses, each with the
    /// last day on which it was changed, when that is known: that of its document, or else the
    /// last of all.
    #[must_use]
    pub fn dated_pages(&self) -> Vec<(String, Option<Date>)> {
        let plan = &*self.plan;
        let day = |id: DocumentId| self.freshness(id);
        let last = plan.document_ids().filter_map(day).max();
        let listed =
            |route: &&Route| !matches!(route, Route::NotFound | Route::Search | Route::Alias(..));
        let routes = self.routes().iter().filter(listed);
        let dated = routes.map(|route| {
            let day = match *route {
                Route::Objective(id) => self.objective_updated(id),
                Route::Item(id) => self.item_days(id).updated,
                Route::Prose(id) => day(id),
                Route::Quarter(id) | Route::QuarterList(id) | Route::Register(id) => {
                    plan.period(id).documents.iter().filter_map(|id| day(*id)).max()
                }
                Route::Legend => None,
                _ => last,
            };
            (self.address(*route), day)
        });
        dated.collect()
    }
}

/// The records of `ids`, made on all cores, in their order.
fn all<I: Send, T: Send>(
    ids: impl Iterator<Item = I>,
    record: impl Fn(I) -> T + Sync + Send,
) -> Vec<T> {
    ids.collect::<Vec<_>>().into_par_iter().map(record).collect()
}

fn iso(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn state(state: State) -> StateRecord {
    StateRecord { code: state.code, word: state.word }
}
