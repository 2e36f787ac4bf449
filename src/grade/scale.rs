//! Units that measure the same, and how they relate: half an hour is thirty minutes.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::stem;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dimension {
    Time,
    Data,
    Length,
    Weight,
}

/// What a unit measures, and how much of the smallest unit there it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    dimension: Dimension,
    factor: f64,
}

/// All units by their stems.
static SCALES: LazyLock<HashMap<String, Scale>> = LazyLock::new(|| {
    let all = [
        (Dimension::Time, TIMES),
        (Dimension::Data, DATA),
        (Dimension::Length, LENGTHS),
        (Dimension::Weight, WEIGHTS),
    ];
    let scales = all.into_iter().flat_map(|(dimension, units)| {
        units.iter().flat_map(move |(names, factor)| {
            names.iter().map(move |name| (stem(name), Scale { dimension, factor: *factor }))
        })
    });
    scales.collect()
});

/// The scale of a unit, given by its stem.
pub(super) fn scale(unit: &str) -> Option<Scale> {
    SCALES.get(unit).copied()
}

impl Scale {
    /// How many of `other` one of these is; `None` when they measure different things.
    pub(super) fn of(self, other: Self) -> Option<f64> {
        (self.dimension == other.dimension).then_some(self.factor / other.factor)
    }

    /// Whether it is a length of time.
    pub(super) fn is_time(self) -> bool {
        self.dimension == Dimension::Time
    }
}

/// The names of units, and how much each is.
type Units = &'static [(&'static [&'static str], f64)];

/// In milliseconds; a month is a twelfth of 365.25 days.
const TIMES: Units = &[
    (&["ms", "msec", "millisecond"], 1.0),
    (&["s", "sec", "second", "sekunde", "sekunden", "seconde", "segundo"], 1e3),
    (&["min", "minute", "minuten", "minuto"], 60e3),
    (&["h", "hr", "hour", "stunde", "stunden", "heure", "hora"], 3_600e3),
    (&["day", "tag", "tage", "tagen", "jour", "día"], 86_400e3),
    (&["wk", "week", "woche", "wochen", "semaine", "semana"], 604_800e3),
    (&["month", "monat", "monate", "monaten", "mois", "mes"], 2_629_800e3),
    (&["yr", "year", "jahr", "jahre", "jahren", "année", "año"], 31_557_600e3),
];

/// In bytes.
const DATA: Units = &[
    (&["byte"], 1.0),
    (&["kb", "kilobyte"], 1e3),
    (&["kib"], 1_024.0),
    (&["mb", "megabyte"], 1e6),
    (&["mib"], 1_048_576.0),
    (&["gb", "gigabyte"], 1e9),
    (&["gib"], 1_073_741_824.0),
    (&["tb", "terabyte"], 1e12),
    (&["tib"], 1_099_511_627_776.0),
    (&["pb", "petabyte"], 1e15),
];

/// In millimetres. An `m` may also be millions or minutes; then it is compared with its like only.
const LENGTHS: Units = &[
    (&["mm"], 1.0),
    (&["cm"], 10.0),
    (&["m", "meter", "metre"], 1e3),
    (&["km", "kilometer", "kilometre"], 1e6),
    (&["mile"], 1_609_344.0),
];

/// In grams.
const WEIGHTS: Units =
    &[(&["gram"], 1.0), (&["kg", "kilogram", "kilo"], 1e3), (&["ton", "tonne"], 1e6)];

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(one: &str, other: &str) -> Option<f64> {
        scale(&stem(one))?.of(scale(&stem(other))?)
    }

    #[test]
    fn units_of_one_kind_are_multiples_of_each_other() {
        for (one, other, times) in [
            ("hours", "minutes", 60.0),
            ("days", "hours", 24.0),
            ("seconds", "ms", 1_000.0),
            ("s", "milliseconds", 1_000.0),
            ("weeks", "days", 7.0),
            ("years", "months", 12.0),
            ("GB", "MB", 1_000.0),
            ("km", "metres", 1_000.0),
            ("Stunden", "Minuten", 60.0),
            ("semaines", "jours", 7.0),
        ] {
            assert_eq!(ratio(one, other), Some(times), "{one} in {other}");
        }
    }

    #[test]
    fn units_of_different_kinds_and_other_words_are_not() {
        assert_eq!(ratio("hours", "GB"), None);
        for word in ["customers", "points", "demos", "secrets", "minutiae"] {
            assert_eq!(scale(&stem(word)), None, "{word}");
        }
    }
}
