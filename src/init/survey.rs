//! Where in a folder the goals and roadmaps stand.

use std::collections::BTreeMap;

use camino::Utf8Path;

use crate::config::Config;
use crate::discover::{self, DiscoverError};
use crate::parse;
use crate::source::Sources;

/// A folder with goals or roadmaps in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The folder, relative to what was looked at; `.` for itself.
    pub path: String,
    /// How many documents hold objectives or items of a roadmap.
    pub documents: usize,
    /// How many objectives they hold.
    pub objectives: usize,
    /// How many key results they hold.
    pub key_results: usize,
    /// How many items of roadmaps they hold.
    pub items: usize,
}

/// The folders at the top of `root` that hold goals or roadmaps, those with the most first, each
/// narrowed to the folder in it that holds all of them.
///
/// # Errors
///
/// When `root` is no folder.
pub fn survey(root: &Utf8Path) -> Result<Vec<Folder>, DiscoverError> {
    let (config, mut sources) = (Config::default(), Sources::default());
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for file in discover::documents(root)? {
        let path = file.path.clone();
        let id = sources.add(file.path, file.text);
        let document = parse::document(sources.get(id), &path, &config);
        if document.objectives.is_empty() && document.items.is_empty() {
            continue;
        }
        let top = path.folder().split('/').next().unwrap_or_default();
        let folder = folders.entry(top.to_owned()).or_default();
        folder.path = match folder.documents {
            0 => path.folder().to_owned(),
            _ => common(&folder.path, path.folder()),
        };
        folder.documents += 1;
        folder.objectives += document.objectives.len();
        folder.key_results +=
            document.objectives.iter().map(|it| it.key_results.len()).sum::<usize>();
        folder.items += document.items.len();
    }
    let mut all: Vec<Folder> = folders.into_values().map(named).collect();
    all.sort_by_key(|it| std::cmp::Reverse((it.objectives + it.key_results, it.items)));
    Ok(all)
}

/// The folder that holds both.
fn common(one: &str, other: &str) -> String {
    let shared = one.split('/').zip(other.split('/')).take_while(|(one, other)| one == other);
    shared.map(|(part, _)| part).collect::<Vec<_>>().join("/")
}

fn named(mut folder: Folder) -> Folder {
    if folder.path.is_empty() {
        ".".clone_into(&mut folder.path);
    }
    folder
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn the_folder_of_both_is_made_of_whole_names() {
        assert_eq!(common("plans/okrs/2020", "plans/okrs/2021"), "plans/okrs");
        assert_eq!(common("plans/okrs", "plans/okrs-old"), "plans");
        assert_eq!(common("a", "b"), "");
    }
}
