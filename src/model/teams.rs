//! Which owners belong together: as configured, or else by their names.

use std::collections::HashMap;

use crate::config::Config;
use crate::diag::nearest;

use super::ids::{OwnerId, TeamId};
use super::owners::{Owners, key, wish};
use super::plan::{Team, TeamFault};
use super::slugs::{self, Wish};

/// The team of those who lead the whole organisation.
const COMPANY: &str = "Company";

/// Roles that lead the whole organisation.
const LEADERS: [&str; 18] = [
    "CEO",
    "CTO",
    "CFO",
    "COO",
    "CMO",
    "CPO",
    "CRO",
    "CIO",
    "CISO",
    "CHRO",
    "CLO",
    "CCO",
    "CDO",
    "CSO",
    "President",
    "Founder",
    "Founders",
    "E-Group",
];

/// Words before the name of the team that a role leads.
const ROLES: [&str; 12] = [
    "VP of ",
    "VP, ",
    "VP ",
    "EVP, ",
    "EVP ",
    "SVP ",
    "Head of ",
    "Director of ",
    "Director, ",
    "Manager of ",
    "Lead of ",
    "Team lead ",
];

/// Gathers the teams and tells each owner its own.
pub(super) fn gather(owners: &mut Owners, config: &Config) -> (Vec<Team>, Vec<TeamFault>) {
    let mut teams = Teams::default();
    for entry in &config.teams {
        let team = teams.add(&entry.name.value);
        for name in &entry.owners {
            if let Some(owner) = owners.find(&name.value) {
                owners.all[owner.index()].team = Some(team);
            }
        }
    }
    let faults = parents(&mut teams, config);
    let names: Vec<String> = owners.all.iter().map(|owner| owner.name.clone()).collect();
    for (owner, name) in owners.all.iter_mut().zip(&names) {
        if owner.team.is_none() {
            owner.team = teams.by_name(name, &names);
        }
    }
    for (index, owner) in owners.all.iter().enumerate() {
        if let Some(team) = owner.team {
            teams.all[team.index()].owners.push(OwnerId::new(index));
        }
    }
    (teams.finish(), faults)
}

/// The part of the address of the list of all teams, which no team has.
pub const TEAMS: &str = "all-teams";

#[derive(Default)]
struct Teams {
    all: Vec<Team>,
    by_key: HashMap<String, TeamId>,
}

impl Teams {
    fn add(&mut self, name: &str) -> TeamId {
        let id = TeamId::new(self.all.len());
        *self.by_key.entry(key(name)).or_insert_with(|| {
            let (slug, owners, children) = (String::new(), Vec::new(), Vec::new());
            self.all.push(Team { name: name.to_owned(), slug, parent: None, children, owners });
            id
        })
    }

    /// The team that an owner's name tells, among the `names` of all owners.
    fn by_name(&mut self, name: &str, names: &[String]) -> Option<TeamId> {
        if name.starts_with('@') {
            return None;
        }
        if is_leader(name) {
            return Some(self.add(COMPANY));
        }
        if let Some(led) = led_by(name) {
            let exists =
                self.by_key.contains_key(&key(led)) || names.iter().any(|n| key(n) == key(led));
            return exists.then(|| self.add(led)).or_else(|| Some(self.add(name)));
        }
        let whole = name.split_once(" (").map_or(name, |(whole, _)| whole);
        Some(self.add(whole))
    }

    fn finish(mut self) -> Vec<Team> {
        let wishes: Vec<Wish> = self.all.iter().map(|team| wish(&team.name)).collect();
        for (team, slug) in self.all.iter_mut().zip(slugs::assign_beside(TEAMS, wishes)) {
            team.slug = slug;
        }
        for index in 0..self.all.len() {
            if let Some(parent) = self.all[index].parent {
                self.all[parent.index()].children.push(TeamId::new(index));
            }
        }
        self.all
    }
}

/// Whether `name` is a role that leads the whole organisation.
fn is_leader(name: &str) -> bool {
    let chief = name.starts_with("Chief ") && name.ends_with(" Officer");
    chief || LEADERS.iter().any(|leader| name.eq_ignore_ascii_case(leader))
}

/// The team that a role leads by its name: `VP Engineering` → `Engineering`.
fn led_by(name: &str) -> Option<&str> {
    ROLES.iter().find_map(|role| {
        let start = name.get(..role.len())?;
        start.eq_ignore_ascii_case(role).then(|| name[role.len()..].trim())
    })
}

/// Sets the parents that the registry names, and tells those that cannot be.
fn parents(teams: &mut Teams, config: &Config) -> Vec<TeamFault> {
    let mut faults = Vec::new();
    for entry in &config.teams {
        let (Some(parent), Some(team)) = (&entry.parent, teams.by_key.get(&key(&entry.name.value)))
        else {
            continue;
        };
        let team = *team;
        let found = teams.by_key.get(&key(&parent.value)).copied();
        let circular = found.is_some_and(|found| is_below(teams, found, team));
        if let Some(found) = found.filter(|_| !circular) {
            teams.all[team.index()].parent = Some(found);
            continue;
        }
        let known = teams.all.iter().map(|team| team.name.as_str());
        let nearest = nearest(&parent.value, known).map(str::to_owned);
        faults.push(TeamFault {
            team: entry.name.value.clone(),
            parent: parent.value.clone(),
            at: parent.span,
            nearest: nearest.filter(|_| !circular),
            circular,
        });
    }
    faults
}

/// Whether `team` is `above` or stands below it.
fn is_below(teams: &Teams, team: TeamId, above: TeamId) -> bool {
    std::iter::successors(Some(team), |team| teams.all[team.index()].parent)
        .any(|team| team == above)
}
