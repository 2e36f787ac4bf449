//! `check` for programs: JSON, workflow commands of GitHub, and SARIF, each held to its format.
//!
//! The schema of SARIF is the one that OASIS publishes with the standard, as the crate `serde-sarif`
//! carries it. With `UPDATE_DOCS=1` the schema of our own JSON in `docs/` is written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::Stdio;

use quarterdeck::diag;
use serde_json::{Value, json};

use crate::pages::{self, project};
use crate::support::{Run, Site, TODAY, quarterdeck};

/// A document with problems of all kinds, with and without fixes, among odd signs.
const PLAN: &str = "\u{feff}# FY21-Q2 OKRs\r\n\r\n- **Wéb: Grow.**\\\r\n  KR: [_N_][n1] 💡 users \\\r\n\
    - **Wéb: (Ship, 100%: now)[https://a.test/x].**\r\n  - KR: See [that](gone.md). {#a b=c}\r\n\r\n\
    [n2]: https://a.test\r\n[n2]: https://b.test";

/// The file it stands in: every sign of its name means something to one of the formats.
const FILE: &str = "content/okrs/q2 50%, é#1.md";

fn site() -> Site {
    Site::with([(FILE, PLAN), ("quarterdeck.toml", "titel = \"x\"\n")])
}

fn check(site: &Site, format: &str) -> Run {
    site.run(&["check", "--format", format, "--today", TODAY])
}

fn data(site: &Site, format: &str) -> Value {
    let run = check(site, format);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

/// All that a schema has to say against a value.
fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    validator.iter_errors(value).map(|it| format!("{}: {it}", it.instance_path())).collect()
}

/// The folder of a package that the tests depend on, as Cargo has it.
fn package(name: &str) -> std::path::PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let words = ["metadata", "--format-version", "1", "--locked"];
    let run = std::process::Command::new(cargo).args(words).current_dir(project("")).output();
    let metadata: Value = serde_json::from_slice(&run.unwrap().stdout).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().iter();
    let found = packages.find(|it| it["name"] == name).unwrap();
    std::path::Path::new(found["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
}

fn sarif_schema() -> Value {
    let text = pages::read(&package("serde-sarif").join("src/schema.json"));
    // As published, the pattern of language tags has a bracket too many and is no valid one.
    let mended = text.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    assert_ne!(mended, text);
    serde_json::from_str(&mended).unwrap()
}

/// Our own schema, with no room for what it does not name.
fn json_schema() -> Value {
    fn close(schema: &mut Value) {
        if schema["properties"].is_object() {
            schema["additionalProperties"] = json!(false);
        }
        match schema {
            Value::Object(inner) => inner.values_mut().for_each(close),
            Value::Array(inner) => inner.iter_mut().for_each(close),
            _ => {}
        }
    }
    let mut schema = diag::schema();
    close(&mut schema);
    schema
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The offset of a line and a column, both from 1, as an editor counts.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let (line, column) = (number(line), number(column));
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let mark = if start == 0 && text.starts_with('\u{feff}') { 3 } else { 0 };
    let before = text[start + mark..].chars().take(column - 1);
    start + mark + before.map(char::len_utf8).sum::<usize>()
}

/// A text with replacements made, the last first.
fn replaced(text: &str, mut all: Vec<(usize, usize, String)>) -> String {
    all.sort();
    let mut text = text.to_owned();
    for (start, end, new) in all.into_iter().rev() {
        text.replace_range(start..end, &new);
    }
    text
}

#[test]
fn the_published_schema_is_the_programs() {
    let path = project("docs/check.schema.json");
    let schema = format!("{}\n", serde_json::to_string_pretty(&diag::schema()).unwrap());
    if pages::updating() {
        std::fs::write(&path, &schema).unwrap();
    }
    assert_eq!(pages::read(&path), schema, "`UPDATE_DOCS=1 cargo test` writes it anew");
}

#[test]
fn every_field_of_the_json_is_described() {
    fn names(schema: &Value, found: &mut BTreeSet<String>) {
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            found.insert(name.clone());
            names(inner, found);
        }
        schema["$defs"].as_object().into_iter().flatten().for_each(|(_, it)| names(it, found));
    }
    let mut found = BTreeSet::new();
    names(&diag::schema(), &mut found);
    assert!(found.len() > 20, "{found:?}");
    let page = pages::read(&project("docs/check.md"));
    for name in found {
        assert!(page.contains(&format!("`{name}`")), "`{name}`");
    }
}

