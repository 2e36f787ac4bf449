//! The pages of a site and their addresses.

use crate::config::file_at;
use crate::markdown::slug;
use crate::model::{DocumentId, ItemId, LIST, ObjectiveId, OwnerId, PeriodId, Plan, TeamId};
use crate::source::SourcePath;

use super::lists::List;

/// One page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Route {
    /// `/`
    Overview,
    /// `/quarters/`
    Quarters,
    /// `/quarters/<period>/`
    Quarter(PeriodId),
    /// `/quarters/<period>/all-objectives/`: the map and the list of them.
    QuarterList(PeriodId),
    /// `/quarters/<period>/<objective>/`
    Objective(ObjectiveId),
    /// `/roadmap/`
    Roadmap,
    /// `/roadmap/<item>/`
    Item(ItemId),
    /// `/teams/`
    Teams,
    /// `/teams/<team>/`
    Team(TeamId),
    /// `/teams/<team>/<period>/`
    TeamQuarter(TeamId, PeriodId),
    /// `/owners/`
    Owners,
    /// `/owners/<owner>/`
    Owner(OwnerId),
    /// `/owners/<owner>/<period>/`: a period that the page of the owner has no room for.
    OwnerQuarter(OwnerId, PeriodId),
    /// `/targets/`
    Targets,
    /// `/targets/<period>/`
    Register(PeriodId),
    /// A list that is too long for the page that shows its beginning.
    List(List),
    /// A part of a list that is too long for one page, by its number.
    Part(List, u16),
    /// `/legend/`
    Legend,
    /// `/search/`
    Search,
    /// A document that is published as it is.
    Prose(DocumentId),
    /// A former address of a document's page, by its place among them.
    Alias(DocumentId, usize),
    /// `/404.html`
    NotFound,
}

impl Route {
    /// The file of the page, relative to the top of the site; for a part of a list that of the
    /// list, in whose folder the view gives it a name.
    #[must_use]
    pub fn file(self, plan: &Plan) -> String {
        let period = |id| plan.period(id).slug.as_str();
        let folder = match self {
            Self::NotFound => return "404.html".to_owned(),
            Self::Alias(id, index) => {
                let aliases = &plan.document(id).document.fields.aliases;
                let file = aliases.get(index).and_then(|alias| file_at(&alias.value).ok());
                return file.unwrap_or_default();
            }
            Self::Overview => String::new(),
            Self::Quarters => "quarters".to_owned(),
            Self::Quarter(id) => format!("quarters/{}", period(id)),
            Self::QuarterList(id) => format!("quarters/{}/{LIST}", period(id)),
            Self::Objective(id) => {
                let objective = plan.objective(id);
                format!("quarters/{}/{}", period(objective.period), objective.slug)
            }
            Self::Roadmap => "roadmap".to_owned(),
            Self::Item(id) => format!("roadmap/{}", plan.item(id).slug),
            Self::Teams => "teams".to_owned(),
            Self::Team(id) => format!("teams/{}", plan.team(id).slug),
            Self::TeamQuarter(id, when) => format!("teams/{}/{}", plan.team(id).slug, period(when)),
            Self::Owners => "owners".to_owned(),
            Self::Owner(id) => format!("owners/{}", plan.owner(id).slug),
            Self::OwnerQuarter(id, when) => {
                format!("owners/{}/{}", plan.owner(id).slug, period(when))
            }
            Self::Targets => "targets".to_owned(),
            Self::Register(id) => format!("targets/{}", period(id)),
            Self::List(list) | Self::Part(list, _) => list.folder(plan),
            Self::Legend => "legend".to_owned(),
            Self::Search => "search".to_owned(),
            Self::Prose(id) => document_folder(plan, &plan.document(id).document.path),
        };
        if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") }
    }
}

/// The folder of a document's page: its path in small letters, without its ending; that of its
/// folder for an index.
fn document_folder(plan: &Plan, path: &SourcePath) -> String {
    let stem = path.stem();
    let is_index = stem.eq_ignore_ascii_case("index")
        || (stem.eq_ignore_ascii_case("readme") && !has_index(plan, path.folder()));
    let mut parts: Vec<&str> = path.folder().split('/').filter(|part| !part.is_empty()).collect();
    if !is_index {
        parts.push(stem);
    }
    let parts: Vec<String> = parts.into_iter().map(part).collect();
    parts.join("/")
}

fn has_index(plan: &Plan, folder: &str) -> bool {
    plan.documents.iter().any(|entry| {
        let path = &entry.document.path;
        path.folder() == folder && path.stem().eq_ignore_ascii_case("index")
    })
}

fn part(name: &str) -> String {
    let made = slug(name, 80);
    if made.is_empty() { "page".to_owned() } else { made }
}
