//! Markdown text in, a tree with spans and safe HTML out.
//!
//! CommonMark with tables, task lists, strikethrough, footnotes and bare addresses as links. Every
//! node keeps the bytes it was read from. What the constructs *mean* is not known here.

mod anchor;
mod attributes;
mod autolink;
mod build;
mod bullets;
mod emoji;
mod highlight;
mod html;
mod mend;
mod plain;
mod problems;
mod raw;
mod shape;
mod tree;
mod unsigned;

pub use anchor::{Anchors, slug};
pub use attributes::{Attributes, take_attributes};
pub use build::read;
pub use html::{Href, ROOT, Resolver, Writer};
pub use plain::{plain, plain_blocks};
pub use problems::{Problem, ProblemKind};
pub use raw::{raw_addresses, scheme_is_safe};
pub use tree::{
    Alert, Align, Block, BlockKind, Definition, Inline, InlineKind, Item, Link, LinkForm, Markdown,
    Row, each_text,
};
pub use unsigned::without_sign;
