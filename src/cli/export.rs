//! `quarterdeck export`: the plan as data.

use super::Outcome;
use super::args::{Common, Export, ExportFormat};
use super::build::judge;
use super::talk::{Talk, result};
use crate::diag::Severity;
use crate::load;
use crate::publish;
use crate::site::{Drafts, Site};

pub(super) fn export(export: &Export, common: &Common, talk: &Talk) -> Result<Outcome, String> {
    if export.format == ExportFormat::Schema {
        result(publish::SCHEMA);
        return Ok(Outcome::Clean);
    }
    let request = common.site(Drafts::of(export.drafts));
    let inputs = load::inputs_and_checkout(load::settings(&request), &request)?;
    let site = Site::new(load::dated(inputs));
    talk.diagnostics(site.diagnostics(), Severity::Error, site.sources());
    let records = site.view().records();
    let csv = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    result(&match export.format {
        ExportFormat::Csv => csv(publish::key_results(&records)),
        ExportFormat::RoadmapCsv => csv(publish::items(&records)),
        _ => publish::pretty(&records),
    });
    Ok(judge(site.diagnostics(), common))
}
