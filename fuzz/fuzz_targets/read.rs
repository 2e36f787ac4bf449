//! Any bytes are read without a panic, everything that is read stands in the file, and reading is
//! a function: the same text gives the same document.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quarterdeck::config::Config;
use quarterdeck::parse::{self, Document};
use quarterdeck::source::{SourcePath, Sources, Span};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for path in ["okrs/fy21-q2.md", "roadmap.md"] {
        let mut sources = Sources::new();
        let path = SourcePath::new(path);
        let source = sources.add(path.clone(), text);
        let config = Config::default();
        let document = parse::document(sources.get(source), &path, &config);
        check(&document, sources.get(source).text());
        let again = parse::document(sources.get(source), &path, &config);
        assert_eq!(document.objectives, again.objectives);
        assert_eq!(document.items, again.items);
    }
});

/// Every span lies in the text, on the borders of signs.
fn check(document: &Document, text: &str) {
    let stands = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?}");
    for objective in &document.objectives {
        stands(objective.span);
        objective.owners.iter().for_each(|owner| stands(owner.span));
        for key_result in &objective.key_results {
            stands(key_result.span);
            key_result.owners.iter().for_each(|owner| stands(owner.span));
        }
    }
    for item in &document.items {
        stands(item.span);
        item.owners.iter().for_each(|owner| stands(owner.span));
        item.fields.iter().for_each(|field| stands(field.span));
        item.starts.iter().chain(&item.due).for_each(|when| stands(when.span));
    }
    document.uses.iter().for_each(|used| stands(used.span));
    document.diagnostics.iter().for_each(|diagnostic| stands(diagnostic.at.span));
    document.each_text(&mut |inlines| inlines.iter().for_each(|inline| stands(inline.span)));
}
