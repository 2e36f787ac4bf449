//! The states a key result can be in, in the many spellings people use.

/// The state of a key result, as its author puts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is reached.
    Done,
    /// Work on it goes on; nothing says how well.
    InProgress,
    /// It goes as planned.
    OnTrack,
    /// It goes slower than planned.
    Behind,
    /// It may well not be reached.
    AtRisk,
    /// It cannot go on, or rests.
    Blocked,
    /// It is not reached, or not yet.
    NotDone,
    /// It is no longer wanted.
    Dropped,
}

impl Status {
    /// The word that stands for it in every format, in kebab case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::InProgress => "in-progress",
            Self::OnTrack => "on-track",
            Self::Behind => "behind",
            Self::AtRisk => "at-risk",
            Self::Blocked => "blocked",
            Self::NotDone => "not-done",
            Self::Dropped => "dropped",
        }
    }

    /// The state that `name` spells, whatever its case, dashes and punctuation: `on track`,
    /// `WIP`, `yellow`, `🟢`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        // No spelling is longer; what is longer is prose.
        if name.trim().len() > 64 {
            return None;
        }
        if let Some(status) = sole_sign(name) {
            return Some(status);
        }
        let plain = normal(name);
        NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(status, _)| *status)
    }

    /// The state that a sign stands for.
    pub(super) fn of_sign(sign: char) -> Option<Self> {
        Some(match sign {
            '✅' | '☑' | '✔' | '✓' | '🎉' | '🏁' => Self::Done,
            '🔄' | '🚧' | '🏗' | '⏳' | '🔵' | '🟦' => Self::InProgress,
            '🟢' | '🟩' => Self::OnTrack,
            '🟡' | '🟠' | '🟨' | '🟧' | '⚠' => Self::Behind,
            '🔴' | '🟥' => Self::AtRisk,
            '⛔' | '🛑' | '⏸' => Self::Blocked,
            '🚫' | '❌' | '✗' | '✘' | '✖' => Self::NotDone,
            '🗑' => Self::Dropped,
            _ => return None,
        })
    }
}

/// The state of a text that is nothing but one sign.
fn sole_sign(text: &str) -> Option<Status> {
    let mut signs = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{fe0f}');
    let sign = signs.next()?;
    if signs.next().is_some() { None } else { Status::of_sign(sign) }
}

/// Lower case, one space between words, no punctuation around them and no sign before them.
fn normal(name: &str) -> String {
    let plain = name.to_lowercase().replace('’', "'");
    let parts = plain.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '–' | '·'));
    let words = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

