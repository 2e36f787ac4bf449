//! What the work tells of itself while it goes on, to whoever wants to know.

/// A part of the work; they come in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// The folder is read.
    Read,
    /// Version control is asked.
    History,
    /// Documents, templates and words are read.
    Parse,
    /// The documents are put together into a plan.
    Model,
    /// Pages are laid out.
    View,
    /// The plan is judged.
    Check,
    /// What the site is searched with is made, in memory.
    Index,
    /// What stands beside the pages is written, in memory.
    Publish,
    /// Pages are written, in memory.
    Render,
    /// Cards are drawn.
    Draw,
    /// The output folder is made equal to that.
    Write,
}

impl Stage {
    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::History => "history",
            Self::Parse => "parse",
            Self::Model => "model",
            Self::View => "view",
            Self::Check => "check",
            Self::Index => "index",
            Self::Render => "render",
            Self::Publish => "publish",
            Self::Draw => "draw",
            Self::Write => "write",
        }
    }
}

/// Somebody who wants to know how far the work is.
pub trait Watch: Sync {
    /// A stage begins, and the one before it is over. It has so many parts: documents or pages,
    /// or none that could be counted.
    fn begins(&self, stage: Stage, parts: usize);

    /// One more part of the stage is done, on any thread.
    fn done(&self);
}

/// Nobody wants to know.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begins(&self, _: Stage, _: usize) {}
    fn done(&self) {}
}
