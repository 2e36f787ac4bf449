//! `quarterdeck init`.

use std::fmt::Write as _;

use camino::Utf8Path;

use super::Outcome;
use super::args::{Common, Init};
use super::talk::Talk;
use crate::discover::CONFIG;
use crate::init::{self, Folder, Report};
use crate::load;
use crate::site::Drafts;

pub(super) fn init(words: &Init, common: &Common, talk: &Talk) -> Result<Outcome, String> {
    let root = words.folder.as_deref().unwrap_or(&common.root);
    let today = common.today.unwrap_or_else(load::today);
    let (report, folders) = if words.here {
        let (content, folders) = content(root, common)?;
        (init::here(root, today, content.as_deref()), folders)
    } else {
        (init::new(root, today), Vec::new())
    };
    let report = report.map_err(|error| error.to_string())?;
    talk.say(&told(&report, &folders, root));
    Ok(Outcome::Clean)
}

/// The content folder of a folder that holds something, and all that could be it: the one that is
/// configured, or the one with the most objectives.
fn content(root: &Utf8Path, common: &Common) -> Result<(Option<String>, Vec<Folder>), String> {
    if root.join(CONFIG).exists() {
        let request = load::Request { root: root.to_owned(), ..common.site(Drafts::Shown) };
        return Ok((Some(load::settings(&request).config.content), Vec::new()));
    }
    let folders = init::survey(root).map_err(|error| error.to_string())?;
    if folders.first().is_some_and(|folder| folder.path == ".") {
        return Err(format!(
            "the goals stand at the top of `{root}`; move them into a folder of their own, such as \
             `content`, and try again"
        ));
    }
    Ok((folders.first().map(|folder| folder.path.clone()), folders))
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

fn told(report: &Report, folders: &[Folder], root: &Utf8Path) -> String {
    let mut text = String::new();
    for (index, folder) in folders.iter().enumerate() {
        let documents = counted(folder.documents, "document");
        let objectives = counted(folder.objectives, "objective");
        let key_results = counted(folder.key_results, "key result");
        let items = counted(folder.items, "roadmap item");
        let path = &folder.path;
        let chosen = if index == 0 { "content folder" } else { "could be it, too" };
        let _ = writeln!(
            text,
            "{chosen}: {path} ({documents} with {objectives}, {key_results} and {items})"
        );
    }
    for path in &report.made {
        let _ = writeln!(text, "made {path}");
    }
    for path in &report.kept {
        let _ = writeln!(text, "kept {path} as it was");
    }
    if report.kept.iter().any(|path| path.ends_with(".gitignore")) {
        text.push_str(
            "a line `/public/` in .gitignore keeps the finished site out of the repository\n",
        );
    }
    let folder = if root == "." { String::new() } else { format!(" --root {root}") };
    let _ = write!(
        text,
        "\nsee it:     quarterdeck serve --open{folder}\npublish it: push it to GitHub and choose \
         `GitHub Actions` in Settings, Pages, Source\n"
    );
    text
}
