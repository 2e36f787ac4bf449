//! What is wrong with the addresses of a site: two things at one, or nothing where a link leads.

use crate::check;
use crate::diag::{Diagnostic, rules};
use crate::model::Plan;
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
