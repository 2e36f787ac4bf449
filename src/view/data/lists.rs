//! Lists that are too long for the pages that show their beginnings.

use serde::Serialize;

use super::{ItemCard, KeyResultView, Link, ObjectiveView, Owners, Register, Shared, Teams};

/// A list, or a part of one: what it is a list of is filled, all else is empty.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    /// The page of what it belongs to.
    pub of: Link,
    /// How many members the whole list has.
    pub count: usize,
    /// The parts of the list; empty when it fits on one page.
    pub parts: Vec<PartLink>,
    /// Objectives, without what they hold.
    pub objectives: Vec<ObjectiveView>,
    /// Key results.
    pub key_results: Vec<Shared<KeyResultView>>,
    /// Items of the roadmap.
    pub items: Vec<ItemCard>,
    /// Documents.
    pub documents: Vec<Link>,
    /// Owners.
    pub owners: Option<Owners>,
    /// Teams.
    pub teams: Option<Teams>,
    /// Targets of a period.
    pub register: Option<Register>,
}

/// A part of a list that is too long for one page.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// The letters that the names in it begin with.
    pub label: String,
    /// Its page.
    pub href: String,
    /// How many members it has.
    pub count: usize,
    /// Whether it is the page that is shown.
    pub current: bool,
}
