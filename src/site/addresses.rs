//! What is wrong with the addresses of a site: two things at one, or nothing where a link leads.

use super::Site;
use crate::check;
use crate::diag::{Diagnostic, rules};
use crate::model::Plan;
use crate::publish::{self, search};
use crate::render::assets;
use crate::source::{Location, Span};
use crate::view::{Route, TakenBy, View};

/// Links to addresses from the top of the site where nothing is published.
pub(super) fn lost_links(view: &View, plan: &Plan) -> Vec<Diagnostic> {
    let lost = plan.site_links().filter(|link| !view.leads_somewhere(&link.address));
    lost.map(|link| check::missing_page(&format!("/{}", link.address), None, link.at)).collect()
}

/// Documents whose pages would stand where another page does.
pub(super) fn collisions(view: &View, plan: &Plan) -> Vec<Diagnostic> {
    let found = view.collisions().iter();
    found
        .map(|collision| {
            let document = &plan.document(collision.other).document;
            let span = document.title.as_ref().map_or(Span::default(), |title| title.span);
            let file = view.file(collision.kept);
            let address = file.strip_suffix("index.html").unwrap_or(file);
            let message = format!("this page would have the address `/{address}`, which is taken");
            let at = Location { source: document.source, span };
            let diagnostic = Diagnostic::new(&rules::PAGE_COLLISION, at, message);
            match collision.kept {
                Route::Prose(kept) => {
                    let kept = &plan.document(kept).document;
                    let at = Location { source: kept.source, span: Span::default() };
                    diagnostic.also(at, "by this document").help("rename one of the two")
                }
                _ => {
                    diagnostic.label("a page of the plan stands there").help("rename this document")
                }
            }
        })
        .collect()
}

/// Whether a file of the content folder may have the address of one that the program makes.
#[must_use]
pub fn may_collide(path: &str) -> bool {
    let endings = [".html", "card.png"];
    publish::may_be(path)
        || path.starts_with(search::FOLDER)
        || endings.iter().any(|it| path.ends_with(it))
        || assets().any(|(name, _)| name == path)
}

/// Files of the content folder that would stand in the place of what the program makes, as only
/// those of `static/` and of the theme may.
pub(super) fn displaced(site: &Site) -> Vec<Diagnostic> {
    let inputs = &site.inputs;
    let own = inputs.content_files.keys();
    let own = own.filter(|path| may_collide(path) && !inputs.static_files.contains_key(*path));
    let found = own.filter(|path| site.makes(path)).map(|path| {
        let folder = &inputs.config.content;
        let full = if folder.is_empty() { path.clone() } else { format!("{folder}/{path}") };
        let source = inputs.sources.iter().find(|it| it.path().as_str() == full);
        let source = source.map_or_else(Default::default, crate::source::Source::id);
        let address = path.strip_suffix("index.html").unwrap_or(path);
        let message = format!("this file would have the address `/{address}`, which is taken");
        let help =
            format!("rename this file, or move it to `static/{path}` if it is to take the place");
        let at = Location { source, span: Span::default() };
        Diagnostic::new(&rules::PAGE_COLLISION, at, message)
            .label("what is made of the plan stands there")
            .help(help)
    });
    found.collect()
}

/// Former addresses that something else has.
pub(super) fn taken_aliases(view: &View) -> Vec<Diagnostic> {
    let found = view.taken_aliases().iter().map(|alias| {
        let message = format!("the alias `{}` is taken", alias.address);
        let diagnostic = Diagnostic::new(&rules::PAGE_ALIAS_TAKEN, alias.at, message)
            .help("delete this alias, or write the address that the page really had");
        match alias.by {
            TakenBy::Page(route) => {
                let file = view.file(route);
                let address = file.strip_suffix("index.html").unwrap_or(file);
                diagnostic.label(format!("the page `/{address}` stands there"))
            }
            TakenBy::Alias(first) => diagnostic.also(first, "this alias was first"),
            TakenBy::File => diagnostic.label("a file or a folder of the site stands there"),
        }
    });
    found.collect()
}
