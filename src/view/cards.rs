//! Objectives and key results as cards, the same on every page.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::config::host;
use crate::grade;
use crate::markdown::{Block, Inline, Writer, plain, without_sign};
use crate::model::{DocumentId, KeyResultId, ObjectiveId, OwnerId, TargetId};

use crate::parse::{Gist, OwnerName};

use super::Route;
use super::assemble::View;
use super::data::{
    ChainLink, KeyResultView, Link, NameRef, ObjectiveFacts, ObjectiveView, Shared, TargetRef,
};
use super::kept::Html;
use super::links::Links;
use super::lists::Member;

impl View {
    /// An objective with those below it that `show` lets through.
    pub(super) fn objective(
        &self,
        id: ObjectiveId,
        show: &dyn Fn(ObjectiveId) -> bool,
    ) -> ObjectiveView {
        let objective = self.plan.objective(id);
        let children = objective.children.iter().copied().filter(|child| show(*child));
        let children: Vec<_> = children.map(|child| self.objective(child, show)).collect();
        let key_results: Vec<_> =
            objective.key_results.iter().map(|id| self.key_result(*id).in_brief()).collect();
        let own = key_results.iter().map(|it| it.state.code);
        let below = children.iter().flat_map(|child| child.states.iter().copied());
        let states: BTreeSet<&'static str> = own.chain(below).collect();
        ObjectiveView {
            facts: self.objective_facts(id),
            states: states.into_iter().collect(),
            children_more: objective.children.len() - children.len(),
            key_results,
            children,
        }
    }

    /// An objective without its key results and those below it, as it is named in one line.
    pub(super) fn objective_line(&self, id: ObjectiveId) -> ObjectiveView {
        ObjectiveView {
            facts: self.objective_facts(id),
            key_results: Vec::new(),
            states: Vec::new(),
            children: Vec::new(),
            children_more: 0,
        }
    }

    fn objective_facts(&self, id: ObjectiveId) -> Shared<ObjectiveFacts> {
        let Some(once) = &self.once else { return self.objective_facts_of(id).into() };
        once.objective(id, self.plan.objective(id).period, || self.objective_facts_of(id))
    }

    fn objective_facts_of(&self, id: ObjectiveId) -> ObjectiveFacts {
        let plan = &*self.plan;
        let objective = plan.objective(id);
        let written = plan.written_objective(id);
        let document = objective.document;
        let make = || Html {
            words: self.inlines(document, &self.title_words(id)),
            outcome: self.inlines(document, written.outcome.as_deref().unwrap_or_default()),
            notes: self.blocks(document, &written.notes, 2),
        };
        let html = match &self.once {
            // Then this is hardly ever asked for again, and need not be kept.
            Some(_) => make(),
            None => self.objective_html.get_or_make(id.index(), make).clone(),
        };
        let (items, items_more) = self.items_for(id);
        ObjectiveFacts {
            id: objective.slug.clone(),
            href: self.href(Route::Objective(id)),
            marks: written.marks.clone(),
            title: self.objective_title(id),
            title_html: html.words,
            owners: self.written_owners(&objective.owners, &written.owners),
            team: objective.owner().and_then(|owner| self.team_ref(owner)),
            teams: self.team_ids(&objective.owners),
            outcome_html: html.outcome,
            notes_html: html.notes,
            state: self.objective_state(id),
            score: objective.score.value.map(|value| self.score(value)),
            explanation: self.objective_explanation(id),
            tick: self.tick(objective.period),
            coverage: self.coverage(objective.score.graded, objective.score.total),
            distribution: self.distribution(&objective.key_results),
            items,
            items_more,
            freshness: self.fresh(self.objective_updated(id), self.objective_review(id)),
            parent: objective.parent.map(|parent| self.chain_link(parent)),
            source: self.objective_source(id),
        }
    }

    /// Where a key result stands in full: on the page of its objective, or on that of a list when
    /// there are too many.
    pub(super) fn key_result_href(&self, id: KeyResultId) -> String {
        let key_result = self.plan.key_result(id);
        let page = self.moved(Member::KeyResult(id));
        let page = page.unwrap_or(Route::Objective(key_result.objective));
        self.anchor(page, &["#", &key_result.slug])
    }

    /// A key result, for a place that shows it in any way.
    pub(super) fn key_result(&self, id: KeyResultId) -> Shared<KeyResultView> {
        let Some(once) = &self.once else { return self.key_result_view(id).into() };
        let period = self.plan.objective(self.plan.key_result(id).objective).period;
        once.key_result(id, period, || self.key_result_view(id))
    }

