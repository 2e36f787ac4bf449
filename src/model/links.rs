//! Where links lead: to pages, places on them, files, the source repository, or nowhere.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::diag::nearest;
use crate::markdown::{raw_addresses, scheme_is_safe};
use crate::source::{Location, SourcePath, Span};

use super::ids::{DocumentId, ItemId, KeyResultId, ObjectiveId};
use super::plan::{DocumentEntry, Plan};
use super::resolve::Context;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A document's page, and a place on it.
    Page(DocumentId, Anchor),
    /// A file that is published as it is, by its path relative to the content folder.
    File(String),
    /// An address elsewhere.
    Elsewhere(String),
    /// An address from the top of the site, as written.
    Site(String),
    /// A place in the source repository.
    Repository(String),
    /// Nowhere: the text stays, unlinked.
    Nowhere,
}

/// A place on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The page as a whole.
    Top,
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
    /// An item of a roadmap.
    Item(ItemId),
    /// A heading, by its anchor in the document.
    Heading(String),
}

/// A link that does not lead where its author meant.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenLink {
    /// The address as written.
    pub address: String,
    /// Where it is written.
    pub at: Location,
    /// What is wrong.
    pub fault: LinkFault,
}

/// A link to an address from the top of the site that names no document and no file of the
/// content folder.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteLink {
    /// The address, without the `/` it starts with.
    pub address: String,
    /// Where it is written.
    pub at: Location,
}

/// Why a link is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// No such page; perhaps this one was meant.
    MissingPage(Option<String>),
    /// The page has no such anchor; perhaps this one was meant.
    MissingAnchor(String, Option<String>),
    /// It leads out of the content folder, and no source repository is configured.
    OutsideContent,
    /// Its scheme is not safe to publish.
    UnsafeScheme,
}

/// The links of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinksOut {
    /// Where they lead, by address as written.
    pub destinations: BTreeMap<String, Destination>,
    /// Those that lead nowhere.
    pub broken: Vec<BrokenLink>,
    /// Those to pages from the top of the site.
    pub to_site: Vec<SiteLink>,
}

/// Resolves the links of all documents.
pub(super) fn resolve(plan: &mut Plan, context: &Context<'_>) {
    let index = Index::new(plan, context);
    let ids: Vec<DocumentId> = plan.document_ids().collect();
    let all: Vec<Option<LinksOut>> = ids.par_iter().map(|id| index.links_of(*id)).collect();
    for (id, links) in ids.into_iter().zip(all) {
        if let Some(links) = links {
            plan.documents[id.index()].links = Arc::new(links);
        }
    }
}

/// What links are looked up in.
pub(super) struct Index<'a> {
    plan: &'a Plan,
    context: &'a Context<'a>,
    /// Documents in the order of their paths.
    by_path: OnceLock<Vec<DocumentId>>,
    /// The places in each document, found out when the first link leads into it.
    anchors: Vec<OnceLock<Anchors>>,
}

/// The places in a document by their names.
pub(super) type Anchors = HashMap<String, Anchor>;

impl<'a> Index<'a> {
    pub(super) fn new(plan: &'a Plan, context: &'a Context<'a>) -> Self {
        let anchors = std::iter::repeat_with(OnceLock::new).take(plan.documents.len()).collect();
        Self { plan, context, by_path: OnceLock::new(), anchors }
    }

