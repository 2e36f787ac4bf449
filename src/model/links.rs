//! Where links lead: to pages, places on them, files, the source repository, or nowhere.

use std::collections::{BTreeSet, HashMap};

use crate::config::Config;
use crate::diag::nearest;
use crate::markdown::{raw_addresses, scheme_is_safe};
use crate::source::{Location, SourcePath, Span};

use super::ids::{DocumentId, ItemId, KeyResultId, ObjectiveId};
use super::plan::{DocumentEntry, Plan};

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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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

/// Resolves the links of all documents.
pub(super) fn resolve(plan: &mut Plan, config: &Config, files: &BTreeSet<String>) {
    let index = Index::new(plan, config, files);
    let mut all = Vec::new();
    let mut broken = Vec::new();
    let mut site_links = Vec::new();
    for id in plan.document_ids() {
        let document = &plan.document(id).document;
        let mut destinations = HashMap::new();
        let mut visit = |address: &str, span: Span| {
            let (destination, fault) = index.follow(id, address);
            let at = Location { source: document.source, span };
            if let Destination::Site(address) = &destination {
                site_links.push(SiteLink { address: address.clone(), at });
            }
            if let Some(fault) = fault {
                broken.push(BrokenLink { address: address.to_owned(), at, fault });
            }
            destinations.entry(address.to_owned()).or_insert(destination);
        };
        let mut found: Vec<(String, Span)> = Vec::new();
        let mut raw: Vec<(String, Span)> = Vec::new();
        document.each_link(
            &mut |link, span| found.push((link.address.clone(), span)),
            &mut |html, span| raw.extend(raw_addresses(html).into_iter().map(|it| (it, span))),
        );
        for (address, span) in found.iter().chain(&raw) {
            visit(address, *span);
        }
        all.push(destinations);
    }
    for (entry, destinations) in plan.documents.iter_mut().zip(all) {
        entry.destinations = destinations;
    }
    plan.broken_links = broken;
    plan.site_links = site_links;
}

/// What links are looked up in.
struct Index<'a> {
    by_path: HashMap<&'a str, DocumentId>,
    anchors: Vec<HashMap<String, Anchor>>,
    files: &'a BTreeSet<String>,
    config: &'a Config,
    paths: Vec<&'a SourcePath>,
}

impl<'a> Index<'a> {
    fn new(plan: &'a Plan, config: &'a Config, files: &'a BTreeSet<String>) -> Self {
        let documents = || plan.documents.iter().map(|entry| &entry.document.path);
        let by_path = documents().zip(plan.document_ids()).map(|(path, id)| (path.as_str(), id));
        let anchors = plan.documents.iter().map(headings).collect();
        let mut index = Self {
            by_path: by_path.collect(),
            anchors,
            files,
            config,
            paths: documents().collect(),
        };
        for id in plan.objective_ids() {
            index.add_objective(plan, id);
        }
        for id in plan.item_ids() {
            let anchors = &mut index.anchors[plan.item(id).document.index()];
            let heading = plan.written_item(id).anchor.clone();
            anchors.insert(plan.item(id).slug.clone(), Anchor::Item(id));
            anchors.extend(heading.map(|heading| (heading, Anchor::Item(id))));
        }
        index
    }

    fn add_objective(&mut self, plan: &Plan, id: ObjectiveId) {
        let objective = plan.objective(id);
        let anchors = &mut self.anchors[objective.document.index()];
        if let Some(heading) = &plan.written_objective(id).anchor {
            anchors.insert(heading.clone(), Anchor::Objective(id));
        }
        anchors.insert(objective.slug.clone(), Anchor::Objective(id));
        for key_result in &objective.key_results {
            let slug = plan.key_result(*key_result).slug.clone();
            anchors.insert(slug, Anchor::KeyResult(*key_result));
        }
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
        let here = self.paths[from.index()];
        let resolved = match path.strip_prefix('/') {
            Some(top) => Some(SourcePath::new(top)),
            None => here.resolve(&path),
        };
        let Some(resolved) = resolved else { return self.outside(here, &path, fragment) };
        match self.document(resolved.as_str()) {
            Some(document) => self.anchor(document, fragment),
            None if self.files.contains(resolved.as_str()) => {
                (Destination::File(resolved.as_str().to_owned()), None)
            }
            // A generated page, as `/quarters/`, is no document.
            None if path.starts_with('/') && !is_page(&path) => {
                (Destination::Site(address.trim_start_matches('/').to_owned()), None)
            }
            None => {
                let near = nearest(resolved.as_str(), self.by_path.keys().copied());
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
        all.iter().find_map(|path| self.by_path.get(path.as_str()).copied())
    }

    fn anchor(&self, document: DocumentId, fragment: &str) -> (Destination, Option<LinkFault>) {
        let page = |anchor| Destination::Page(document, anchor);
        if fragment.is_empty() {
            return (page(Anchor::Top), None);
        }
        let anchors = &self.anchors[document.index()];
        let wanted = decoded(fragment);
        let found = anchors.get(&wanted).or_else(|| anchors.get(&wanted.to_lowercase()));
        if let Some(anchor) = found.or_else(|| shortened(anchors, &wanted)) {
            return (page(anchor.clone()), None);
        }
        let near = nearest(&wanted, anchors.keys().map(String::as_str)).map(str::to_owned);
        let path = self.paths[document.index()].as_str().to_owned();
        (Destination::Nowhere, Some(LinkFault::MissingAnchor(path, near)))
    }

    /// A path that leads out of the content folder, into the source repository.
    fn outside(
        &self,
        from: &SourcePath,
        path: &str,
        fragment: &str,
    ) -> (Destination, Option<LinkFault>) {
        let content = &self.config.content;
        let whole = SourcePath::new(&format!("{content}/{from}")).resolve(path);
        match (whole, &self.config.source_url) {
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

fn headings(entry: &DocumentEntry) -> HashMap<String, Anchor> {
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
