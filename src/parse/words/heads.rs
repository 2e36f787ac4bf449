//! Words over the columns of tables, and around what is measured.

/// Words over columns of objectives.
pub(in crate::parse) const OBJECTIVE_HEADS: &[&str] = &[
    "objective",
    "objectives",
    "goal",
    "goals",
    "ziel",
    "ziele",
    "objectif",
    "objetivo",
    "obiettivo",
    "doel",
    "doelen",
    "doelstelling",
    "cel",
    "cele",
    "目標",
    "目標（o）",
    "目标",
    "목표",
    "цель",
];

/// Those of them that also head what a key result is to reach, in a column to its right.
pub(in crate::parse) const GOAL_HEADS: &[&str] =
    &["goal", "ziel", "objectif", "objetivo", "obiettivo"];

/// Words over columns of key results.
pub(in crate::parse) const KEY_RESULT_HEADS: &[&str] = &[
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
    "risultati chiave",
    "kernresultaat",
    "kernresultaten",
    "kluczowy rezultat",
    "kluczowe rezultaty",
    "kluczowy wynik",
    "kluczowe wyniki",
    "主要な結果",
    "主要な結果（kr）",
    "主要な成果",
    "成果指標",
    "关键结果",
    "關鍵結果",
    "핵심 결과",
    "ключевой результат",
    "ключевые результаты",
];

/// Words over columns of numbers.
pub(in crate::parse) const NUMBER_HEADS: &[&str] = &["#", "no", "no.", "nr", "nr.", "id", "key"];

/// Words over columns that hold either.
pub(in crate::parse) const EITHER_HEADS: &[&str] = &[
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

/// Words over columns of what is measured, which say what a key result is where nothing else does.
pub(in crate::parse) const METRIC_HEADS: &[&str] = &[
    "metric",
    "metrics",
    "kpi",
    "kpis",
    "indicator",
    "indicators",
    "statement",
    "what",
    "kennzahl",
    "messgröße",
    "indicateur",
    "indicador",
    "métrica",
    "indicatore",
];

/// Heads of columns that tell where a metric started.
pub(in crate::parse) const START_HEADS: &[&str] = &[
    "baseline",
    "base",
    "start",
    "start value",
    "starting value",
    "starting point",
    "initial",
    "initial value",
    "from",
    "von",
    "de",
    "da",
    "ausgangswert",
    "startwert",
    "valeur initiale",
    "départ",
    "línea base",
    "línea de base",
    "linha de base",
    "valor inicial",
    "inicio",
];

/// Heads of columns that tell where a metric is to be.
pub(in crate::parse) const TARGET_HEADS: &[&str] = &[
    "target",
    "target value",
    "goal",
    "to",
    "auf",
    "para",
    "à",
    "zielwert",
    "ziel",
    "soll",
    "cible",
    "objectif",
    "meta",
    "objetivo",
    "obiettivo",
];

/// Heads of columns that tell where a metric is.
pub(in crate::parse) const CURRENT_HEADS: &[&str] = &[
    "current",
    "current value",
    "actual",
    "actual value",
    "actuals",
    "now",
    "today",
    "latest",
    "result",
    "outcome",
    "ist",
    "ist-wert",
    "istwert",
    "aktuell",
    "aktueller wert",
    "ergebnis",
    "actuel",
    "valeur actuelle",
    "résultat",
    "valor actual",
    "valor atual",
    "atual",
    "resultado",
    "end",
    "end value",
    "end of quarter",
    "end of period",
    "endwert",
    "réalisé",
    "realizado",
    "gerealiseerd",
];

/// Those that hold a share of the way as well: there a bare number is the metric.
pub(in crate::parse) const PROGRESS_HEADS: &[&str] = &[
    "progress",
    "achieved",
    "achieved?",
    "final",
    "done",
    "fortschritt",
    "progreso",
    "progresso",
    "voortgang",
    "avance",
];

/// Words before what is now, and behind what has come so far.
pub(in crate::parse) const NOW: &[&str] = &[
    "current",
    "currently",
    "now",
    "actual",
    "today",
    "aktuell",
    "derzeit",
    "actuellement",
    "actualmente",
    "atualmente",
    "atual",
    "attualmente",
    "nu",
    "stand",
    "actuel",
    "huidig",
];
pub(in crate::parse) const SO_FAR: &[&str] =
    &["so far", "to date", "bisher", "jusqu'ici", "hasta ahora"];

/// Words before where something started, in brackets with what is now: `(was 9h, now 4h)`.
pub(in crate::parse) const WAS: &[&str] = &["was", "from", "baseline", "up from", "down from"];

/// What stands in a cell that says the same as the one above it.
pub(in crate::parse) const DITTO: &[&str] =
    &["↳", "└", "〃", "″", "\"", "''", "”", "“", "ditto", "dito", "idem"];

/// Words over columns that say what a row is: an objective or a key result.
pub(in crate::parse) const TYPE_HEADS: &[&str] =
    &["type", "typ", "tipo", "kind", "level", "art", "okr type", "item type"];

/// Words over columns that name the objective above a row.
pub(in crate::parse) const PARENT_HEADS: &[&str] = &[
    "parent",
    "parent item",
    "parent objective",
    "parent goal",
    "objective",
    "supports",
    "übergeordnet",
];
