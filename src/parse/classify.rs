//! Gives every node of the outline its role: the roles that, taken together, have the most
//! evidence for them.
//!
//! Each node has weights of its own ([`evidence`](super::evidence)). What a node is decides what
//! may stand under it, so the best roles are found from the leaves up: a node's weight in a role is
//! its own and that of the best roles of all below it. Items of one list, and headings of one
//! level, are alike: they are judged together, and one that is to be something else than the rest
//! must be so with more evidence. Every node is looked at a fixed number of times.

use std::collections::HashMap;

use super::details::details;
use super::document::Reading;
use super::ends;
use super::evidence::{
    Facts, Habit, Habits, NEVER, Sign, Territory, Weights, facts, first_paragraph, weigh,
};
use super::holder;
use super::kin::{Kin, Labelled, Most, kin};
use super::label::LabelKind;
use super::lead::Lead;
use super::outline::{Form, Node, Part};
use super::owner::{Names, Strength};
use super::territory::{self, Here};
use super::text::is_bold;
use super::vocabulary::{self, Header};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It arranges objectives.
    Section,
    Objective,
    KeyResult,
    /// It arranges what stands under an objective.
    Group,
    /// It is a remark on what it stands under.
    Field,
    /// It is prose, with all that stands under it.
    Note,
}

impl Role {
    pub(super) const ALL: [Self; 6] =
        [Self::Section, Self::Objective, Self::KeyResult, Self::Group, Self::Field, Self::Note];
}

/// What being unlike its siblings costs a node.
const UNLIKE: i32 = 4;

/// How many items must measure something for what they stand under to be objectives by that.
const MEASURED: usize = 2;

/// What an objective without anything under it lacks.
const BARE: i32 = -3;

/// How many labels make it a habit of a document to label.
const HABIT: usize = 2;

/// The roles of all nodes of an outline, by their numbers.
pub(super) struct Roles {
    chosen: Vec<Role>,
    facts: Vec<Facts>,
    territories: Vec<Here>,
    details: HashMap<usize, usize>,
    habits: Habits,
}

impl Roles {
    /// The score that a heading ends in, where headings do.
    pub(super) fn score(&self, node: &Node<'_>) -> Option<String> {
        if !self.habits.has(Habit::Scores) || !self.facts(node).is(Sign::Scored) {
            return None;
        }
        let tail = || first_paragraph(node);
        let own = holder::score(&node.words()).map(str::to_owned);
        own.or_else(|| holder::score(&tail()?).map(str::to_owned))
    }

    /// The number of the heading that tells a node in detail.
    pub(super) fn detail(&self, node: &Node<'_>) -> Option<usize> {
        self.details.get(&node.id).copied()
    }

    /// What is to be expected under a node.
    pub(super) fn below(&self, node: &Node<'_>) -> Territory {
        self.territories.get(node.id).map_or_else(Territory::default, |here| here.below)
    }

    pub(super) fn of(&self, node: &Node<'_>) -> Role {
        self.chosen.get(node.id).copied().unwrap_or(Role::Note)
    }

    pub(super) fn facts(&self, node: &Node<'_>) -> &Facts {
        &self.facts[node.id]
    }
}

/// Gives every node under `root` its role.
pub(super) fn roles(root: &Node<'_>, leads: &[Lead<'_>], top: territory::Top) -> Roles {
    let mut names = Names::default();
    survey(root, leads, &mut names);
    let mut all = Vec::with_capacity(leads.len());
    collect(root, leads, &names, &mut all);
    ends::end_results(root, &mut all);
    let details = details(root);
    for (entry, detail) in &details {
        all[*entry].note(Sign::Entry, true);
        all[*detail].note(Sign::Detail, true);
    }
    let habits = habits(&all);
    // `What we want to get done in Q1` is a plan, when labelled objectives follow.
    let labelled =
        || all.iter().any(|it| it.label == Some(LabelKind::Objective) && !it.is(Sign::Item));
    let plan = top.period && (habits.has(Habit::Objectives) || labelled());
    let top = territory::Top { elsewhere: top.elsewhere && !plan, ..top };
    let territories = territory::territories(root, top, &all);
    let best = vec![[NEVER; Role::ALL.len()]; all.len()];
    let follows = vec![false; all.len()];
    let roles = vec![Role::Note; all.len()];
    let mut judge = Judge { facts: all, territories, habits, best, follows, roles };
    judge.weigh(root);
    judge.assign(root, Role::Section);
    Roles {
        chosen: judge.roles,
        facts: judge.facts,
        territories: judge.territories,
        details,
        habits: judge.habits,
    }
}

