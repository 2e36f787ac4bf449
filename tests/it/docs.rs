//! The other pages of the documentation: their examples are run, their lists are complete, and
//! their links lead somewhere.
//!
//! With `UPDATE_DOCS=1` the outlines in the pages are written anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::pages::{self, Fence, expect, fences, files, project, read, write};

#[test]
fn documents_in_the_pages_are_read_as_the_pages_say() {
    let (mut wrong, mut count) = (String::new(), 0);
    for path in pages() {
        let mut site: Vec<Fence> = Vec::new();
        let mut outlines = Vec::new();
        for fence in fences(&read(&path)) {
            match (fence.info.0.as_str(), fence.info.1.as_str()) {
                ("text", "outline") => {
                    outlines.push((fence, outline(&site, "tree")));
                    site.clear();
                }
                ("text", "lines") => {
                    outlines.push((fence, outline(&site, "text")));
                    site.clear();
                }
                (_, name) if is_file(name) => site.push(fence),
                _ => {}
            }
        }
        count += outlines.len();
        // The last first: what is written anew moves what stands below it.
        for (fence, said) in outlines.iter().rev() {
            wrong.extend(expect(&path, fence, said).err());
        }
    }
    assert!(count > 5, "only {count} examples were found");
    assert!(wrong.is_empty(), "{wrong}`UPDATE_DOCS=1 cargo test` writes the pages anew");
}

#[test]
fn configurations_and_documents_in_the_pages_have_no_faults() {
    for path in pages() {
        for fence in fences(&read(&path)) {
            if is_file(&fence.info.1) {
                let said = pages::run(&["check", "--format", "short"], |site| {
                    if fence.info.1.starts_with("themes/mine/") {
                        write(site, "quarterdeck.toml", b"theme = \"mine\"\n");
                    }
                    write(site, &fence.info.1, fence.text.as_bytes());
                });
                let faults: Vec<&str> = said.lines().filter(|it| !it.contains("hint[")).collect();
                assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
            }
        }
    }
}

#[test]
fn every_setting_is_described() {
    let page = read(&project("docs/configuration.md"));
    let schema = quarterdeck::config::schema();
    for (name, setting) in schema["properties"].as_object().expect("settings") {
        assert!(
            page.contains(&format!("`{name}`")) || page.contains(&format!("[{name}]")),
            "{name}"
        );
        let inner = setting["anyOf"].as_array().and_then(|any| any.first()).unwrap_or(setting);
        let inner = if inner["items"].is_object() { &inner["items"] } else { inner };
        let inner = inner["properties"].as_object().filter(|_| name != "lints");
        for key in inner.into_iter().flat_map(|table| table.keys()) {
            assert!(page.contains(&format!("`{key}`")), "`{key}` of `{name}`");
        }
    }
}

