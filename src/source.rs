//! Holds every text that was read and says where a piece of it lies.

mod path;
mod text;

pub use path::SourcePath;
pub use text::{Location, Place, Source, SourceId, Sources, Span, Spanned};
