//! Makes all files of a site.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Bytes, Site, Stage, Watch};
use crate::diag::Diagnostic;
use crate::output::{Fingerprint, Keep, OutputPath, Outputs, Take};
use crate::publish;
use crate::view::data::hash;
use crate::view::{Route, View};

impl Site {
    /// Makes all files of the site and hands each to `take` as soon as it is finished, so that they
    /// need never be in memory all at once. A page that `take` has is not filled.
    ///
    /// # Errors
    ///
    /// When templates of the user's cannot be rendered: one diagnostic for each place in them. The
    /// files that could be made have been handed over.
    pub fn each(&self, watch: &dyn Watch, take: &dyn Take) -> Result<(), Vec<Diagnostic>> {
        let common = self.common();
        watch.begins(Stage::Publish, 0);
        // The data first: much of it is in memory at once, which pages then find free.
        self.each_beside(common, take);
        self.each_page(common, watch, take)
    }

    /// Makes all files that are no pages.
    fn each_beside(&self, common: Fingerprint, take: &dyn Take) {
        let beside = Beside { own: &self.files.all, take };
        // Whoever wants to know why there is no index asks for it.
        for (path, bytes) in self.index().into_iter().flatten() {
            if let Some(path) = OutputPath::new(path) {
                beside.take(path, bytes, None);
            }
        }
        let own = || {
            self.files.all.par_iter().for_each(|(path, bytes)| {
                if let Some(path) = OutputPath::new(path) {
                    take.take(path, bytes, None);
                }
            });
        };
        rayon::join(|| publish::each(&self.view, Some(common), &beside), own);
    }

    /// All files of the site at once.
    ///
    /// # Errors
    ///
    /// As [`Site::each`].
    pub fn outputs(&self, watch: &dyn Watch) -> Result<Outputs, Vec<Diagnostic>> {
        let all = Keep::default();
        self.each(watch, &all)?;
        Ok(all.into_outputs())
    }

    /// What is wrong in templates of the user's, which only shows when they are filled.
    #[must_use]
    pub fn template_faults(&self, watch: &dyn Watch) -> Vec<Diagnostic> {
        self.each_page(self.common(), watch, &Nothing).err().unwrap_or_default()
    }

    fn each_page(
        &self,
        common: Fingerprint,
        watch: &dyn Watch,
        take: &dyn Take,
    ) -> Result<(), Vec<Diagnostic>> {
        let view = self.view.for_all();
        let routes = view.in_turn();
        watch.begins(Stage::Render, routes.len());
        let make = |route: &Route| {
            // What the user publishes wins.
            let is_own = self.files.all.contains_key(view.file(*route));
            let made = if is_own { Ok(()) } else { self.make_page(&view, *route, common, take) };
            view.done(*route);
            watch.done();
            made.err()
        };
        let failed = routes.par_iter().with_max_len(1).filter_map(make);
        let mut failed: Vec<Diagnostic> = failed.map(|diagnostic| *diagnostic).collect();
        failed.sort_by_key(|diagnostic| diagnostic.at);
        failed.dedup();
        if failed.is_empty() { Ok(()) } else { Err(failed) }
    }

    fn make_page(
        &self,
        view: &View,
        route: Route,
        common: Fingerprint,
        take: &dyn Take,
    ) -> Result<(), Box<Diagnostic>> {
        let Some(path) = OutputPath::new(view.file(route)) else { return Ok(()) };
        let (page, top) = (view.page(route), view.top(route));
        let of = common.and(hash(&(&page, path.as_str(), &top)));
        if take.has(&path, of) {
            return Ok(());
        }
        let bytes = self.fill(page, route, &top)?;
        take.take(path, &bytes, Some(of));
        Ok(())
    }

    /// What pages and the files beside them follow from, apart from what each shows itself: what all
    /// pages share, the words, and the templates of the user's. The built-in ones belong to the
    /// program.
    fn common(&self) -> Fingerprint {
        let inputs = &self.inputs;
        let texts = inputs.templates.iter().chain(&inputs.strings);
        let texts: Vec<_> =
            texts.map(|(id, name)| (name, inputs.sources.get(*id).text())).collect();
        hash(&(self.view.shared(), &inputs.config.language.value, texts))
    }
}

/// Takes what the user does not publish otherwise: that wins.
struct Beside<'a> {
    own: &'a BTreeMap<String, Bytes>,
    take: &'a dyn Take,
}

impl Take for Beside<'_> {
    fn has(&self, path: &OutputPath, of: Fingerprint) -> bool {
        self.own.contains_key(path.as_str()) || self.take.has(path, of)
    }

    fn take(&self, path: OutputPath, bytes: &[u8], of: Option<Fingerprint>) {
        if !self.own.contains_key(path.as_str()) {
            self.take.take(path, bytes, of);
        }
    }

    fn take_pieces(
        &self,
        path: OutputPath,
        pieces: &mut dyn Iterator<Item = Vec<u8>>,
        of: Option<Fingerprint>,
    ) {
        if !self.own.contains_key(path.as_str()) {
            self.take.take_pieces(path, pieces, of);
        }
    }
}

/// Keeps nothing.
struct Nothing;

impl Take for Nothing {
    fn has(&self, _: &OutputPath, _: Fingerprint) -> bool {
        false
    }

    fn take(&self, _: OutputPath, _: &[u8], _: Option<Fingerprint>) {}
}