#[test]
fn every_command_and_option_is_described() {
    let page = read(&project("README.md"));
    let help = |words: &[&str]| {
        let words = [words, &["--help"]].concat();
        let output = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("quarterdeck"))
            .args(words)
            .output()
            .expect("the program runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let top = help(&[]);
    let listed = top.split("Commands:").nth(1).and_then(|it| it.split("\n\n").next());
    let commands = listed.expect("commands").lines().filter_map(|it| it.split_whitespace().next());
    for command in commands.filter(|command| *command != "help") {
        assert!(page.contains(&format!("`quarterdeck {command}")), "{command}");
        for word in help(&[command]).split_whitespace().filter(|word| word.starts_with("--")) {
            let option = word.trim_end_matches(',');
            let known = ["--help", "--version"].contains(&option);
            assert!(known || page.contains(&format!("`{option}")), "`{option}` of {command}");
        }
    }
}

#[test]
fn every_template_and_everything_it_is_given_is_described() {
    let page = read(&project("docs/themes.md"));
    let folder = project("themes/default/templates");
    for template in files(&folder, "html") {
        let name = template.strip_prefix(&folder).expect("below").to_string_lossy().into_owned();
        let name = name.replace('\\', "/");
        let listed = page.lines().any(|line| line == name);
        assert!(listed || page.contains(&format!("`{name}`")), "{name}");
    }
    let data = files(&project("src/view"), "rs");
    for path in data.iter().filter(|path| path.to_string_lossy().contains("data")) {
        for field in fields(path) {
            assert!(page.contains(&format!("`{field}`")), "`{field}` of {}", path.display());
        }
    }
}

#[test]
fn everything_that_is_described_as_given_to_templates_is_given() {
    let page = read(&project("docs/themes.md"));
    let data = files(&project("src/view"), "rs");
    let data = data.iter().filter(|path| path.to_string_lossy().contains("data"));
    let given: BTreeSet<String> = data.flat_map(|path| fields(path)).collect();
    let part = page.split("## What all pages are given").nth(1).expect("a part on the data");
    let rows = part.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let named: BTreeSet<&str> = rows.map(|(name, _)| name).collect();
    assert!(named.len() > 50, "only {named:?} were found");
    let unknown: Vec<_> = named.into_iter().filter(|name| !given.contains(*name)).collect();
    assert!(unknown.is_empty(), "no page is given {unknown:?}");
}

#[test]
fn components_are_listed_with_what_they_are_given() {
    let path = project("docs/themes.md");
    let listed = fences(&read(&path)).into_iter().find(|it| it.info.1 == "components");
    let wrong = expect(&path, &listed.expect("a list of components"), &components()).err();
    assert_eq!(wrong, None, "`UPDATE_DOCS=1 cargo test` writes the pages anew");
}

/// Every component as it is declared, with the words above it, by template.
fn components() -> String {
    let folder = project("themes/default/templates");
    let mut list = String::new();
    for template in files(&folder, "html") {
        let text = read(&template);
        let mut parts = text.split("{% component ").peekable();
        let mut above = parts.next().unwrap_or_default();
        let name = template.strip_prefix(&folder).expect("below").to_string_lossy();
        if parts.peek().is_some() {
            list += &name.replace('\\', "/");
            list += "\n";
        }
        for part in parts {
            let declared = part.split("%}").next().unwrap_or_default().trim_end_matches(['-', ' ']);
            let comment = above.rsplit("{#-").next().and_then(|it| it.split("-#}").next());
            let said = comment.filter(|_| above.trim_end().ends_with("-#}"));
            let said = said.unwrap_or_else(|| panic!("{name}: what is `{declared}`?"));
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            list += &["  ", declared, "\n      ", &said, "\n"].concat();
            above = part;
        }
    }
    list
}

#[test]
fn every_field_of_the_outline_is_described() {
    let page = read(&project("docs/outline.md"));
    for file in ["src/view/outline.rs", "src/view/outline/items.rs"] {
        for field in fields(&project(file)) {
            assert!(page.contains(&format!("`{field}`")), "`{field}`");
        }
    }
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let mut wrong = Vec::new();
    let samples = files(&project("content"), "md");
    for path in pages().into_iter().chain(files(&project("docs/rules"), "md")).chain(samples) {
        let is_sample = path.starts_with(project("content"));
        for address in addresses(&read(&path)) {
            let (file, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let folder = path.parent().expect("a parent");
            let target = if file.is_empty() { path.clone() } else { folder.join(file) };
            // The sample's links among its own documents are the program's to check.
            if is_sample && !target.to_string_lossy().contains("../../") {
                continue;
            }
            let lost = !target.exists();
            if lost || !anchor.is_empty() && !anchors(&read(&target)).contains(anchor) {
                wrong.push(format!("{}: {address}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pictures_in_readme_are_there_and_small() {
    let page = read(&project("README.md"));
    let pictures = page.split("docs/images/").skip(1);
    let names: BTreeSet<&str> = pictures.filter_map(|it| it.split(['"', ')']).next()).collect();
    let there: BTreeSet<String> = files(&project("docs/images"), "png")
        .iter()
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert!(!names.is_empty());
    assert!(names.iter().copied().eq(there.iter().map(String::as_str)), "{names:?}, {there:?}");
    for name in names {
        let size = std::fs::metadata(project("docs/images").join(name)).expect("a file").len();
        assert!(size < 150_000, "{name}: {size} bytes");
    }
}

/// All pages of the documentation but those of the rules.
fn pages() -> Vec<PathBuf> {
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(project);
    let mut all = files(&project("docs"), "md");
    all.retain(|path| !path.starts_with(project("docs/rules")) || path.ends_with("README.md"));
    all.extend(top);
    all
}

/// Whether what follows the language of a fence names a file of a site.
fn is_file(name: &str) -> bool {
    name == "quarterdeck.toml" || name.starts_with("content/") || name.starts_with("themes/")
}

/// How the last document of a site is read.
fn outline(site: &[Fence], format: &str) -> String {
    let document = &site.last().expect("a document").info.1;
    pages::run(&["outline", "--format", format, document], |folder| {
        for file in site {
            write(folder, &file.info.1, file.text.as_bytes());
        }
    })
}

/// The names of all public fields in a file.
fn fields(path: &Path) -> BTreeSet<String> {
    let text = read(path);
    let lines = text.lines().filter_map(|line| line.strip_prefix("    pub ")?.split_once(": "));
    lines.map(|(name, _)| name.to_owned()).filter(|name| !name.contains('(')).collect()
}

/// The addresses of all links within the project, outside of code.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fence = None;
    for line in page.lines() {
        if line.starts_with("```") {
            let ticks = line.len() - line.trim_start_matches('`').len();
            fence = if fence.is_none() { Some(ticks) } else { fence.filter(|open| *open != ticks) };
        }
        let prose: String = line.split('`').step_by(2).collect();
        let links = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let inside = links.filter(|link| fence.is_none() && !link.contains(':'));
        found.extend(inside.map(str::to_owned));
    }
    found
}

/// The anchors that GitHub makes of a page's headings.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let slug = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
    };
    headings.map(slug).collect()
}
