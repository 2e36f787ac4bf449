//! What a page is, said to search engines in the vocabulary of <https://schema.org>.

use serde_json::{Value, json};

use super::Route;
use super::data::Link;
use crate::markdown::ROOT;

/// The way to a page, and on the overview who speaks and where the data are, as JSON-LD. It may
/// stand in a `script` element: nothing in it can end one.
pub(super) fn structured(
    base: &str,
    site: &str,
    crumbs: &[Link],
    route: Route,
    about: &str,
) -> String {
    let mut graph: Vec<Value> = Vec::new();
    if route == Route::Overview {
        graph.push(json!({ "@type": "Organization", "@id": format!("{base}#organization"), "name": site, "url": base }));
        graph.push(json!({
            "@type": "Dataset", "name": site, "description": about, "url": base,
            "creator": { "@id": format!("{base}#organization") },
            "distribution": [
                download(base, "plan", "json", "application/json"),
                download(base, "key-results", "csv", "text/csv"),
                download(base, "roadmap", "csv", "text/csv"),
            ],
        }));
    }
    if !crumbs.is_empty() {
        let items = crumbs.iter().enumerate().map(|(index, crumb)| {
            let address = crumb.href.replace(ROOT, base).replace("index.html", "");
            json!({ "@type": "ListItem", "position": index + 1, "name": crumb.label, "item": address })
        });
        let items: Vec<Value> = items.collect();
        graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": items }));
    }
    if graph.is_empty() {
        return String::new();
    }
    json!({ "@context": "https://schema.org", "@graph": graph }).to_string().replace('<', "\\u003c")
}

fn download(base: &str, name: &str, ending: &str, kind: &str) -> Value {
    let address = format!("{base}api/v1/{name}.{ending}");
    json!({ "@type": "DataDownload", "encodingFormat": kind, "contentUrl": address })
}
