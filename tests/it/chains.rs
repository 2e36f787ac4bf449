//! The links of the sample's plan: from every key result and every roadmap item up to an objective
//! of the company, and from the company's objectives down to every key result and item; in the
//! plan, and on the pages that readers follow.

use std::collections::{BTreeMap, BTreeSet};

use quarterdeck::config;
use quarterdeck::model::{self, Context, ItemId, ObjectiveId, Plan, Supported};
use quarterdeck::parse;
use quarterdeck::source::{SourcePath, Sources};
use scraper::Html;

use crate::crawl::target;
use crate::pages::{files, project, read};
use crate::support::{Pages, css, sample};

/// The team whose objectives are the company's, in `quarterdeck.toml`.
const COMPANY: &str = "Company";

/// The links of an objective's or item's page to what it supports, nearest first.
const UP: &str = "ol.why a:not(.chain-owner)";
/// The links of an objective's page to the objectives below it.
const CHILDREN: &str = ".tree .card-title a";
/// The links of an objective's page to the items that serve it or its key results.
const ITEMS: &str = ".kr-items a, section[aria-labelledby='qd_items'] a";
/// An objective's own key results on its page.
const KEY_RESULTS: &str = "li.kr[id]";

#[test]
fn in_the_plan_every_key_result_and_item_leads_to_the_company() {
    let plan = plan();
    let top = |id: ObjectiveId| plan.why(id).last().unwrap_or(id);
    let is_company = |id: ObjectiveId| {
        let owner = plan.objective(id).owner();
        let team = owner.and_then(|owner| plan.owner(owner).team);
        team.is_some_and(|team| plan.team(team).name == COMPANY)
    };
    let mut lost = Vec::new();
    for key_result in plan.key_results.iter().filter(|it| !is_company(top(it.objective))) {
        lost.push(&*key_result.words);
    }
    for item in &plan.items {
        let served = item.supports.iter().map(|it| match *it {
            Supported::Objective(id) => id,
            Supported::KeyResult(id) => plan.key_result(id).objective,
        });
        if !served.map(top).any(is_company) {
            lost.push(&item.slug);
        }
    }
    assert!(lost.is_empty(), "nothing of the company is above {lost:#?}");
    let (key_results, items) = (plan.key_results.len(), plan.items.len());
    println!("up, in the plan: {key_results} key results, {items} items");
    assert!(key_results > 0 && items > 0);
}

#[test]
fn in_the_plan_the_company_leads_to_every_key_result_and_item() {
    let plan = plan();
    let (mut key_results, mut items) = (BTreeSet::new(), BTreeSet::<ItemId>::new());
    let mut open: Vec<ObjectiveId> =
        plan.objective_ids().filter(|id| plan.objective(*id).parent.is_none()).collect();
    while let Some(id) = open.pop() {
        let objective = plan.objective(id);
        open.extend(&objective.children);
        items.extend(&objective.items);
        for id in &objective.key_results {
            key_results.insert(*id);
            items.extend(&plan.key_result(*id).items);
        }
    }
    println!("down, in the plan: {} key results, {} items", key_results.len(), items.len());
    assert!(!key_results.is_empty() && !items.is_empty());
    assert_eq!((key_results.len(), items.len()), (plan.key_results.len(), plan.items.len()));
}

#[test]
fn on_the_pages_every_key_result_and_item_leads_to_the_company() {
    let walk = Walk::new(sample());
    let mut told = [0, 0];
    for (path, page) in &walk.pages {
        let starts = match *path.split('/').collect::<Vec<_>>() {
            ["quarters", _, _, _] => page.select(&css(KEY_RESULTS)).count(),
            ["roadmap", _, _] => 1,
            _ => continue,
        };
        let top = walk.top(path);
        assert!(walk.is_company(&top), "from {path} the chain ends at {top}");
        told[usize::from(path.starts_with("roadmap/"))] += starts;
    }
    println!("up, on the pages: {} key results, {} items", told[0], told[1]);
    let plan = plan();
    assert!(told.iter().all(|count| *count > 0));
    assert_eq!(told, [plan.key_results.len(), plan.items.len()]);
}