#[test]
fn json_is_as_its_schema_says_and_tells_what_people_are_told() {
    let site = site();
    let found = data(&site, "json");
    assert_eq!(faults(&json_schema(), &found), [""; 0]);
    let mut told = String::new();
    for it in found["diagnostics"].as_array().unwrap() {
        let text = |name: &str| it[name].as_str().unwrap().to_owned();
        let (line, column) = (&it["start"]["line"], &it["start"]["column"]);
        let (severity, rule) = (text("severity"), text("rule"));
        let place = format!("{}:{line}:{column}", text("path"));
        let _ = writeln!(told, "{place}: {severity}[{rule}]: {}", text("message"));
        assert!(text("page").ends_with(&format!("/docs/rules/{rule}.md")));
    }
    let run = check(&site, "short");
    assert_eq!((run.code, run.stdout), (1, told));
    let counts = ["errors", "warnings", "hints"].map(|name| found["summary"][name].as_u64());
    let total = found["diagnostics"].as_array().unwrap().len() as u64;
    assert_eq!(counts.iter().flatten().sum::<u64>(), total);
    assert_eq!(found["summary"]["fixable"], 3);
    assert_eq!(found["failure"], Value::Null);
}

#[test]
fn lines_columns_and_offsets_agree() {
    let found = data(&site(), "json");
    let mut seen = 0;
    for it in found["diagnostics"].as_array().unwrap().iter().filter(|it| it["path"] == FILE) {
        let also = it["also"].as_array().unwrap().iter();
        for place in std::iter::once(it).chain(also) {
            for point in [&place["start"], &place["end"]] {
                let at = offset(PLAN, &point["line"], &point["column"]);
                assert_eq!(point["offset"], at, "{place}");
                seen += 1;
            }
        }
    }
    assert!(seen > 12, "{seen}");
}

