//! The registers of targets.

use crate::config::host;
use crate::markdown::plain;
use crate::model::{PeriodId, TargetId};
use crate::parse::TargetPlace;

use super::Route;
use super::assemble::View;
use super::data::{Link, NameRef, Register, TargetRow, TargetUseView, Targets};

impl View {
    pub(super) fn targets(&self) -> Targets {
        let periods = self.plan.period_ids().rev();
        let with = periods.filter(|id| !self.plan.period(*id).targets.is_empty());
        let mut registers: Vec<(PeriodId, Register)> =
            with.map(|id| (id, self.register(id))).collect();
        // Labels begin anew in every period, and ids are unique on a page.
        for (id, register) in &mut registers {
            let slug = &self.plan.period(*id).slug;
            for target in &mut register.targets {
                target.id = format!("{slug}-{}", target.id);
            }
        }
        Targets { registers: registers.into_iter().map(|(_, register)| register).collect() }
    }

    pub(super) fn register_page(&self, id: PeriodId) -> Targets {
        Targets { registers: vec![self.register(id)] }
    }

    fn register(&self, id: PeriodId) -> Register {
        let period = self.plan.period(id);
        Register {
            period: self.link(self.period_label(id), Route::Register(id)),
            targets: period.targets.iter().map(|id| self.target_row(*id)).collect(),
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
            uses: target.uses.iter().map(|index| self.target_use(id, *index)).collect(),
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
                let page = self.href(Route::Objective(objective));
                let href = format!("{page}#{}", plan.key_result(key_result).slug);
                let label = plain(&plan.written_key_result(key_result).text);
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