fn collect(node: &Node<'_>, leads: &[Lead<'_>], names: &Names, all: &mut Vec<Facts>) {
    all.push(facts(node, leads, names));
    for child in node.children() {
        collect(child, leads, names, all);
    }
}

fn habits(all: &[Facts]) -> Habits {
    let labels = |kind| all.iter().filter(|facts| facts.label == Some(kind)).count();
    let items = all.iter().filter(|facts| facts.is(Sign::Item) && facts.words > 1).count();
    let named = all.iter().filter(|facts| facts.is(Sign::Item) && facts.prefix.is_some()).count();
    let scored = all.iter().filter(|facts| facts.is(Sign::Scored)).count();
    let habits = [
        (Habit::Objectives, labels(LabelKind::Objective) >= HABIT),
        (Habit::KeyResults, labels(LabelKind::KeyResult) > HABIT),
        (Habit::Owners, named > HABIT && named * 2 > items),
        (Habit::Scores, scored > HABIT),
    ];
    Habits(habits.into_iter().filter(|(_, holds)| *holds).map(|(habit, _)| habit).collect())
}

struct Judge {
    facts: Vec<Facts>,
    territories: Vec<Here>,
    habits: Habits,
    /// The weight of each node in each role, with all below it.
    best: Vec<Weights>,
    /// Whether a node is headed as key results and stands after an objective, or is an item of the
    /// list after one.
    follows: Vec<bool>,
    roles: Vec<Role>,
}

impl Judge {
    fn weigh(&mut self, node: &Node<'_>) {
        for child in node.children() {
            self.weigh(child);
        }
        let (mut after, mut listed) = (false, false);
        for child in node.children() {
            let best = &self.best[child.id];
            let results = self.facts[child.id].header == Some(Header::Results);
            // Key results in a list of their own follow a list of objectives.
            let apart = listed && self.holds(child, LabelKind::KeyResult);
            self.follows[child.id] = results && (after || apart);
            after |= best[Role::Objective as usize] > best[Role::Section as usize].max(0);
            listed |= self.holds(child, LabelKind::Objective);
        }
        self.follow(node);
        let own = weigh(node, &self.facts[node.id], self.territories[node.id].own, &self.habits);
        let kin = self.kin(node);
        for role in Role::ALL {
            let own = own[role as usize];
            if own > NEVER / 2 {
                self.best[node.id][role as usize] = own + self.below(node, role, &kin);
            }
        }
    }

    /// Whether the first item under a node has a label of a kind.
    fn holds(&self, node: &Node<'_>, kind: LabelKind) -> bool {
        node.items().next().is_some_and(|item| self.facts[item.id].label == Some(kind))
    }

    /// Notes the lists right after one that ends in a labelled objective with nothing under it:
    /// authors mean its key results and indent them too little for Markdown.
    fn follow(&mut self, node: &Node<'_>) {
        for pair in node.parts.windows(2) {
            let [Part::List(_, first), Part::List(_, second)] = pair else { continue };
            let objective = first.last().is_some_and(|last| {
                last.is_leaf() && self.facts[last.id].label == Some(LabelKind::Objective)
            });
            for item in second.iter().filter(|_| objective) {
                self.follows[item.id] = true;
            }
        }
    }

    /// The weight of all that stands under a node in a role.
    fn below(&self, node: &Node<'_>, role: Role, kin: &[Kin<'_, '_>]) -> i32 {
        if matches!(role, Role::Note | Role::Field) {
            return 0;
        }
        let mut weight = 0;
        let mut holds = false;
        for kin in kin {
            self.settle((node, role), kin, &mut |_, chosen, best| {
                weight += best;
                holds |= matches!(chosen, Role::KeyResult | Role::Objective | Role::Group);
            });
        }
        let bare = role == Role::Objective && !holds && !self.facts[node.id].is(Sign::HasLabelled);
        if bare && !matches!(node.form, Form::Item(_)) { weight + BARE } else { weight }
    }