    /// Follows the links of a document, if it has any.
    pub(super) fn links_of(&self, id: DocumentId) -> Option<LinksOut> {
        let document = &self.plan.document(id).document;
        let mut found: Vec<(Cow<'_, str>, Span)> = Vec::new();
        let mut raw: Vec<(Cow<'_, str>, Span)> = Vec::new();
        document.each_link(
            &mut |link, span| found.push((Cow::Borrowed(&link.address), span)),
            &mut |html, span| {
                raw.extend(raw_addresses(html).into_iter().map(|it| (Cow::Owned(it), span)));
            },
        );
        let mut out = LinksOut::default();
        for (address, span) in found.iter().chain(&raw) {
            let (destination, fault) = self.follow(id, address);
            let at = Location { source: document.source, span: *span };
            if let Destination::Site(address) = &destination {
                out.to_site.push(SiteLink { address: address.clone(), at });
            }
            if let Some(fault) = fault {
                out.broken.push(BrokenLink { address: address.to_string(), at, fault });
            }
            out.destinations.entry(address.to_string()).or_insert(destination);
        }
        (!out.destinations.is_empty()).then_some(out)
    }

    /// The places in a document.
    fn anchors(&self, id: DocumentId) -> &Anchors {
        self.anchors[id.index()].get_or_init(|| anchors(self.plan, id))
    }

    fn path(&self, id: DocumentId) -> &'a SourcePath {
        &self.plan.document(id).document.path
    }

    /// The document at `path`.
    fn at(&self, path: &str) -> Option<DocumentId> {
        let by_path = self.by_path.get_or_init(|| {
            let mut all: Vec<DocumentId> = self.plan.document_ids().collect();
            all.sort_by_key(|id| self.path(*id).as_str());
            all
        });
        let found = by_path.binary_search_by_key(&path, |id| self.path(*id).as_str());
        found.ok().map(|at| by_path[at])
    }

    /// Follows an address from a document.
    fn follow(&self, from: DocumentId, address: &str) -> (Destination, Option<LinkFault>) {
        if !scheme_is_safe(address) {
            return (Destination::Nowhere, Some(LinkFault::UnsafeScheme));
        }
        if has_scheme(address) || address.starts_with("//") {
            return (Destination::Elsewhere(address.to_owned()), None);
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let path = decoded(path);
        if path.is_empty() {
            return self.anchor(from, fragment);
        }
        let here = self.path(from);
        let resolved = match path.strip_prefix('/') {
            Some(top) => Some(SourcePath::new(top)),
            None => here.resolve(&path),
        };
        let Some(resolved) = resolved else { return self.outside(here, &path, fragment) };
        match self.document(resolved.as_str()) {
            Some(document) => self.anchor(document, fragment),
            None if self.context.files.contains(resolved.as_str()) => {
                (Destination::File(resolved.as_str().to_owned()), None)
            }
            // A generated page, as `/quarters/`, is no document.
            None if path.starts_with('/') && !is_page(&path) => {
                (Destination::Site(address.trim_start_matches('/').to_owned()), None)
            }
            None => {
                let near = nearest(resolved.as_str(), self.paths());
                let near = near.map(|near| relative(here.folder(), near));
                (Destination::Nowhere, Some(LinkFault::MissingPage(near)))
            }
        }
    }

    /// The document that a path names: itself, or the index of a folder.
    fn document(&self, path: &str) -> Option<DocumentId> {
        let tries = [
            path.to_owned(),
            format!("{path}.md"),
            format!("{path}/index.md"),
            format!("{path}/README.md"),
        ];
        let top = ["index.md", "README.md"].map(str::to_owned);
        let all = if path.is_empty() { top.to_vec() } else { tries.to_vec() };
        all.iter().find_map(|path| self.at(path))
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.plan.documents.iter().map(|entry| entry.document.path.as_str())
    }

    fn anchor(&self, document: DocumentId, fragment: &str) -> (Destination, Option<LinkFault>) {
        let page = |anchor| Destination::Page(document, anchor);
        if fragment.is_empty() {
            return (page(Anchor::Top), None);
        }
        let anchors = self.anchors(document);
        let wanted = decoded(fragment);
        let found = anchors.get(&wanted).or_else(|| anchors.get(&wanted.to_lowercase()));
        if let Some(anchor) = found.or_else(|| shortened(anchors, &wanted)) {
            return (page(anchor.clone()), None);
        }
        let mut names: Vec<&str> = anchors.keys().map(String::as_str).collect();
        names.sort_unstable();
        let near = nearest(&wanted, names).map(str::to_owned);
        let path = self.path(document).as_str().to_owned();
        (Destination::Nowhere, Some(LinkFault::MissingAnchor(path, near)))
    }

    /// A path that leads out of the content folder, into the source repository.
    fn outside(
        &self,
        from: &SourcePath,
        path: &str,
        fragment: &str,
    ) -> (Destination, Option<LinkFault>) {
        let content = &self.context.config.content;
        let whole = SourcePath::new(&format!("{content}/{from}")).resolve(path);
        match (whole, &self.context.config.source_url) {
            (Some(whole), Some(url)) => {
                let fragment =
                    if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
                let address = format!("{}/{whole}{fragment}", url.trim_end_matches('/'));
                (Destination::Repository(address), None)
            }
            _ => (Destination::Nowhere, Some(LinkFault::OutsideContent)),
        }
    }
}

/// The anchor of which `wanted` is the beginning, up to a whole word, if there is only one: a
/// permalink made of a long sentence may be shortened.
fn shortened<'a>(anchors: &'a HashMap<String, Anchor>, wanted: &str) -> Option<&'a Anchor> {
    let longer =
        |anchor: &&String| anchor.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('-'));
    let mut found = anchors.iter().filter(|(anchor, _)| longer(anchor));
    let (_, first) = found.next().filter(|_| wanted.contains('-'))?;
    found.all(|(_, other)| other == first).then_some(first)
}

/// The places in a document: its objectives, key results and items by their ids, and its headings.
pub(super) fn anchors(plan: &Plan, id: DocumentId) -> Anchors {
    let entry = plan.document(id);
    let mut anchors = headings(entry);
    for index in 0..entry.document.objectives.len() {
        let id = plan.objective_at(id, index);
        let objective = plan.objective(id);
        if let Some(heading) = &plan.written_objective(id).anchor {
            anchors.insert(heading.clone(), Anchor::Objective(id));
        }
        anchors.insert(objective.slug.clone(), Anchor::Objective(id));
        for key_result in &objective.key_results {
            let slug = plan.key_result(*key_result).slug.clone();
            anchors.insert(slug, Anchor::KeyResult(*key_result));
        }
    }
    for id in plan.items_in(id) {
        let heading = plan.written_item(id).anchor.clone();
        anchors.insert(plan.item(id).slug.clone(), Anchor::Item(id));
        anchors.extend(heading.map(|heading| (heading, Anchor::Item(id))));
    }
    anchors
}

fn headings(entry: &DocumentEntry) -> Anchors {
    let anchors = entry.document.anchors.iter();
    let folded = entry.document.folded.iter();
    let title = entry.document.title_anchor.iter().chain(folded);
    let title = title.map(|anchor| (anchor.clone(), Anchor::Top));
    anchors.map(|anchor| (anchor.clone(), Anchor::Heading(anchor.clone()))).chain(title).collect()
}

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

fn is_page(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".md", ".markdown", ".mdx"].iter().any(|end| lower.ends_with(end))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The way from `folder` to `path`, both relative to the content folder.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}