#[test]
fn edits_and_replacements_are_what_is_fixed() {
    let site = site();
    let (json, sarif) = (data(&site, "json"), data(&site, "sarif"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let edits = json["diagnostics"].as_array().unwrap().iter();
    let edits =
        edits.flat_map(|it| it["fix"]["edits"].as_array().into_iter().flatten()).map(|it| {
            (number(&it["start"]["offset"]), number(&it["end"]["offset"]), text(&it["text"]))
        });
    let replacements = sarif["runs"][0]["results"].as_array().unwrap().iter().flat_map(|it| {
        it["fixes"][0]["artifactChanges"][0]["replacements"].as_array().into_iter().flatten()
    });
    let replacements = replacements.map(|it| {
        let region = &it["deletedRegion"];
        let start = offset(PLAN, &region["startLine"], &region["startColumn"]);
        let end = offset(PLAN, &region["endLine"], &region["endColumn"]);
        (start, end, text(&it["insertedContent"]["text"]))
    });
    let mended = [replaced(PLAN, edits.collect()), replaced(PLAN, replacements.collect())];
    site.run(&["check", "--fix", "--today", TODAY]);
    let expected = site.read(FILE);
    assert_ne!(expected, PLAN);
    assert_eq!(mended, [expected.clone(), expected]);
}

#[test]
fn sarif_is_as_the_standards_schema_says() {
    let site = site();
    let log = data(&site, "sarif");
    assert_eq!(faults(&sarif_schema(), &log), [""; 0]);
    let read: serde_sarif::sarif::Sarif = serde_json::from_value(log.clone()).unwrap();
    assert_eq!(read.runs.len(), 1);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), data(&site, "json")["diagnostics"].as_array().unwrap().len());
    let mut prints = BTreeSet::new();
    for result in results {
        let index = number(&result["ruleIndex"]);
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        let uri = place["uri"].as_str().unwrap();
        let known = ["content/okrs/q2%2050%25%2C%20%C3%A9%231.md", "quarterdeck.toml"];
        assert!(known.contains(&uri), "{uri}");
        assert!(prints.insert(result["partialFingerprints"]["quarterdeck/v1"].to_string()));
    }
    let levels: BTreeSet<&str> = results.iter().map(|it| it["level"].as_str().unwrap()).collect();
    assert_eq!(levels, BTreeSet::from(["error", "note", "warning"]));
    let twice = results.iter().find(|it| it["ruleId"] == "target/defined-twice").unwrap();
    assert_eq!(twice["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 8);
}

#[test]
fn what_moves_keeps_its_fingerprint() {
    let prints = |text: &str| -> Vec<Value> {
        let log = data(&Site::with([("content/okrs/q2.md", text)]), "sarif");
        let results = log["runs"][0]["results"].as_array().unwrap();
        results.iter().map(|it| it["partialFingerprints"]["quarterdeck/v1"].clone()).collect()
    };
    let lines = "# A\n\n[x](gone.md)\n\n[x](gone.md) and [y](gone.md)\n";
    let first = prints(lines);
    assert_eq!(first.len(), 3);
    assert_eq!(prints(&lines.replace("# A\n", "# A\n\nMore.\n\n")), first);
    assert_ne!(prints(&lines.replace('y', "z"))[1], first[1]);
}

/// A workflow command: its name, its properties and its message, read as the runner reads them.
fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let unescaped = |text: &str, signs: &[(&str, &str)]| {
        assert!(!text.contains(['\r', '\n']), "{text}");
        let text =
            signs.iter().fold(text.to_owned(), |text, (code, sign)| text.replace(code, sign));
        text.replace("%25", "%")
    };
    let data = [("%0D", "\r"), ("%0A", "\n")];
    let property = [data[0], data[1], ("%3A", ":"), ("%2C", ",")];
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let properties = properties.split(',').map(|it| {
        let (key, value) = it.split_once('=').unwrap();
        assert!(!value.contains(':'), "{value}");
        (key.to_owned(), unescaped(value, &property))
    });
    (name.to_owned(), properties.collect(), unescaped(message, &data))
}

#[test]
fn workflow_commands_say_what_the_json_says() {
    let site = site();
    let run = check(&site, "github");
    assert_eq!(run.code, 1);
    let found = data(&site, "json");
    let found = found["diagnostics"].as_array().unwrap();
    assert_eq!(run.stdout.lines().count(), found.len());
    for (line, it) in run.stdout.lines().zip(found) {
        let (name, properties, message) = command(line);
        let text = |name: &str| it[name].as_str().unwrap();
        let word = if text("severity") == "hint" { "notice" } else { text("severity") };
        assert_eq!(name, word);
        assert_eq!(properties["file"], text("path"));
        assert_eq!(properties["title"], text("rule"));
        assert_eq!(properties["line"], it["start"]["line"].to_string());
        assert_eq!(properties["endLine"], it["end"]["line"].to_string());
        let column = |name: &str| properties[name].parse::<u64>().unwrap();
        let (start, end) = (&it["start"]["column"], it["end"]["column"].as_u64().unwrap());
        assert_eq!(column("col"), start.as_u64().unwrap());
        assert_eq!(column("endColumn"), column("col").max(end - 1));
        let help = it["help"].as_str().map(|help| format!("\nhelp: {help}"));
        assert_eq!(message, format!("{}{}", text("message"), help.unwrap_or_default()));
    }
}

#[test]
fn a_command_on_several_lines_names_no_columns() {
    let text = "# FY21-Q2 OKRs\n\n- **Grow\n  fast.**\n  - KR: Ship.\n";
    let run = check(&Site::with([("content/okrs/q2.md", text)]), "github");
    let lines: Vec<_> = run.stdout.lines().map(command).collect();
    let (_, long, _) = lines.iter().find(|it| it.1["line"] != it.1["endLine"]).expect("a long one");
    assert!(!long.contains_key("col") && !long.contains_key("endColumn"), "{long:?}");
}

#[test]
fn files_are_named_as_seen_from_the_repository() {
    let repository = Site::with([("docs/plan/content/a.md", "# A\n\n[x](gone.md)\n")]);
    let paths = |folder: &str, root: &str, format: &str, workspace: bool| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
        command.current_dir(repository.path(folder)).env_remove("GITHUB_WORKSPACE");
        if workspace {
            command.env("GITHUB_WORKSPACE", repository.path(""));
        }
        let output = command.args(["check", "--root", root, "--format", format]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        match format {
            "github" => command_file(&text),
            "json" => {
                let found: Value = serde_json::from_str(&text).unwrap();
                found["diagnostics"][0]["path"].as_str().unwrap().to_owned()
            }
            _ => {
                let found: Value = serde_json::from_str(&text).unwrap();
                let place = &found["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
                place["artifactLocation"]["uri"].as_str().unwrap().to_owned()
            }
        }
    };
    let whole = "docs/plan/content/a.md";
    for format in ["github", "sarif"] {
        assert_eq!(paths("", "docs/plan", format, false), whole);
        assert_eq!(paths("docs/plan", ".", format, false), "content/a.md");
        assert_eq!(paths("docs/plan", ".", format, true), whole);
        assert_eq!(paths("docs/plan/content", "../", format, true), whole);
    }
    assert_eq!(paths("docs", "plan", "json", true), "plan/content/a.md");
    let far = paths("docs/plan/content", "..", "json", false);
    assert!(far.starts_with('/') && far.ends_with(whole) || cfg!(windows), "{far}");
    let far = paths("docs/plan/content", "..", "sarif", false);
    assert!(far.starts_with("file:///") && far.ends_with(whole), "{far}");
}

fn command_file(text: &str) -> String {
    command(text.lines().next().unwrap()).1["file"].clone()
}

#[test]
fn a_site_in_order_is_told_in_every_format() {
    let site = Site::with([("content/a.md", "# A\n")]);
    let json = data(&site, "json");
    assert_eq!(faults(&json_schema(), &json), [""; 0]);
    assert_eq!((&json["diagnostics"], &json["summary"]["documents"]), (&json!([]), &json!(1)));
    let sarif = data(&site, "sarif");
    assert_eq!(faults(&sarif_schema(), &sarif), [""; 0]);
    assert_eq!(sarif["runs"][0]["results"], json!([]));
    let run = check(&site, "github");
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
}

#[test]
fn a_command_that_cannot_run_says_so_in_every_format() {
    let site = Site::with([("quarterdeck.toml", "title = 3\n")]);
    for format in ["json", "sarif", "github"] {
        let run = check(&site, format);
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stderr.contains("there is no folder"), "{}", run.stderr);
        assert!(run.stdout.contains("there is no folder"), "{}", run.stdout);
        assert!(run.stdout.contains("config/wrong-type"), "{}", run.stdout);
    }
    let json = data(&site, "json");
    assert_eq!(faults(&json_schema(), &json), [""; 0]);
    let sarif = data(&site, "sarif");
    assert_eq!(faults(&sarif_schema(), &sarif), [""; 0]);
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn the_same_site_is_told_in_the_same_words() {
    let site = site();
    for format in ["json", "sarif", "github", "short"] {
        assert_eq!(check(&site, format).stdout, check(&site, format).stdout);
    }
    let moved = self::site();
    assert_eq!(check(&moved, "sarif").stdout, check(&site, "sarif").stdout);
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let site = site();
    for format in ["json", "sarif", "github", "short", "human"] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
            .current_dir(site.path(""))
            .args(["check", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        assert!(complaint.starts_with("checked 1 document: "), "{complaint}");
    }
}

#[test]
fn every_rule_of_every_page_is_told_as_valid_sarif_and_json() {
    let (json, sarif) = (json_schema(), sarif_schema());
    let validators = [("json", json), ("sarif", sarif)].map(|(format, schema)| {
        (format, jsonschema::options().should_validate_formats(true).build(&schema).unwrap())
    });
    for page in pages::files(&project("docs/rules"), "md") {
        let site = Site::with([("content/index.md", "# Us\n")]);
        for fence in pages::fences(&pages::read(&page)) {
            if fence.section == "Example" && !fence.info.1.is_empty() {
                site.write(&fence.info.1, &fence.text);
            }
        }
        for (format, validator) in &validators {
            let run = quarterdeck(&site.path(""), &["check", "--format", format]);
            let value: Value = serde_json::from_str(&run.stdout).unwrap();
            assert!(validator.is_valid(&value), "{}: {format}", page.display());
        }
    }
}
