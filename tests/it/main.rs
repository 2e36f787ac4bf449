//! All integration tests, in one binary so that they are linked once.

#![expect(clippy::disallowed_methods, reason = "tests write sites and read pages")]

mod addresses;
#[cfg(feature = "cards")]
mod cards;
mod chains;
mod corpus;
mod crawl;
mod docs;
mod documents;
mod facts;
mod fix;
mod formats;
mod forms;
mod fresh;
mod grades;
mod habits;
mod holders;
mod hostile;
mod init;
mod items;
mod labels;
mod languages;
mod large;
mod lines;
mod lints;
mod manners;
mod pages;
mod periods;
mod plans;
mod preview;
mod preview_edits;
mod preview_hostile;
mod publish;
mod revise;
mod roadmap_words;
mod roadmaps;
mod rules;
mod said;
mod search;
mod served;
mod sessions;
mod support;
mod tables;
mod themes;
mod tidy;
mod valid;
mod views;
mod warm;
mod words;
mod writing;
