//! Where in a document objectives are to be expected: what its title and headings announce.

use super::evidence::{Facts, Sign, Territory};
use super::outline::Node;
use super::vocabulary::{Header, announces, reviews};

/// What a document says about itself as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Top {
    /// Whether its title, path or front matter announces OKRs.
    pub announced: bool,
    /// Whether its title leads elsewhere.
    pub elsewhere: bool,
    /// Whether it is for a period.
    pub period: bool,
}

impl Top {
    /// Whether it should hold objectives.
    pub(super) fn expects(self) -> bool {
        self.territory() == Territory::Expected
    }

    pub(super) fn territory(self) -> Territory {
        match self {
            Self { elsewhere: true, .. } => Territory::Excluded,
            Self { announced: true, period: true, .. } => Territory::Expected,
            Self { announced: true, .. } => Territory::Announced,
            _ => Territory::Silent,
        }
    }
}

/// The territory in which a node stands, and that of what stands under it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Here {
    pub own: Territory,
    pub below: Territory,
}

/// The territories of every node, by its number.
pub(super) fn territories(root: &Node<'_>, top: Top, facts: &[Facts]) -> Vec<Here> {
    let mut all = vec![Here::default(); facts.len()];
    walk(root, top, facts, &mut all);
    all
}

fn walk(node: &Node<'_>, top: Top, facts: &[Facts], all: &mut [Here]) {
    let below = if node.is_heading() { enter(node, &facts[node.id], top) } else { top };
    all[node.id] = Here { own: top.territory(), below: below.territory() };
    for child in node.children() {
        walk(child, below, facts, all);
    }
}

/// What holds below a heading.
fn enter(node: &Node<'_>, facts: &Facts, top: Top) -> Top {
    let announced = top.announced || announces(&node.words());
    match () {
        () if facts.label.is_some() => top,
        () if facts.is(Sign::Period) && !reviews(&node.words()) => {
            Top { announced, elsewhere: false, period: true }
        }
        () if facts.header == Some(Header::Elsewhere) => Top { elsewhere: true, ..top },
        () if facts.header == Some(Header::Notes) => Top { announced: false, ..top },
        () => Top { announced, ..top },
    }
}