    fn key_result_view(&self, id: KeyResultId) -> KeyResultView {
        let plan = &*self.plan;
        let key_result = plan.key_result(id);
        let objective = plan.objective(key_result.objective);
        let written = plan.written_key_result(id);
        let document = objective.document;
        let grade = key_result.assessment.grade.as_ref();
        let page = self.href(Route::Objective(key_result.objective));
        let make = || Html {
            words: self.inlines(document, &self.key_result_words(id)),
            outcome: self.inlines(document, written.outcome.as_deref().unwrap_or_default()),
            notes: self.blocks(document, &written.notes, 3),
        };
        let html = match &self.once {
            // Then this is hardly ever asked for again, and need not be kept.
            Some(_) => make(),
            None => self.key_result_html.get_or_make(id.index(), make).clone(),
        };
        let (items, items_more) = self.item_links(id);
        KeyResultView {
            id: key_result.slug.clone(),
            href: self.key_result_href(id),
            marks: written.marks.clone(),
            text: self.key_result_text(id),
            text_html: html.words,
            owners: self.written_owners(&key_result.owners, &written.owners),
            teams: self.team_ids(&key_result.owners),
            outcome_html: html.outcome,
            notes_html: html.notes,
            state: self.key_result_state(id),
            score: grade.map(|grade| self.score(grade.value)),
            tick: self.tick(objective.period),
            explanation: self.key_result_explanation(id),
            provenance: grade.map_or("", |grade| grade.source.word()),
            targets: key_result.targets.iter().map(|id| self.target_ref(*id)).collect(),
            items,
            items_more,
            updated: self.key_result_days(id).updated.map(|day| self.date(day)),
            objective: Link { label: self.objective_title(key_result.objective), href: page },
            source: self.source(document, Some(written.span)),
        }
    }

    /// What a key result says, without the sign that is read as its state: that is shown beside it.
    fn key_result_words(&self, id: KeyResultId) -> Cow<'_, [Inline]> {
        unsigned(&self.plan.written_key_result(id).text, self.plan.key_result_gist(id))
    }

    /// The same as a text.
    pub(super) fn key_result_text(&self, id: KeyResultId) -> String {
        text(&self.plan.written_key_result(id).text, self.plan.key_result_gist(id))
    }

    fn title_words(&self, id: ObjectiveId) -> Cow<'_, [Inline]> {
        unsigned(&self.plan.written_objective(id).title, self.plan.objective_gist(id))
    }

    /// The words of an objective.
    #[must_use]
    pub fn objective_title(&self, id: ObjectiveId) -> String {
        let title = text(&self.plan.written_objective(id).title, self.plan.objective_gist(id));
        if title.is_empty() { self.say("objective.untitled", &[]) } else { title }
    }

    pub(super) fn chain_link(&self, id: ObjectiveId) -> ChainLink {
        let owner = self.plan.objective(id).owner().map(|owner| self.owner_ref(owner));
        ChainLink { owner, title: self.objective_title(id), href: self.href(Route::Objective(id)) }
    }

    pub(super) fn why(&self, id: ObjectiveId) -> Vec<ChainLink> {
        self.plan.why(id).map(|above| self.chain_link(above)).collect()
    }

    pub(super) fn owner_ref(&self, id: OwnerId) -> NameRef {
        self.link(self.plan.owner(id).name.clone(), Route::Owner(id))
    }

    /// Owners as the author spelled their names in this place.
    pub(super) fn written_owners(&self, ids: &[OwnerId], written: &[OwnerName]) -> Vec<NameRef> {
        let named = ids.iter().zip(written);
        named.map(|(id, name)| self.link(name.name.clone(), Route::Owner(*id))).collect()
    }

    pub(super) fn team_ref(&self, owner: OwnerId) -> Option<NameRef> {
        let team = self.plan.owner(owner).team?;
        Some(self.link(self.plan.team(team).name.clone(), Route::Team(team)))
    }

    /// The addresses of the teams of `owners`, each followed by those above it.
    pub(super) fn team_ids(&self, owners: &[OwnerId]) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for owner in owners {
            let own = self.plan.owner(*owner).team;
            for team in std::iter::successors(own, |team| self.plan.team(*team).parent) {
                let slug = &self.plan.team(team).slug;
                if !ids.contains(slug) {
                    ids.push(slug.clone());
                }
            }
        }
        ids
    }

    pub(super) fn target_ref(&self, id: TargetId) -> TargetRef {
        let target = self.plan.target(id);
        let host = host(&target.definition.0);
        TargetRef {
            label: target.label.clone(),
            symbol: target.symbol.clone(),
            unit: target.unit.clone(),
            private: self.config.is_member_host(host),
            host: host.to_owned(),
            href: self.target_href(id),
        }
    }

    pub(super) fn inlines(&self, document: DocumentId, inlines: &[Inline]) -> String {
        if inlines.is_empty() {
            return String::new();
        }
        Writer::new(&Links { view: self, document }, 0).inlines(inlines)
    }

    pub(super) fn blocks(&self, document: DocumentId, blocks: &[Block], shift: u8) -> String {
        if blocks.is_empty() {
            return String::new();
        }
        Writer::new(&Links { view: self, document }, shift).blocks(blocks)
    }
}

/// `words` without the sign that is read as their state, unless nothing else is there.
fn unsigned<'a>(words: &'a [Inline], gist: &Gist) -> Cow<'a, [Inline]> {
    sign_off(words, gist).map_or(Cow::Borrowed(words), Cow::Owned)
}

/// The same as a text, which is known where no sign is taken off.
fn text(words: &[Inline], gist: &Gist) -> String {
    sign_off(words, gist).map_or_else(|| gist.words.as_ref().to_owned(), |rest| plain(&rest))
}

fn sign_off(words: &[Inline], gist: &Gist) -> Option<Vec<Inline>> {
    let sign = gist.assessment.status.and_then(|status| grade::sign_of(status, &gist.words))?;
    without_sign(words, sign).filter(|rest| plain(rest).contains(char::is_alphanumeric))
}
