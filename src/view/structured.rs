//! What a page is, said to search engines in the vocabulary of <https://schema.org>.

use serde_json::{Value, json};

use super::Route;
use super::assemble::View;
use super::data::Link;
use crate::markdown::ROOT;

impl View {
    /// The way to a page, and where what it says can be had as data, as JSON-LD; nothing where the
    /// site's own address is not known. It may stand in a `script` element: nothing in it can end
    /// one.
    pub(super) fn structured(
        &self,
        route: Route,
        crumbs: &[Link],
        title: &str,
        about: &str,
    ) -> String {
        let Some(base) = &self.config.base_url else { return String::new() };
        let mut graph: Vec<Value> = Vec::new();
        if route == Route::Overview {
            let name = self.site_title();
            let id = organization(base);
            graph.push(json!({ "@type": "Organization", "@id": id, "name": name, "url": base }));
        }
        graph.extend(self.dataset(base, route, title, about));
        if !crumbs.is_empty() {
            let outside = |href: &str| href.replace(ROOT, base).replace("index.html", "");
            let above = crumbs.iter().map(|crumb| (&*crumb.label, outside(&crumb.href)));
            let steps = above.chain([(title, self.address(route))]).enumerate();
            let steps = steps.map(|(index, (name, address))| {
                json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": address })
            });
            let steps: Vec<Value> = steps.collect();
            graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": steps }));
        }
        if graph.is_empty() {
            return String::new();
        }
        let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
        text.replace('<', "\\u003c")
    }

    fn dataset(&self, base: &str, route: Route, title: &str, about: &str) -> Option<Value> {
        let parts = self.data_of(route);
        if parts.is_empty() {
            return None;
        }
        let downloads: Vec<Value> = parts.iter().map(|part| download(base, part)).collect();
        let mut dataset = json!({
            "@type": "Dataset", "name": title, "description": about, "url": self.address(route),
            "inLanguage": self.config.language.value, "isAccessibleForFree": true,
            "creator": { "@type": "Organization", "@id": organization(base), "name": self.site_title() },
            "distribution": downloads,
        });
        if let Route::Quarter(id) = route
            && let Some(range) = self.plan.period(id).range
        {
            dataset["temporalCoverage"] = format!("{}/{}", range.starts(), range.ends()).into();
        }
        Some(dataset)
    }

    /// The files that hold what a page shows as data, below `api/v1/`, and their endings.
    fn data_of(&self, route: Route) -> Vec<(String, &'static str)> {
        let plan = &*self.plan;
        let json = |path: String| vec![(path, "json")];
        let table = |name: &str| (name.to_owned(), "csv");
        match route {
            Route::Overview => {
                vec![("plan".to_owned(), "json"), table("key-results"), table("roadmap")]
            }
            Route::Quarter(id) => json(format!("quarters/{}", plan.period(id).slug)),
            Route::Roadmap => vec![("roadmap".to_owned(), "json"), table("roadmap")],
            Route::Team(id) => json(format!("teams/{}", plan.team(id).slug)),
            Route::Owner(id) => json(format!("owners/{}", plan.owner(id).slug)),
            _ => Vec::new(),
        }
    }
}

/// The name by which what is said on several pages is known as one.
fn organization(base: &str) -> String {
    format!("{base}#organization")
}

fn download(base: &str, (path, ending): &(String, &'static str)) -> Value {
    let kind = if *ending == "csv" { "text/csv" } else { "application/json" };
    let address = format!("{base}api/v1/{path}.{ending}");
    json!({ "@type": "DataDownload", "encodingFormat": kind, "contentUrl": address })
}
