//! Typed names of the things in a plan.

/// Declares an index type for one kind of thing.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The id of the thing at `index`.
            #[must_use]
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Where the thing stands among its kind.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Names a document of a plan.
    DocumentId;
    /// Names a period of a plan.
    PeriodId;
    /// Names an objective of a plan.
    ObjectiveId;
    /// Names a key result of a plan.
    KeyResultId;
    /// Names an item of the roadmaps of a plan.
    ItemId;
    /// Names an owner of a plan.
    OwnerId;
    /// Names a team of a plan.
    TeamId;
    /// Names a target of a plan.
    TargetId;
}
