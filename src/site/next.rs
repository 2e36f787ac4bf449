//! How a site is made: from nothing, or from an older one, with which it shares what is the same.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::look::{Ahead, Look};
use super::{Bytes, Drafts, Indexing, Inputs, Site, Stage, Unwatched, Watch};
use crate::model::{self, Context, DocumentId, Revision, Table};
use crate::parse::{self, Document};
use crate::publish::{self, search};
use crate::render::assets;
use crate::source::{Source, SourceId, SourcePath};
use crate::view::{Edition, Files as Beside, View};

/// The documents of a site as they were read.
pub(super) struct Documents {
    /// Drafts too, in the order of the inputs.
    read: Table<Arc<Document>>,
    /// What each is in the plan, if it is shown.
    places: Arc<[Option<DocumentId>]>,
}

/// The files of a site that are no pages.
#[derive(Clone)]
pub(super) struct Files {
    /// By path from the top of the site.
    pub all: Arc<BTreeMap<String, Bytes>>,
    /// Their paths, and those of what is made for programs.
    names: Arc<HashSet<String>>,
    /// The paths of those of the content folder, from there.
    content: Arc<BTreeSet<String>>,
}

impl Site {
    /// Reads the inputs into a plan. Renders nothing.
    #[must_use]
    pub fn new(inputs: Inputs) -> Self {
        Self::make(inputs, None, Look::new, &Unwatched)
    }

    /// The same under the eyes of somebody, with a look that was begun before.
    #[must_use]
    pub fn watched(inputs: Inputs, look: &Ahead, watch: &dyn Watch) -> Self {
        Self::make(inputs, None, |inputs| look.end(inputs), watch)
    }

    /// The site of other inputs. What they share with those of this site is not read again; the
    /// result is the same as that of [`Site::new`].
    #[must_use]
    pub fn remade(&self, inputs: Inputs) -> Self {
        Self::make(inputs, Some(self), Look::new, &Unwatched)
    }

    /// The site after the texts of some of its documents changed; the result is the same as that
    /// of reading everything anew.
    #[must_use]
    pub fn edited(&self, texts: Vec<(SourceId, String)>) -> Self {
        let mut inputs = self.inputs.clone();
        let mut changed = Vec::new();
        for (id, text) in texts {
            if inputs.sources.get(id).text() != text {
                inputs.sources.replace(id, text);
                changed.push(id);
            }
        }
        match self.revised(&inputs, &changed) {
            Some(site) => site,
            None => self.remade(inputs),
        }
    }

    /// The site after edits of the sources `changed` that nothing else depends on: its plan is
    /// revised, and not resolved. `None` when that cannot be.
    fn revised(&self, inputs: &Inputs, changed: &[SourceId]) -> Option<Self> {
        let mut read = self.documents.read.clone();
        let mut edits = Vec::new();
        for source in changed {
            let index = inputs.documents.iter().position(|(id, _)| id == source)?;
            let path = &inputs.documents[index].1;
            let document = parse::document(inputs.sources.get(*source), path, &inputs.config);
            if document.fields.draft != read[index].fields.draft {
                return None;
            }
            let document = Arc::new(document);
            read[index] = Arc::clone(&document);
            edits.extend(self.documents.places[index].map(|place| (place, document)));
        }
        let context = Context { config: &inputs.config, files: &self.files.content };
        let edited: Vec<DocumentId> = edits.iter().map(|(id, _)| *id).collect();
        let Revision { plan, moved } = model::revise(&self.plan, edits, &context)?;
        let (plan, sources) = (Arc::new(plan), Arc::new(inputs.sources.clone()));
        let view = self.view.revised(Arc::clone(&plan), Arc::clone(&sources), &edited, moved);
        Some(Self {
            inputs: inputs.clone(),
            sources,
            documents: Documents { read, places: Arc::clone(&self.documents.places) },
            look: Arc::clone(&self.look),
            view,
            plan,
            files: self.files.clone(),
            data: OnceLock::new(),
            index: OnceLock::new(),
            earlier: self.last_index(),
            // Where nothing was wrong, only what was edited can be.
            suspects: (self.errors.get() == Some(&false)).then_some(edited),
            errors: OnceLock::new(),
            diagnostics: OnceLock::new(),
        })
    }

