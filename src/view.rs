//! Plan → what a page shows: which pages there are, where they stand, and the data of each.

mod aliases;
mod assemble;
mod board;
mod cards;
mod changes;
pub mod data;
pub mod entries;
mod explain;
mod extent;
mod freshness;
pub mod lines;
mod links;
mod lists;
mod map;
pub mod outline;
mod pages;
mod parting;
mod people;
mod periods;
mod recording;
pub mod records;
mod registers;
mod roadmap;
mod route;
mod sharing;
mod shell;
mod state;
mod structured;
mod timeline;

pub use aliases::{TakenAlias, TakenBy};
pub use assemble::{Collision, Edition, Files, View};
pub use lists::List;
pub use route::Route;
pub use sharing::{CARD_SIZE, Card};
