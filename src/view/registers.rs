//! The registers of targets.

use crate::config::host;
use crate::model::{PeriodId, TargetId};
use crate::parse::TargetPlace;

use super::Route;
use super::assemble::View;
use super::data::{Link, NameRef, Register, TargetRow, TargetUseView, Targets};
use super::lists::{LINES, List, Member};

/// How many uses of a target are named.
pub(super) const USES: usize = 12;

impl View {
    /// The registers of all periods, the newest first, as many as fit on a page.
    pub(super) fn targets(&self) -> Targets {
        let periods = self.plan.period_ids().rev();
        let with = periods.filter(|id| !self.plan.period(*id).targets.is_empty());
        let mut registers: Vec<Register> = Vec::new();
        let mut earlier = Vec::new();
        let mut taken = 0;
        for id in with {
            taken += self.plan.period(id).targets.len();
            if !registers.is_empty() && taken > LINES {
                earlier.push(self.link(self.period_label(id), Route::Register(id)));
                continue;
            }
            let mut register = self.register(id);
            // Labels begin anew in every period, and ids are unique on a page.
            let slug = &self.plan.period(id).slug;
            for target in &mut register.targets {
                target.id = format!("{slug}-{}", target.id);
            }
            registers.push(register);
        }
        Targets { registers, earlier }
    }

    pub(super) fn register_page(&self, id: PeriodId) -> Targets {
        Targets { registers: vec![self.register(id)], earlier: Vec::new() }
    }

    fn register(&self, id: PeriodId) -> Register {
        let list = List::Targets(id);
        let parts = self.part_links(list, None);
        let all = if parts.is_empty() { self.list_members(list) } else { Vec::new() };
        Register { parts, ..self.register_of(id, &all) }
    }

    /// Some targets of a period.
    pub(super) fn register_of(&self, id: PeriodId, members: &[Member]) -> Register {
        let row = |member: &Member| match member {
            Member::Target(id) => Some(self.target_row(*id)),
            _ => None,
        };
        Register {
            period: self.link(self.period_label(id), Route::Register(id)),
            targets: members.iter().filter_map(row).collect(),
            parts: Vec::new(),
        }
    }

    fn target_row(&self, id: TargetId) -> TargetRow {
        let target = self.plan.target(id);
        let (address, at) = &target.definition;
        let host = host(address);
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        TargetRow {
            id: target.slug.clone(),
            label: target.label.clone(),
            symbol: target.symbol.clone(),
            unit: target.unit.clone(),
            definition: is_web.then(|| address.clone()),
            host: host.to_owned(),
            private: self.config.is_member_host(host),
            uses: target.uses.iter().take(USES).map(|index| self.target_use(id, *index)).collect(),
            uses_more: target.uses.len().saturating_sub(USES),
            source: self.source(target.document, Some(at.span)),
        }
    }

    fn target_use(&self, id: TargetId, index: usize) -> TargetUseView {
        let plan = &*self.plan;
        let document = self.plan.target(id).document;
        let used = &plan.document(document).document.uses[index];
        let (link, owner) = match used.place {
            TargetPlace::KeyResult(objective, number) => {
                let objective = plan.objective_at(document, objective);
                let key_result = plan.objective(objective).key_results[number];
                let label = self.key_result_text(key_result);
                let href = self.key_result_href(key_result);
                (Link { label, href }, plan.holder(key_result))
            }
            TargetPlace::Objective(index) => {
                let objective = plan.objective_at(document, index);
                let link = self.link(self.objective_title(objective), Route::Objective(objective));
                (link, plan.objective(objective).owner())
            }
            TargetPlace::Prose => {
                let route = self.document_route(document);
                (self.link(self.prose_words(document).0, route), None)
            }
        };
        let owner: Option<NameRef> = owner.map(|owner| self.owner_ref(owner));
        let comparator = used.comparator.clone();
        TargetUseView { label: link.label, href: link.href, owner, comparator }
    }
}
