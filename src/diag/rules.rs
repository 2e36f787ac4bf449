//! The closed list of rules: name, default level, and one sentence each.
//!
//! A rule's page in `docs/rules/` explains it with examples that are run as tests.

use super::Severity;

/// How a rule is to be treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Say nothing.
    Allow,
    /// Mention it.
    Hint,
    /// Warn; with `--strict`, fail.
    Warning,
    /// Fail.
    Error,
}

impl Level {
    /// The severity of a diagnostic at this level; `None` when it is not to be shown.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Hint => Some(Severity::Hint),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }

    /// The level that `word` names in the configuration.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "allow" => Some(Self::Allow),
            "hint" => Some(Self::Hint),
            "warning" => Some(Self::Warning),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// A rule: what it is called, how grave a breach is by default, and what it says.
#[derive(PartialEq, Eq)]
pub struct Rule {
    /// `group/name`, as written under `[lints]`.
    pub name: &'static str,
    /// The level when the configuration says nothing.
    pub level: Level,
    /// What the rule asks for, in one sentence.
    pub summary: &'static str,
    /// Its page in `docs/rules/`, as Markdown.
    pub page: &'static str,
}

/// Where Quarterdeck and its documentation can be seen.
pub const HOME: &str = "https://github.com/quarterdeck/quarterdeck";

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Rule {
    /// Where its page can be seen.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{HOME}/blob/main/docs/rules/{}.md", self.name)
    }
}

