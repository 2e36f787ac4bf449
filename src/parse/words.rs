//! The words by which authors say what a line is: the one place where they are listed.
//!
//! Words are compared in lower case. A list holds what people write, whatever their language; no
//! word here is the name of a company, a team or a person.

mod fields;
mod headings;
mod heads;
mod holders;
mod list;
mod names;
mod roadmap;
mod sections;

pub(in crate::parse) use fields::*;
pub(super) use headings::*;
pub(in crate::parse) use heads::*;
pub(super) use holders::*;
pub(super) use list::List;
pub(super) use names::*;
pub(in crate::parse) use roadmap::*;
pub(super) use sections::*;
