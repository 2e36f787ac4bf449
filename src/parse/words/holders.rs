//! Words of keys before names.

use super::list::List;

/// Last words of keys before the names of those who hold something.
pub(in crate::parse) static HOLDER_KEYS: List = List::new(&[
    "owner",
    "dri",
    "responsible",
    "accountable",
    "verantwortlich",
    "verantwortliche",
    "verantwortlicher",
    "responsable",
    "responsabile",
    "responsável",
    "zuständig",
    "federführung",
    "eigenaar",
    "verantwoordelijk",
    "verantwoordelijke",
    "référent",
    "référente",
    "assignee",
    "担当",
    "担当者",
    "責任者",
    "负责人",
    "負責人",
    "담당",
    "담당자",
    "ответственный",
    "ответственная",
    "odpowiedzialny",
    "odpowiedzialna",
    "właściciel",
    "właścicielka",
    "verantw",
    "verantw.",
    "co-owner",
    "co-lead",
]);

/// Such keys of one word: as the last of several, these words name somebody.
pub(in crate::parse) static HOLDER_KEYS_ALONE: List = List::new(&[
    "lead", "champion", "sponsor", "trekker", "pilote", "porteur", "líder", "dono", "dona", "who",
    "driver",
]);

/// The same before the name of a team.
pub(in crate::parse) static TEAM_KEYS: List =
    List::new(&["team", "equipe", "equipo", "squadra", "équipe"]);
