//! Holds every text that was read and says where a piece of it lies.

mod edit;
mod path;
mod text;

pub use edit::{Edit, edited};
pub use path::SourcePath;
pub use text::{Location, Place, Source, SourceId, Sources, Span, Spanned};
