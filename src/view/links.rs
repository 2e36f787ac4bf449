//! Addresses on the site, and where the links of a document lead.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::config::host;
use crate::markdown::{Href, Link as MarkdownLink, LinkForm, ROOT, Resolver};
use crate::model::{Anchor, Destination, DocumentId, Home, ObjectiveId, PeriodId, TargetId};
use crate::parse::Piece;
use crate::source::Span;

use super::Route;
use super::assemble::View;
use super::data::{Link, SourceRef};
use super::lists::Member;
use super::records::SourceRecord;
use crate::words::Arg;

/// What must be escaped in a path; letters of all scripts are, `/` is not.
const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

impl View {
    /// The address of a page, from the top of the site.
    pub(super) fn href(&self, route: Route) -> String {
        self.anchor(route, &[])
    }

    /// An address on a page, from the top of the site; `end` begins with a `#`.
    pub(super) fn anchor(&self, route: Route, end: &[&str]) -> String {
        let file = self.file(route);
        let length = ROOT.len_utf8() + file.len() + end.iter().map(|it| it.len()).sum::<usize>();
        let mut address = String::with_capacity(length);
        address.push(ROOT);
        address.push_str(file);
        address.extend(end.iter().copied());
        address
    }

    pub(super) fn link(&self, label: impl Into<String>, route: Route) -> Link {
        Link { label: label.into(), href: self.href(route) }
    }

    /// Whether an address from the top of the site leads to something that is published.
    #[must_use]
    pub fn leads_somewhere(&self, address: &str) -> bool {
        self.publishes(&with_index(address))
    }

    fn publishes(&self, path: &str) -> bool {
        let end = path.find(['#', '?']).unwrap_or(path.len());
        let file = percent_decode_str(&path[..end]).decode_utf8_lossy();
        self.has_file(&file)
    }

    /// The page on which a document's text stands, as a whole.
    pub(super) fn document_route(&self, id: DocumentId) -> Route {
        match &self.plan.document(id).home {
            Home::Periods(periods) => {
                periods.first().map_or(Route::Quarters, |it| Route::Quarter(*it))
            }
            Home::Page => self.prose_route(id),
        }
    }

    fn anchored(&self, id: DocumentId, anchor: &Anchor) -> String {
        match anchor {
            Anchor::Top => self.href(self.document_route(id)),
            Anchor::Objective(objective) => self.href(Route::Objective(*objective)),
            Anchor::KeyResult(key_result) => self.key_result_href(*key_result),
            Anchor::Item(item) => self.href(Route::Item(*item)),
            Anchor::Heading(heading) => {
                let page = self.href(self.heading_route(id, heading));
                format!("{page}#{}", encoded(&self.heading_id(id, heading)))
            }
        }
    }

    /// The page on which a heading of a document stands.
    fn heading_route(&self, id: DocumentId, heading: &str) -> Route {
        let entry = self.plan.document(id);
        let Home::Periods(_) = &entry.home else { return self.document_route(id) };
        let holds = |piece: &&Piece| {
            match piece {
            Piece::Prose(blocks, _) => blocks.iter().any(|block| {
                matches!(&block.kind, crate::markdown::BlockKind::Heading { anchor, .. } if anchor == heading)
            }),
            Piece::Objective(_) | Piece::Item(_) => false,
        }
        };
        let piece = entry.document.pieces.iter().position(|piece| holds(&piece));
        let period = piece.and_then(|piece| self.piece_period(id, piece));
        period.map_or_else(|| self.document_route(id), Route::Quarter)
    }

    /// The period on whose page a piece of a document stands: its own when it has objectives, or
    /// else that of the objectives before it, or else the document's first.
    pub(super) fn piece_period(&self, id: DocumentId, piece: usize) -> Option<PeriodId> {
        let entry = self.plan.document(id);
        let Home::Periods(homes) = &entry.home else { return None };
        let pieces = &entry.document.pieces;
        let own = |piece: &Piece| match piece {
            Piece::Prose(_, period) => period.and_then(|index| {
                let name = Some(entry.document.periods[index].name);
                homes.iter().copied().find(|home| self.plan.period(*home).name == name)
            }),
            Piece::Item(_) => None,
            Piece::Objective(index) => {
                let objective = &entry.document.objectives[*index];
                let name = objective.period.map(|index| entry.document.periods[index].name);
                homes.iter().copied().find(|home| self.plan.period(*home).name == name)
            }
        };
        let up_to = pieces.get(..=piece)?;
        up_to.iter().rev().find_map(own).or(homes.first().copied())
    }

    /// The id of a document's heading on its page.
    pub(super) fn heading_id(&self, id: DocumentId, anchor: &str) -> String {
        self.renamed(id, anchor).cloned().unwrap_or_else(|| anchor.to_owned())
    }

