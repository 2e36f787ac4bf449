//! How a grade came about, and what an author can write to get one. Whoever shows it finds the
//! words; here are those of diagnostics and of `outline`, which are for authors.

use std::fmt;

use super::reading::number;

/// How a grade was read.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// So much of so much: 1 of 2.
    Of(f64, f64),
    /// A number that is not above the one not to be passed: 25 of at most 30.
    AtMost(f64, f64),
    /// A share of the way, in percent.
    Share(f64),
    /// From where it started to where it is, of the way to the target.
    Way {
        /// Where it is.
        current: f64,
        /// Where it started.
        start: f64,
        /// Where it is to be.
        target: f64,
    },
    /// A number that was to be kept, and was: how much it is, and how much was asked.
    Kept(f64, f64),
    /// A number that was to be kept, and was not.
    NotKept(f64, f64),
    /// The mean of several parts, each so much of so much.
    Parts(Vec<(f64, f64)>),
    /// The author's own grade.
    ByAuthor(f64),
    /// Its box is ticked.
    Ticked,
    /// It is struck through.
    Struck,
    /// A sign or words at the key result itself: `✅`.
    Marked(String),
    /// Words of the author's that say all: `not yet`.
    Words(String),
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(done, whole) => write!(f, "read as {} of {}", number(*done), number(*whole)),
            Self::AtMost(done, most) => {
                write!(f, "read as {} of at most {}", number(*done), number(*most))
            }
            Self::Share(percent) => write!(f, "read as {} %", number(*percent)),
            Self::Way { current, start, target } => {
                let [c, s, t] = [*current, *start, *target].map(number);
                let s = if *start < 0.0 { format!("({s})") } else { s };
                write!(f, "({c} − {s}) / ({t} − {s})")
            }
            Self::Kept(now, asked) => {
                write!(f, "kept: {}, where {} was asked", number(*now), number(*asked))
            }
            Self::NotKept(now, asked) => {
                write!(f, "not kept: {}, where {} was asked", number(*now), number(*asked))
            }
            Self::Parts(parts) => {
                let part =
                    |(done, whole): &(f64, f64)| format!("{} of {}", number(*done), number(*whole));
                let parts: Vec<String> = parts.iter().map(part).collect();
                write!(f, "read as the mean of {}", parts.join(", "))
            }
            Self::ByAuthor(grade) => write!(f, "graded {} by its author", number(*grade)),
            Self::Ticked => f.write_str("ticked"),
            Self::Struck => f.write_str("struck through"),
            Self::Marked(mark) => write!(f, "marked {mark}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// What to write so that an outcome is graded, or can be read in one way only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Advice {
    /// Say whether the percentage is a share of the way or the metric itself.
    ShareOrMetric(f64),
    /// Say where the metric started, on its way to this target.
    Start(f64),
    /// Write a share of the target.
    Share,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShareOrMetric(percent) => {
                let percent = number(*percent);
                write!(f, "write `{percent}% of target` for a share of the way, ")?;
                write!(f, "`at {percent}%` for the metric")
            }
            Self::Start(target) => {
                let target = number(*target);
                write!(f, "write where it started, as in `from 90 to {target}`, ")?;
                f.write_str("or add `{grade=0.7}`")
            }
            Self::Share => {
                f.write_str("write the share of the target, as in `=> 70%`, or add `{grade=0.7}`")
            }
        }
    }
}
