//! `quarterdeck outline`: how documents were read.

mod cells;
mod text;
mod tree;

use camino::{Utf8Path, Utf8PathBuf};
use terminal_size::terminal_size;

use super::Outcome;
use super::args::{Common, Outline as Asked, OutlineFormat};
use super::talk::{Talk, result};
use crate::discover;
use crate::load::{self, Request};
use crate::model::DocumentId;
use crate::site::{Drafts, Inputs, Site};
use crate::source::SourcePath;
use crate::view::outline::Outline;
use text::Paper;

pub(super) fn outline(request: &Asked, common: &Common, talk: &Talk) -> Result<Outcome, String> {
    let mut documents = Vec::new();
    for file in &request.files {
        documents.push(read(file, common)?);
    }
    let outlines = documents.iter().map(|(site, id)| site.view().outline(*id, site.diagnostics()));
    let text = match request.format {
        OutlineFormat::Json => {
            let outline = Outline { schema: 1, documents: outlines.collect() };
            let json = serde_json::to_string_pretty(&outline).map_err(|error| error.to_string())?;
            format!("{json}\n")
        }
        OutlineFormat::Tree => {
            outlines.map(|document| tree::tree(&document)).collect::<Vec<_>>().join("\n")
        }
        OutlineFormat::Text => {
            let paper = Paper::new(talk.colours(), terminal_size().map(|(width, _)| width.0));
            let lines = documents
                .iter()
                .map(|(site, id)| paper.document(&site.view().lines(*id, site.diagnostics())));
            lines.collect::<Vec<_>>().join("\n")
        }
    };
    result(&text);
    Ok(Outcome::Clean)
}

/// The site that a document is read in, which is its own when it is a part of one.
fn read(file: &Utf8Path, common: &Common) -> Result<(Site, DocumentId), String> {
    let request = common.site(Drafts::Shown);
    let settings = load::settings(&request);
    let content = common.root.join(&settings.config.content);
    let inside = inside(file, &content);
    let (inputs, wanted) = match inside {
        Some(path) => (load::inputs(settings, &request)?, path),
        None => alone(settings, file, &request)?,
    };
    let site = Site::new(inputs);
    let plan = site.plan();
    let found = plan.document_ids().find(|id| plan.document(*id).document.path == wanted);
    let id: DocumentId = found.ok_or_else(|| format!("`{file}` is no Markdown document"))?;
    Ok((site, id))
}

/// A document by itself, whose links cannot be followed.
fn alone(
    settings: load::Settings,
    file: &Utf8Path,
    request: &Request,
) -> Result<(Inputs, SourcePath), String> {
    if !file.exists() && !file.is_symlink() {
        let meant = request.root.join(&settings.config.content).join(file);
        let hint = if meant.is_file() { format!("; `{meant}` is one") } else { String::new() };
        return Err(format!("there is no file `{file}`{hint}"));
    }
    let read = discover::file(file);
    let path = SourcePath::new(file.as_str());
    match (read.file, read.problem) {
        (Some(text), problem) => Ok((settings.with_document(text, problem, request), path)),
        (None, Some(problem)) => Err(format!("`{file}` {}", problem.kind)),
        (None, None) => Err(format!("`{file}` does not exist")),
    }
}

/// The path of `file` relative to the content folder, when it lies in it.
fn inside(file: &Utf8Path, content: &Utf8Path) -> Option<SourcePath> {
    let real = |path: &Utf8Path| -> Option<Utf8PathBuf> { path.canonicalize_utf8().ok() };
    let file = real(file)?;
    let relative = file.strip_prefix(real(content)?).ok()?;
    Some(SourcePath::new(relative.as_str()))
}