    /// What is told of a target where its name stands: who can see its value, or else where that is
    /// kept.
    fn target_title(&self, id: TargetId) -> String {
        let target = self.plan.target(id);
        let label = ("label", Arg::Text(&target.label));
        let host = host(&target.definition.0);
        if self.config.is_member_host(host) {
            self.say("target.private", &[label, ("host", Arg::Text(host))])
        } else {
            self.say("target.title", &[label])
        }
    }

    pub(super) fn target_href(&self, id: TargetId) -> String {
        let target = self.plan.target(id);
        let page = self.moved(Member::Target(id));
        let page = page.unwrap_or(Route::Register(target.period));
        self.anchor(page, &["#", &target.slug])
    }

    /// A place in a document, with its address in the source repository.
    pub(super) fn source_record(&self, id: DocumentId, span: Option<Span>) -> SourceRecord {
        let document = &self.plan.document(id).document;
        let line = span.map(|span| self.sources.get(document.source).line(span.start));
        let url = self.config.source_url.as_ref().map(|url| {
            let content = &self.config.content;
            let path = encoded(document.path.as_str());
            let place = line.map_or_else(String::new, |line| format!("#L{line}"));
            format!("{}/{content}/{path}{place}", url.trim_end_matches('/'))
        });
        SourceRecord { path: document.path.as_str().to_owned(), line, url }
    }

    /// The same as pages show it.
    pub(super) fn source(&self, id: DocumentId, span: Option<Span>) -> SourceRef {
        let SourceRecord { path, line, url } = self.source_record(id, span);
        let label = match line.map(|line| line.to_string()) {
            Some(line) => {
                self.say("source.place", &[("path", Arg::Text(&path)), ("line", Arg::Text(&line))])
            }
            None => path.clone(),
        };
        SourceRef { path, line, href: url, label }
    }

    pub(super) fn objective_source(&self, id: ObjectiveId) -> SourceRef {
        let span = self.plan.written_objective(id).span;
        self.source(self.plan.objective(id).document, Some(span))
    }
}

/// Knows where the links of one document lead.
pub(super) struct Links<'a> {
    pub view: &'a View,
    pub document: DocumentId,
}

impl Links<'_> {
    fn lead(&self, address: &str) -> Option<Href> {
        let entry = self.view.plan.document(self.document);
        let plain = |address: String| Href { address, ..Href::default() };
        match entry.links.destinations.get(address)? {
            Destination::Page(document, anchor) => {
                Some(plain(self.view.anchored(*document, anchor)))
            }
            Destination::File(path) => Some(plain(format!("{ROOT}{}", encoded(path)))),
            Destination::Site(path) => {
                let path = with_index(path);
                self.view.publishes(&path).then(|| plain(format!("{ROOT}{path}")))
            }
            Destination::Repository(address) => {
                Some(Href { class: "external", ..plain(address.clone()) })
            }
            Destination::Elsewhere(address) => Some(self.elsewhere(address)),
            Destination::Nowhere => None,
        }
    }

    fn elsewhere(&self, address: &str) -> Href {
        let is_member = self.view.config.is_member_host(host(address));
        Href {
            address: address.to_owned(),
            class: if is_member { "member" } else { "external" },
            rel: if is_member { "nofollow" } else { "" },
            title: if is_member { self.view.say("target.members", &[]) } else { String::new() },
        }
    }
}

impl Resolver for Links<'_> {
    fn link(&self, link: &MarkdownLink, _: Span) -> Option<Href> {
        if let LinkForm::Reference(label) = &link.form
            && let Some(target) = self.view.target_by_label(self.document, label)
        {
            let title = self.view.target_title(target);
            let address = self.view.target_href(target);
            return Some(Href { address, class: "target", rel: "", title });
        }
        self.lead(&link.address)
    }

    fn raw(&self, address: &str) -> Option<String> {
        self.lead(address).map(|href| href.address)
    }

    fn issue(&self, number: &str) -> Option<String> {
        self.view.config.issues_url.as_ref().map(|url| url.replace("{number}", number))
    }

    fn here(&self, fragment: &str) -> String {
        let page = self.view.href(self.view.document_route(self.document));
        format!("{page}#{}", self.heading(fragment))
    }

    fn heading(&self, anchor: &str) -> String {
        self.view.heading_id(self.document, anchor)
    }
}

pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A path from the top of the site, with the file that a folder stands for.
fn with_index(path: &str) -> String {
    let (path, rest) = match path.find(['#', '?']) {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let last = path.rsplit('/').next().unwrap_or("");
    let file = match (last.is_empty(), last.contains('.')) {
        (true, _) => format!("{path}index.html"),
        (false, true) => path.to_owned(),
        (false, false) => format!("{path}/index.html"),
    };
    format!("{file}{rest}")
}