const NAMES: &[(Status, &[&str])] = &[
    (
        Status::Done,
        &[
            "done",
            "all done",
            "fully done",
            "completed",
            "complete",
            "finished",
            "reached",
            "achieved",
            "accomplished",
            "met",
            "hit",
            "yes",
            "closed",
            "shipped",
            "launched",
            "released",
            "delivered",
            "implemented",
            "published",
            "approved",
            "deployed",
            "rolled out",
            "resolved",
            "exceeded",
            "surpassed",
            "overachieved",
            "target exceeded",
            "goal exceeded",
            "übertroffen",
            "dépassé",
            "superado",
            "gereed",
            "afgerond",
            "behaald",
            "gehaald",
            "completato",
            "raggiunto",
            "zrobione",
            "wykonane",
            "wykonano",
            "osiągnięte",
            "完了",
            "達成",
            "已完成",
            "完成",
            "완료",
            "goal met",
            "target met",
            "goal reached",
            "target reached",
            "goal achieved",
            "success",
            "erledigt",
            "fertig",
            "erreicht",
            "abgeschlossen",
            "umgesetzt",
            "ziel erreicht",
            "atteint",
            "atteinte",
            "terminé",
            "terminée",
            "réalisé",
            "fait",
            "concluído",
            "concluída",
            "feito",
            "feita",
            "alcançado",
            "atingido",
            "hecho",
            "completado",
            "completada",
            "logrado",
            "alcanzado",
            "cumplido",
        ],
    ),
    (
        Status::InProgress,
        &[
            "in progress",
            "wip",
            "work in progress",
            "ongoing",
            "on going",
            "started",
            "doing",
            "active",
            "in review",
            "in development",
            "underway",
            "under way",
            "partial",
            "partially",
            "partly",
            "partially met",
            "partly met",
            "partially done",
            "partly done",
            "partially complete",
            "partially completed",
            "partially achieved",
            "partially reached",
            "mostly done",
            "teilweise",
            "teilweise erreicht",
            "partiellement",
            "partiellement atteint",
            "parcial",
            "parcialmente cumplido",
            "blue",
            "in arbeit",
            "läuft",
            "begonnen",
            "en cours",
            "en curso",
            "en progreso",
            "em progresso",
            "em andamento",
            "in corso",
            "bezig",
            "loopt",
            "mee bezig",
            "w toku",
            "w trakcie",
            "進行中",
            "进行中",
            "진행 중",
        ],
    ),
    (
        Status::OnTrack,
        &[
            "on track",
            "ontrack",
            "green",
            "on schedule",
            "on target",
            "on course",
            "healthy",
            "im plan",
            "auf kurs",
            "grün",
            "en bonne voie",
            "vert",
            "no prazo",
            "no caminho certo",
            "en buen camino",
            "verde",
            "op schema",
            "op koers",
            "in linea",
            "zgodnie z planem",
            "順調",
            "정상",
        ],
    ),
    (
        Status::Behind,
        &[
            "behind",
            "behind schedule",
            "behind plan",
            "delayed",
            "late",
            "slipping",
            "slipped",
            "yellow",
            "amber",
            "orange",
            "not on track",
            "off track",
            "needs attention",
            "postponed",
            "deferred",
            "verzögert",
            "verspätet",
            "in verzug",
            "gelb",
            "en retard",
            "atrasado",
            "atrasada",
            "amarelo",
            "retrasado",
            "amarillo",
            "loopt achter",
            "vertraagd",
            "in ritardo",
            "opóźnione",
            "遅れ",
            "遅延",
            "moved to next quarter",
        ],
    ),
    (
        Status::AtRisk,
        &[
            "at risk",
            "atrisk",
            "red",
            "in danger",
            "high risk",
            "endangered",
            "gefährdet",
            "rot",
            "à risque",
            "rouge",
            "em risco",
            "vermelho",
            "en riesgo",
            "rojo",
        ],
    ),
    (
        Status::Blocked,
        &[
            "blocked",
            "stuck",
            "on hold",
            "paused",
            "waiting",
            "stalled",
            "blockiert",
            "bloqué",
            "bloqueado",
        ],
    ),
    (
        Status::NotDone,
        &[
            "not done",
            "not done yet",
            "not yet",
            "not yet done",
            "missed",
            "not met",
            "not reached",
            "not achieved",
            "not completed",
            "not complete",
            "not finished",
            "not started",
            "not yet started",
            "not begun",
            "not yet begun",
            "failed",
            "no",
            "none",
            "none yet",
            "didn't make it",
            "did not make it",
            "todo",
            "to do",
            "open",
            "undone",
            "incomplete",
            "nicht erreicht",
            "nicht erledigt",
            "nicht begonnen",
            "noch nicht begonnen",
            "verfehlt",
            "offen",
            "non atteint",
            "non atteinte",
            "pas atteint",
            "non commencé",
            "à faire",
            "não iniciado",
            "não iniciada",
            "não concluído",
            "não alcançado",
            "não atingido",
            "no alcanzado",
            "no logrado",
            "no cumplido",
            "no iniciado",
            "pendiente",
        ],
    ),
    (
        Status::Dropped,
        &[
            "dropped",
            "cancelled",
            "canceled",
            "abandoned",
            "deprioritized",
            "deprioritised",
            "won't do",
            "wont do",
            "obsolete",
            "descoped",
            "no longer relevant",
            "no longer needed",
            "discarded",
            "verworfen",
            "abgesagt",
            "gestrichen",
            "abandonné",
            "annulé",
            "cancelado",
            "descartado",
            "geschrapt",
            "annullato",
            "中止",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_its_own_status() {
        for status in [
            Status::Done,
            Status::InProgress,
            Status::OnTrack,
            Status::Behind,
            Status::AtRisk,
            Status::Blocked,
            Status::NotDone,
            Status::Dropped,
        ] {
            assert_eq!(Status::named(status.word()), Some(status));
        }
    }

    #[test]
    fn spellings_of_people_are_understood() {
        for (name, status) in [
            ("On Track", Status::OnTrack),
            (" WIP. ", Status::InProgress),
            ("yellow", Status::Behind),
            ("🟢", Status::OnTrack),
            ("🟢 on track", Status::OnTrack),
            ("⚠️", Status::Behind),
            ("delayed", Status::Behind),
            ("not_done", Status::NotDone),
            ("Didn’t make it", Status::NotDone),
            ("not on track", Status::Behind),
            ("Cancelled", Status::Dropped),
            ("Nicht erreicht", Status::NotDone),
            ("En cours", Status::InProgress),
            ("Alcanzado", Status::Done),
        ] {
            assert_eq!(Status::named(name), Some(status), "{name}");
        }
    }

    #[test]
    fn prose_names_no_status() {
        for name in ["", "on", "done for two of three teams", "???", "🟢🔴", "track on"] {
            assert_eq!(Status::named(name), None, "{name}");
        }
        assert_eq!(Status::named(&"done ".repeat(1000)), None);
    }
}
