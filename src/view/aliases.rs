//! Former addresses of pages: which of them lead on, and which are taken.

use std::collections::{HashMap, HashSet};

use crate::model::DocumentId;
use crate::source::Location;

use super::Route;
use super::assemble::View;
use super::data::{Alias, Head, Link};

/// A former address that something else has.
#[derive(Clone, Debug)]
pub struct TakenAlias {
    /// The address as its author wrote it.
    pub address: String,
    /// Where it is written.
    pub at: Location,
    /// What has it.
    pub by: TakenBy,
}

/// What has an address.
#[derive(Clone, Debug)]
pub enum TakenBy {
    /// A page.
    Page(Route),
    /// An alias that is written there.
    Alias(Location),
    /// A file, or the folder of one.
    File,
}

/// The names that are taken, as file systems tell them apart that take capitals for small letters.
pub(super) struct Taken {
    /// Each with its page, if it is one.
    files: HashMap<String, Option<Route>>,
    folders: HashSet<String>,
}

impl Taken {
    pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, Option<Route>)>) -> Self {
        let mut taken = Self { files: HashMap::new(), folders: HashSet::new() };
        files.for_each(|(file, route)| taken.add(file, route));
        taken
    }

    fn add(&mut self, file: &str, route: Option<Route>) {
        let file = file.to_lowercase();
        self.folders.extend(folders(&file).map(str::to_owned));
        self.files.insert(file, route);
    }

    fn holder(&self, file: &str) -> Option<Route> {
        self.files.get(&file.to_lowercase()).copied().flatten()
    }

    /// Whether `file` can stand beside all others.
    fn is_free(&self, file: &str, reserved: fn(&str) -> bool) -> bool {
        let file = file.to_lowercase();
        let mut above = folders(&file);
        !self.files.contains_key(&file)
            && !self.folders.contains(&file)
            && !above.any(|folder| self.files.contains_key(folder) || reserved(folder))
    }
}

/// The folders above a file, from the top down.
fn folders(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').map(|(at, _)| &file[..at])
}

impl View {
    /// The former addresses of all documents' pages that are free, and what has the others.
    pub(super) fn sift_aliases(&self, mut taken: Taken) -> (Vec<Route>, Vec<TakenAlias>) {
        let (mut free, mut lost) = (Vec::new(), Vec::new());
        for id in self.plan.document_ids() {
            for index in 0..self.plan.document(id).document.fields.aliases.len() {
                let route = Route::Alias(id, index);
                let file = route.file(&self.plan);
                if taken.is_free(&file, self.reserved) {
                    taken.add(&file, Some(route));
                    free.push(route);
                } else if let Some((address, at)) = self.written_alias(id, index) {
                    let by = match taken.holder(&file) {
                        Some(Route::Alias(id, index)) => self
                            .written_alias(id, index)
                            .map_or(TakenBy::File, |(_, first)| TakenBy::Alias(first)),
                        Some(page) => TakenBy::Page(page),
                        None => TakenBy::File,
                    };
                    lost.push(TakenAlias { address, at, by });
                }
            }
        }
        (free, lost)
    }

    fn written_alias(&self, id: DocumentId, index: usize) -> Option<(String, Location)> {
        let document = &self.plan.document(id).document;
        let alias = document.fields.aliases.get(index)?;
        let at = Location { source: document.source, span: alias.span };
        Some((alias.value.clone(), at))
    }

    /// What stands at a former address: everything that is said elsewhere about the page it leads
    /// to, and the way there.
    pub(super) fn alias_page(&self, id: DocumentId) -> (Head, Alias) {
        let to = self.document_route(id);
        let head = self.head(to);
        let alias = Alias { to: self.link(head.title.clone(), to) };
        let (crumbs, structured_json) = (Vec::<Link>::new(), String::new());
        (Head { kind: "alias", crumbs, structured_json, ..head }, alias)
    }
}
