//! The words over the columns of tables, in several languages.

use super::Column;

/// Words over columns of objectives.
const OBJECTIVES: [&str; 9] = [
    "objective",
    "objectives",
    "goal",
    "goals",
    "ziel",
    "ziele",
    "objectif",
    "objetivo",
    "obiettivo",
];

/// Those of them that also head what a key result is to reach, in a column to its right.
pub(super) const TARGETS: [&str; 5] = ["goal", "ziel", "objectif", "objetivo", "obiettivo"];

/// Words over columns of key results.
const KEY_RESULTS: [&str; 29] = [
    "key result",
    "key results",
    "key-result",
    "key-results",
    "kr",
    "krs",
    "key result (kr)",
    "key results (kr)",
    "key results (krs)",
    "key result description",
    "key result title",
    "kr description",
    "kr title",
    "success metric",
    "success metrics",
    "measure of success",
    "measures of success",
    "measure",
    "measures",
    "schlüsselergebnis",
    "schlüsselergebnisse",
    "résultat clé",
    "résultats clés",
    "résultats-clés",
    "resultado clave",
    "resultados clave",
    "resultado-chave",
    "resultados-chave",
    "risultato chiave",
];

/// Words over columns of numbers.
const NUMBERS: [&str; 7] = ["#", "no", "no.", "nr", "nr.", "id", "key"];

/// Words over columns that hold either.
const EITHER: [&str; 10] = [
    "okr",
    "okrs",
    "description",
    "item",
    "name",
    "title",
    "titel",
    "beschreibung",
    "descripción",
    "descrição",
];

/// What a column holds, by the words over it.
pub(super) fn column(head: &str) -> Column {
    let text = head.trim().trim_end_matches(':').to_lowercase();
    let parts: Vec<&str> = text.split(['/', '&']).map(str::trim).collect();
    let of = |names: &[&str]| parts.iter().any(|part| names.contains(part));
    match () {
        () if of(&OBJECTIVES) && of(&KEY_RESULTS) => Column::Either,
        () if of(&OBJECTIVES) => Column::Objective,
        () if of(&KEY_RESULTS) => Column::KeyResult,
        () if of(&NUMBERS) => Column::Number,
        () if of(&EITHER) => Column::Either,
        () => Column::Field,
    }
}