#[test]
fn on_the_pages_the_company_leads_to_every_key_result_and_item() {
    let walk = Walk::new(sample());
    let (mut key_results, mut items) = (BTreeSet::new(), BTreeSet::new());
    let mut seen = BTreeSet::new();
    let objectives = walk.pages.keys().filter(|path| walk.is_company(path));
    let mut open: Vec<String> =
        objectives.filter(|path| walk.links(path, UP).is_empty()).cloned().collect();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let own = walk.pages[&path].select(&css(KEY_RESULTS)).collect::<Vec<_>>();
        key_results.extend(own.iter().map(|it| format!("{path}#{}", it.attr("id").unwrap())));
        items.extend(walk.links(&path, ITEMS));
        open.extend(walk.links(&path, CHILDREN));
    }
    println!("down, on the pages: {} key results, {} items", key_results.len(), items.len());
    let plan = plan();
    assert!(!key_results.is_empty() && !items.is_empty());
    assert_eq!((key_results.len(), items.len()), (plan.key_results.len(), plan.items.len()));
}

/// The pages, and the ways over them that a plan has.
struct Walk {
    pages: BTreeMap<String, Html>,
}

impl Walk {
    fn new(pages: &Pages) -> Self {
        // The map and the list of a quarter's objectives stand beside the pages of these.
        let paths = pages.pages().filter(|path| !path.ends_with("/all-objectives/index.html"));
        Self { pages: paths.map(|path| (path.to_owned(), pages.html(path))).collect() }
    }

    /// The pages that the links `selector` of a page lead to. Each must exist, and so must the
    /// place on it.
    fn links(&self, path: &str, selector: &str) -> Vec<String> {
        let selector = css(selector);
        let found = self.pages[path].select(&selector);
        let follow = found.filter_map(|link| target(path, link.attr("href")?));
        let check = follow.map(|(to, anchor)| {
            let page = self.pages.get(&to).unwrap_or_else(|| panic!("{path}: no {to}"));
            let is_there = |id: &str| page.select(&css("[id]")).any(|it| it.attr("id") == Some(id));
            assert!(anchor.is_empty() || is_there(&anchor), "{path}: no {to}#{anchor}");
            to
        });
        check.collect()
    }

    /// Where one comes to who follows the nearest link up, page after page.
    fn top(&self, path: &str) -> String {
        let mut at = path.to_owned();
        for _ in 0..self.pages.len() {
            match self.links(&at, UP).into_iter().next() {
                Some(above) => at = above,
                None => return at,
            }
        }
        panic!("the chain above {path} has no end");
    }

    /// Whether a page is that of an objective that the company's team holds.
    fn is_company(&self, path: &str) -> bool {
        let team = "teams/company/index.html".to_owned();
        let is_objective = path.starts_with("quarters/") && path.split('/').count() == 4;
        is_objective && self.links(path, "header .held a").contains(&team)
    }
}

/// The sample's plan.
fn plan() -> Plan {
    let mut sources = Sources::new();
    let settings = project("quarterdeck.toml");
    let settings = sources.add(SourcePath::new("quarterdeck.toml"), read(&settings));
    let (config, _) = config::read(Some(sources.get(settings)));
    let content = project("content");
    let documents = files(&content, "md").into_iter().map(|file| {
        let name = file.strip_prefix(&content).unwrap().to_str().unwrap().replace('\\', "/");
        let id = sources.add(SourcePath::new(&format!("content/{name}")), read(&file));
        std::sync::Arc::new(parse::document(sources.get(id), &SourcePath::new(&name), &config))
    });
    let documents = documents.collect();
    model::resolve(documents, &Context { config: &config, files: &BTreeSet::new() })
}
