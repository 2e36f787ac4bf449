//! Quarterdeck turns a folder of plain Markdown, an organisation's OKRs and roadmap, into a
//! public website.
//!
//! A compiler with its input and output squeezed out to the rim: texts and settings come in,
//! finished files and diagnostics come out. `ARCHITECTURE.md` shows the rooms and their floors.

pub mod calendar;
#[cfg(feature = "cards")]
pub mod card;
pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod discover;
pub mod grade;
pub mod history;
pub mod init;
pub mod load;
pub mod markdown;
pub mod mend;
pub mod model;
pub mod output;
pub mod parse;
pub mod past;
pub mod publish;
pub mod render;
pub mod serve;
pub mod site;
pub mod source;
pub mod view;
pub mod words;
pub mod write;