macro_rules! rules {
    ($($constant:ident = $name:literal, $level:ident, $summary:literal;)*) => {
        $(#[doc = concat!("`", $name, "`: ", $summary, ".")]
        pub static $constant: Rule = Rule {
            name: $name,
            level: Level::$level,
            summary: $summary,
            page: include_str!(concat!("../../docs/rules/", $name, ".md")),
        };)*

        /// Every rule, in alphabetical order of its name.
        pub static ALL: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    CARD_MISSING_GLYPH = "card/missing-glyph", Hint, "the picture of a page can show all of its words";
    CONFIG_INVALID_VALUE = "config/invalid-value", Error, "a setting has a value that it can take";
    CONFIG_SYNTAX = "config/syntax", Error, "`quarterdeck.toml` is valid TOML";
    CONFIG_UNKNOWN_KEY = "config/unknown-key", Error, "`quarterdeck.toml` holds only known settings";
    CONFIG_WRONG_TYPE = "config/wrong-type", Error, "a setting has a value of its type";
    FRONT_MATTER_FOREIGN_KEY = "front-matter/foreign-key", Allow, "front matter holds no keys of other programs";
    FRONT_MATTER_INVALID_VALUE = "front-matter/invalid-value", Error, "a front matter field has a value that it can take";
    FRONT_MATTER_SYNTAX = "front-matter/syntax", Error, "front matter is valid YAML or TOML";
    FRONT_MATTER_UNCLOSED = "front-matter/unclosed", Error, "front matter that is opened is closed";
    FRONT_MATTER_UNKNOWN_KEY = "front-matter/unknown-key", Error, "front matter fields are spelled as documented";
    FRONT_MATTER_UNKNOWN_PARENT = "front-matter/unknown-parent", Warning, "the objective that a document supports exists";
    FRONT_MATTER_WRONG_TYPE = "front-matter/wrong-type", Error, "a front matter field has a value of its type";
    ID_DUPLICATE = "id/duplicate", Error, "no two things share one explicit id";
    ID_INVALID = "id/invalid", Warning, "attributes in braces are readable";
    ITEM_DEPENDENCY_CYCLE = "item/dependency-cycle", Warning, "no items of a roadmap wait for each other";
    ITEM_DEPENDENCY_LATE = "item/dependency-late", Warning, "what an item waits for is due before it";
    ITEM_OVERDUE = "item/overdue", Warning, "an item that is past its date is done";
    ITEM_SUPPORTS_NOTHING = "item/supports-nothing", Hint, "items say what they support, where others do";
    ITEM_UNKNOWN_DEPENDENCY = "item/unknown-dependency", Hint, "the items that an item depends on exist";
    ITEM_UNKNOWN_SUPPORT = "item/unknown-support", Warning, "the objectives and key results that an item supports exist";
    KEY_RESULT_DUPLICATE = "key-result/duplicate", Warning, "an objective holds each key result once";
    KEY_RESULT_UNMEASURED = "key-result/unmeasured", Hint, "a key result tells when it is reached";
    KEY_RESULT_UNSUPPORTED = "key-result/unsupported", Allow, "an item of a roadmap supports each key result";
    LINK_MALFORMED = "link/malformed", Warning, "links are written `[text](address)`";
    LINK_MEMBERS_ONLY = "link/members-only", Allow, "every reader can open what a link leads to";
    LINK_MISSING_ANCHOR = "link/missing-anchor", Warning, "a link's anchor exists on the page it leads to";
    LINK_MISSING_PAGE = "link/missing-page", Warning, "a link's page exists";
    LINK_OUTSIDE_CONTENT = "link/outside-content", Warning, "a link out of the content folder has somewhere to go";
    LINK_UNDEFINED_REFERENCE = "link/undefined-reference", Warning, "a reference link's label is defined";
    LINK_UNSAFE_SCHEME = "link/unsafe-scheme", Warning, "links use schemes that are safe to publish";
    OBJECTIVE_DUPLICATE = "objective/duplicate", Hint, "an owner has each objective of a period once";
    OBJECTIVE_EMPTY = "objective/empty", Hint, "an objective has key results or objectives below it";
    OBJECTIVE_NONE = "objective/none", Hint, "a document that announces objectives holds some";
    OBJECTIVE_TOO_MANY_KEY_RESULTS = "objective/too-many-key-results", Hint, "an objective has few key results";
    OUTCOME_MISSING = "outcome/missing", Hint, "after its period, a key result has an outcome";
    OUTCOME_TOO_EARLY = "outcome/too-early", Warning, "before its period, nothing has an outcome";
    OUTCOME_UNGRADED = "outcome/ungraded", Hint, "an outcome can be graded, and in one way only";
    OUTCOME_WITHOUT_EVIDENCE = "outcome/without-evidence", Allow, "an outcome shows that it is true";
    OWNER_MISSING = "owner/missing", Hint, "every objective names its owner";
    OWNER_SIMILAR = "owner/similar", Hint, "no two owners have nearly the same name";
    OWNER_SPELLING = "owner/spelling", Warning, "an owner is spelled the same everywhere";
    OWNER_TOO_MANY_OBJECTIVES = "owner/too-many-objectives", Hint, "an owner has few objectives";
    PAGE_ALIAS_TAKEN = "page/alias-taken", Warning, "a former address of a page is free";
    PAGE_COLLISION = "page/collision", Error, "no two pages share one address";
    PERIOD_DATES_DISAGREE = "period/dates-disagree", Warning, "stated dates agree with the fiscal calendar";
    PERIOD_UNKNOWN = "period/unknown", Warning, "a document with objectives says which period it is for";
    SOURCE_LINK_LOOP = "source/link-loop", Error, "symbolic links do not run in a circle";
    SOURCE_NOT_UTF8 = "source/not-utf8", Error, "documents are UTF-8 text";
    SOURCE_TOO_LARGE = "source/too-large", Warning, "documents are small enough to be read in a browser";
    SOURCE_UNREADABLE = "source/unreadable", Error, "every document can be read";
    SYNTAX_BREAK_SPACING = "syntax/break-spacing", Hint, "a `\\` at a line's end stands apart from the word before it";
    SYNTAX_BREAK_TO_NOTHING = "syntax/break-to-nothing", Hint, "a `\\` at a line's end is followed by another line";
    SYNTAX_NESTED_TOO_DEEP = "syntax/nested-too-deep", Warning, "lists and quotes are nested within reason";
    SYNTAX_UNCLOSED_BOLD = "syntax/unclosed-bold", Warning, "bold text that is opened is closed";
    TARGET_BLANK = "target/blank", Hint, "no sign such as `XXX` leaves a number open";
    TARGET_DEFINED_TWICE = "target/defined-twice", Warning, "a target is defined once in a document";
    TARGET_LABEL_MISMATCH = "target/label-mismatch", Warning, "the number shown is the label's";
    TARGET_UNDEFINED = "target/undefined", Error, "every target that is used is defined";
    TARGET_UNUSED = "target/unused", Warning, "every target that is defined is used";
    TEAM_UNKNOWN_PARENT = "team/unknown-parent", Error, "a team's parent exists and is not below it";
    THEME_LANGUAGE = "theme/language", Hint, "the theme speaks the language of the site";
    THEME_STRINGS = "theme/strings", Error, "a theme's own words fit the places they are for";
    THEME_TEMPLATE = "theme/template", Error, "templates can be read and rendered";
    THEME_UNKNOWN = "theme/unknown", Error, "the configured theme exists";
}

/// The rule called `name`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_in_alphabetical_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