    /// The index that was made last.
    fn last_index(&self) -> Arc<search::Files> {
        match self.index.get() {
            Some(Ok(index)) => Arc::clone(index),
            _ => Arc::clone(&self.earlier),
        }
    }

    fn make(
        inputs: Inputs,
        old: Option<&Self>,
        look: impl FnOnce(&Inputs) -> Arc<Look> + Send,
        watch: &dyn Watch,
    ) -> Self {
        watch.begins(Stage::Parse, inputs.documents.len());
        let sources = Arc::new(inputs.sources.clone());
        let (read, look) = rayon::join(
            || read(&inputs, old, watch),
            || match old.filter(|old| Look::is_shared(&old.inputs, &inputs)) {
                Some(old) => Arc::clone(&old.look),
                None => look(&inputs),
            },
        );
        watch.begins(Stage::Model, 0);
        let documents = Documents::new(read, inputs.drafts);
        let files = Files::new(&inputs);
        let context = Context { config: &inputs.config, files: &files.content };
        let plan = Arc::new(model::resolve(documents.shown(), &context));
        watch.begins(Stage::View, 0);
        let view = View::new(
            Arc::clone(&plan),
            Arc::clone(&inputs.config),
            Arc::clone(&sources),
            Edition {
                words: Arc::clone(&look.words),
                today: inputs.today,
                history: Arc::clone(&inputs.history),
            },
            Beside {
                named: Arc::clone(&files.names),
                may_be: |path| publish::may_be(path) || path.ends_with("card.png"),
            },
        );
        let earlier = match (old, &inputs.indexing) {
            (Some(old), _) => old.last_index(),
            (None, Indexing::Made(earlier)) => Arc::clone(earlier),
            (None, Indexing::Left) => Arc::default(),
        };
        Self {
            inputs,
            sources,
            documents,
            look,
            view,
            plan,
            files,
            data: OnceLock::new(),
            index: OnceLock::new(),
            earlier,
            suspects: None,
            errors: OnceLock::new(),
            diagnostics: OnceLock::new(),
        }
    }
}

impl Documents {
    fn new(read: Vec<Arc<Document>>, drafts: Drafts) -> Self {
        let mut shown = 0;
        let places = read.iter().map(|document| {
            let is_shown = drafts == Drafts::Shown || !document.fields.draft;
            is_shown.then(|| {
                shown += 1;
                DocumentId::new(shown - 1)
            })
        });
        Self { places: places.collect(), read: read.into_iter().collect() }
    }

    /// Those that the plan is made of.
    fn shown(&self) -> Vec<Arc<Document>> {
        let all = self.read.iter().zip(&*self.places);
        all.filter(|(_, place)| place.is_some()).map(|(document, _)| Arc::clone(document)).collect()
    }
}

impl Files {
    fn new(inputs: &Inputs) -> Self {
        let mut all: BTreeMap<String, Bytes> =
            assets().map(|(path, bytes)| (path.to_owned(), bytes.into())).collect();
        for own in [&inputs.content_files, &inputs.static_files] {
            all.extend(own.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes))));
        }
        let names = all.keys().cloned().chain(publish::FILES.map(str::to_owned)).collect();
        let content = inputs.content_files.keys().cloned().collect();
        Self { all: Arc::new(all), names: Arc::new(names), content: Arc::new(content) }
    }
}

/// The documents, read; those whose texts the old site had are not read again.
fn read(inputs: &Inputs, old: Option<&Site>, watch: &dyn Watch) -> Vec<Arc<Document>> {
    let old = old.filter(|old| old.inputs.config == inputs.config);
    let read = |(index, (id, path)): (usize, &(SourceId, SourcePath))| {
        let source = inputs.sources.get(*id);
        let known = old.filter(|old| {
            old.inputs.documents.get(index).is_some_and(|(old_id, old_path)| {
                (old_id, old_path) == (id, path) && same(old.sources.get(*id), source)
            })
        });
        let document = match known {
            Some(old) => Arc::clone(&old.documents.read[index]),
            None => Arc::new(parse::document(source, path, &inputs.config)),
        };
        watch.done();
        document
    };
    // Some take much longer than others.
    inputs.documents.par_iter().with_max_len(1).enumerate().map(read).collect()
}

/// Whether two sources are one and the same, or have the same text.
pub(super) fn same(old: &Source, new: &Source) -> bool {
    std::ptr::eq(old, new) || old.text() == new.text()
}