    /// Tells the best role of each of `kin` under a node in a role, and its weight: most are what
    /// fits most of them, and what is to be something else pays for it.
    fn settle<'n, 'a>(
        &self,
        above: (&Node<'_>, Role),
        kin: &Kin<'n, 'a>,
        tell: &mut impl FnMut(&'n Node<'a>, Role, i32),
    ) {
        // Nothing pays for being unlike itself.
        if let Some(child) = kin.only() {
            let (role, weight) = best(&self.weights(above, child, kin));
            return tell(child, role, weight);
        }
        let weights: Vec<Weights> =
            kin.nodes().map(|child| self.weights(above, child, kin)).collect();
        let alone: Vec<i32> = weights.iter().map(|all| best(all).1 - UNLIKE).collect();
        let total = |role: Role| -> i32 {
            let of = |(all, alone): (&Weights, &i32)| all[role as usize].max(*alone);
            weights.iter().zip(&alone).map(of).sum()
        };
        // The last of equals is found first: an objective before a key result before prose.
        let common = Role::ALL.into_iter().rev().max_by_key(|role| total(*role));
        let common = common.unwrap_or(Role::Note);
        for (child, mut all) in kin.nodes().zip(weights) {
            for role in Role::ALL.into_iter().filter(|role| *role != common) {
                all[role as usize] -= UNLIKE;
            }
            let (role, weight) = best(&all);
            tell(child, role, weight);
        }
    }

    /// The weights of a child in each role under a node in a role.
    fn weights(&self, above: (&Node<'_>, Role), child: &Node<'_>, kin: &Kin<'_, '_>) -> Weights {
        Role::ALL.map(|role| {
            let own = self.best[child.id][role as usize];
            let fit = self.fits(above, child, role, kin);
            // What has a box among others that do is to be done, however few its words are.
            let boxed =
                kin.most.boxes && role == Role::KeyResult && kin.intro != Some(Header::Notes);
            let least = if boxed && self.facts[child.id].is(Sign::Task) { 1 } else { NEVER };
            match own {
                own if own <= NEVER / 2 => NEVER,
                own if fit <= NEVER / 2 => own + fit,
                own => (own + fit).max(least),
            }
        })
    }

    /// How well a role stands under another.
    fn fits(
        &self,
        (parent, above): (&Node<'_>, Role),
        child: &Node<'_>,
        role: Role,
        kin: &Kin<'_, '_>,
    ) -> i32 {
        let facts = &self.facts[child.id];
        // Names before colons are owners where most of the kin have one, and what is above too.
        let several = kin.count() > 1 || self.habits.has(Habit::Owners);
        let company = kin.most.owned && several && self.facts[parent.id].prefix.is_some();
        let labelled = facts.label.is_some();
        let item = matches!(child.form, Form::Item(_));
        match (above, role) {
            (_, role) if kin.retrospective && role != Role::Note => NEVER,
            (Role::Section, Role::Objective) if kin.most.sentences && self.is_aside(child) => -24,
            // Beside `Objective 1: Bake bread`, `Hiring` is none.
            (Role::Section, Role::Objective) if kin.labelled.objective && facts.is(Sign::Topic) => {
                -12
            }
            (Role::Section, Role::Objective) if item && facts.is(Sign::Lettered) => 12,
            (Role::Section, Role::Objective) if kin.measured && self.measured(child) > 0 => 8,
            (Role::Section, Role::Note) if child.is_heading() => NEVER,
            // What leads elsewhere, as `Week 3` does, leads there below an objective, too.
            (_, Role::Note) if child.is_heading() && facts.header == Some(Header::Elsewhere) => 40,
            (Role::Section, Role::Objective) if item && !labelled && self.follows[child.id] => -16,
            (_, Role::Note)
            | (Role::Section, Role::Section | Role::Objective | Role::Field)
            | (Role::Objective | Role::Group | Role::KeyResult, Role::Field) => 0,
            (Role::Section, Role::KeyResult) if item && self.follows[child.id] => 0,
            (Role::Section, Role::KeyResult) if labelled => -2,
            (Role::Section, Role::Group) if self.follows[child.id] => -2,
            // What stands under an outcome explains it.
            (Role::Objective, Role::KeyResult)
                if self.facts[parent.id].is(Sign::Outcome)
                    && !self.facts[parent.id].is(Sign::Bold)
                    && item
                    && !labelled
                    && !facts.is(Sign::Outcome) =>
            {
                -5
            }
            (_, Role::KeyResult) if kin.labelled.key_result && facts.is(Sign::Beside) => NEVER,
            (Role::Objective | Role::Group, Role::KeyResult) => match kin.intro {
                Some(Header::Results) => 3,
                Some(Header::Notes) if !labelled => -12,
                _ => 0,
            },
            (Role::Objective | Role::Group, Role::Objective) => {
                let promised = self.promises(parent, kin);
                let named = !child.is_heading() && self.is_held(facts, promised);
                let sure = named || facts.is(Sign::HasLabelled) || labelled;
                match () {
                    () if facts.prefix.is_some() && company => 6,
                    () if sure || matches!(child.form, Form::Row(..)) => 0,
                    () if facts.is(Sign::Bold) && item && !child.is_leaf() && !promised => 0,
                    // Over what is measured a bold item is an objective, unless it is headed as one
                    // of the key results.
                    () if facts.is(Sign::Bold)
                        && item
                        && !self.heads(parent, kin)
                        && self.measured(child) >= MEASURED =>
                    {
                        0
                    }
                    () if child.is_heading() => -4,
                    () => -16,
                }
            }
            (Role::Objective | Role::Group, Role::Group) => match above {
                Role::Group => -2,
                _ => 0,
            },
            (Role::KeyResult, Role::KeyResult) if labelled => -1,
            (Role::KeyResult, Role::Objective) => match &facts.prefix {
                Some((_, true)) => -1,
                _ if facts.is(Sign::HasLabelled) || facts.label == Some(LabelKind::Objective) => -1,
                _ => NEVER,
            },
            _ => NEVER,
        }
    }

    /// Whether a heading among others that are sentences is a word or two, as `Feedback` is, over
    /// items of which few are measured or marked.
    fn is_aside(&self, node: &Node<'_>) -> bool {
        if !self.facts[node.id].is(Sign::Topic) {
            return false;
        }
        let signs = [Sign::Measures, Sign::Marked, Sign::Outcome, Sign::Held];
        let told = |item: &&Node<'_>| signs.iter().any(|sign| self.facts[item.id].is(*sign));
        node.items().filter(told).count() * 2 < node.items().count().max(1)
    }

    /// How many items of the lists under a node measure something, if most do.
    fn measured(&self, node: &Node<'_>) -> usize {
        let signs = [Sign::Measures, Sign::Outcome];
        let told = |item: &&Node<'_>| signs.iter().any(|sign| self.facts[item.id].is(*sign));
        let told = node.items().filter(|item| item.is_leaf()).filter(told).count();
        if told * 2 > node.items().count() { told } else { 0 }
    }

    /// Whether key results are to be expected under a node: it is labelled as an objective, or
    /// words say so.
    fn promises(&self, parent: &Node<'_>, kin: &Kin<'_, '_>) -> bool {
        self.heads(parent, kin) || self.facts[parent.id].label == Some(LabelKind::Objective)
    }

    /// Whether words over some nodes head key results.
    fn heads(&self, parent: &Node<'_>, kin: &Kin<'_, '_>) -> bool {
        [self.facts[parent.id].header, kin.intro].contains(&Some(Header::Results))
    }

    /// Whether what stands before a colon is surely somebody, under an objective too. Where key
    /// results are promised, it is rather what they measure: `NPS: 40 or more`.
    fn is_held(&self, facts: &Facts, promised: bool) -> bool {
        facts.prefix.as_ref().is_some_and(|(name, sure)| {
            self.habits.has(Habit::Owners) && !promised
                || *sure && (facts.is(Sign::Bold) || vocabulary::names_holder(name))
        })
    }

    /// Gives `node` its role, and those under it theirs.
    fn assign(&mut self, node: &Node<'_>, role: Role) {
        self.roles[node.id] = role;
        if matches!(role, Role::Note | Role::Field) {
            return;
        }
        for kin in self.kin(node) {
            let mut chosen = Vec::with_capacity(kin.count());
            self.settle((node, role), &kin, &mut |child, role, _| chosen.push((child, role)));
            for (child, role) in chosen {
                self.assign(child, role);
            }
        }
    }
}

/// The role of the greatest weight, the first of equals, and the weight.
fn best(weights: &Weights) -> (Role, i32) {
    let role = Role::ALL.into_iter().rev().max_by_key(|role| weights[*role as usize]);
    let role = role.unwrap_or(Role::Note);
    (role, weights[role as usize])
}

impl Judge {
    /// The children of a node, those that are alike together.
    fn kin<'n, 'a>(&self, node: &'n Node<'a>) -> Vec<Kin<'n, 'a>> {
        let mut all = kin(node);
        for kin in &mut all {
            let named = kin.nodes().filter(|node| self.facts[node.id].prefix.is_some()).count();
            let back = |node: &&Node<'_>| self.facts[node.id].is(Sign::Retrospective);
            let back = kin.nodes().filter(back).count();
            kin.retrospective = back > 1;
            let many = |sign: Sign| {
                let having = kin.nodes().filter(|node| self.facts[node.id].is(sign)).count();
                having > 1 && having * 2 > kin.count() || having == kin.count()
            };
            let (sentences, boxes) = (many(Sign::Sentence), many(Sign::Task));
            let owned = named * 2 > kin.count();
            let lists = kin.nodes().map(|node| self.measured(node));
            let (lists, items) = lists
                .filter(|items| *items > 0)
                .fold((0, 0), |(lists, all), items| (lists + 1, all + items));
            let has = |kind| kin.nodes().any(|node| self.facts[node.id].label == Some(kind));
            let (objective, key_result) = (has(LabelKind::Objective), has(LabelKind::KeyResult));
            kin.labelled = Labelled { objective, key_result };
            kin.measured = !objective && lists * 2 > kin.count() && items >= MEASURED;
            kin.most = Most { owned, sentences, boxes };
        }
        all
    }
}

/// Counts the names before colons, so that a name seen in a strong place is known in a weak one.
fn survey(node: &Node<'_>, leads: &[Lead<'_>], names: &mut Names) {
    for child in node.children() {
        let lead = &leads[child.id];
        let is_result = lead.label.as_ref().is_some_and(|it| it.kind == LabelKind::KeyResult);
        let alone = child.is_heading() && child.is_leaf() && child.lines.is_empty();
        if let Some(prefix) = lead.prefix.as_ref().filter(|_| !is_result && !alone) {
            let strong = is_bold(&lead.text) || !child.is_leaf();
            let place = if strong { Strength::Strong } else { Strength::Weak };
            names.count(&prefix.owner.name, place);
        }
        if child.is_heading() && lead.period.is_none() && !vocabulary::names_nobody(&lead.words) {
            names.count(lead.words.trim(), Strength::Strong);
        }
        survey(child, leads, names);
    }
}

impl Roles {
    /// The rule by which a node has its role, in the words of [`Reading`].
    pub(super) fn reading(&self, node: &Node<'_>) -> Reading {
        let facts = self.facts(node);
        let is_result = self.of(node) == Role::KeyResult;
        match &node.form {
            _ if facts.label.is_some() => Reading::Labelled,
            Form::Row(..) => Reading::TableRow,
            _ if is_result => Reading::LeafUnderObjective,
            _ if facts.is(Sign::HasLabelled) => Reading::HasKeyResults,
            _ if facts.prefix.is_some() => Reading::OwnerPrefix,
            Form::Heading { .. } if self.holds(node) => Reading::HeadingOverList,
            Form::Bold(_) if self.holds(node) => Reading::BoldOverList,
            Form::Item(_) if facts.is(Sign::Bold) => Reading::BoldItem,
            _ if self.holds(node) => Reading::HasKeyResults,
            _ => Reading::BesideObjectives,
        }
    }

    fn holds(&self, node: &Node<'_>) -> bool {
        node.children()
            .any(|child| matches!(self.of(child), Role::KeyResult | Role::Objective | Role::Group))
    }
}
