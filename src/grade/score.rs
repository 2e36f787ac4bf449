//! Rolls grades up, sorts them into bands and holds them against the calendar.

/// What rounding may add to a number that is meant to be on a threshold.
const TOLERANCE: f64 = 1e-9;

/// How far below the share of the period that has passed a result is still only behind.
const LEEWAY: f64 = 0.15;

/// The weighted mean of what is graded, and how much of it all that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The weighted mean of the graded parts, 0 to 1; `None` when none is graded.
    pub value: Option<f64>,
    /// How many parts are graded.
    pub graded: usize,
    /// How many parts there are.
    pub total: usize,
}

/// The score of `parts`, each a weight and a grade if it has one.
///
/// Grades are clamped to 0…1, Σ w·g / Σ w is taken over the graded parts, and a weight that is
/// not a positive number is 0.
pub fn score(parts: impl IntoIterator<Item = (f64, Option<f64>)>) -> Score {
    let mut score = Score { value: None, graded: 0, total: 0 };
    let mut graded = Vec::new();
    for (weight, grade) in parts {
        score.total += 1;
        if let Some(grade) = grade.filter(|grade| grade.is_finite()) {
            score.graded += 1;
            let weight = if weight.is_finite() { weight.max(0.0) } else { 0.0 };
            graded.push((weight, clamped(grade)));
        }
    }
    let heaviest = graded.iter().map(|(weight, _)| *weight).fold(0.0, f64::max);
    if heaviest > 0.0 {
        // Huge weights are taken relative to the heaviest, so that their sum stays a number.
        let scale = if heaviest > 1e100 { heaviest } else { 1.0 };
        let whole: f64 = graded.iter().map(|(weight, _)| weight / scale).sum();
        let sum: f64 = graded.iter().map(|(weight, grade)| weight / scale * grade).sum();
        score.value = Some(clamped(sum / whole));
    }
    score
}

/// `value` in 0…1, without a negative zero.
pub(super) fn clamped(value: f64) -> f64 {
    if value > 0.0 { value.min(1.0) } else { 0.0 }
}

/// Where progress and delivery begin, as shares of the goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    /// At least this is progress.
    pub progress: f64,
    /// At least this is delivered, unless the objective is committed.
    pub delivered: f64,
}

impl Default for Bands {
    fn default() -> Self {
        Self { progress: 0.4, delivered: 0.7 }
    }
}

impl Bands {
    /// The band of `value`, which is rounded to one decimal first; a committed objective is
    /// delivered only at 1.0.
    #[must_use]
    pub fn of(&self, value: f64, commitment: Commitment) -> Band {
        let value = (value * 10.0 + TOLERANCE).round() / 10.0;
        let delivered = match commitment {
            Commitment::Committed => 1.0,
            Commitment::Aspirational => self.delivered,
        };
        match value + TOLERANCE {
            value if value >= delivered => Band::Delivered,
            value if value >= self.progress => Band::Progress,
            _ => Band::Missed,
        }
    }
}

/// What an objective promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Commitment {
    /// It is to be delivered in full.
    Committed,
    /// It is set high, and most of it is a success.
    #[default]
    Aspirational,
}

/// What a value amounts to once the period is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Band {
    /// Little came of it.
    Missed,
    /// A good part came of it.
    Progress,
    /// It was delivered.
    Delivered,
}

/// What a value amounts to while the period runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pace {
    /// It is at or above the share of the period that has passed.
    OnTrack,
    /// It is up to 15 points below.
    Behind,
    /// It is more than that below.
    AtRisk,
}

/// The pace of `value` when the share `elapsed` of the period has passed; both from 0 to 1.
#[must_use]
pub fn pace(value: f64, elapsed: f64) -> Pace {
    match value - elapsed + TOLERANCE {
        lead if lead >= 0.0 => Pace::OnTrack,
        lead if lead >= -LEEWAY => Pace::Behind,
        _ => Pace::AtRisk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_the_weighted_mean_of_what_is_graded() {
        let score = score([(1.0, Some(0.5)), (3.0, Some(1.5)), (1.0, None)]);
        assert_eq!(score, Score { value: Some(0.875), graded: 2, total: 3 });
    }

    #[test]
    fn nothing_graded_is_no_score() {
        assert_eq!(score([(1.0, None)]), Score { value: None, graded: 0, total: 1 });
        assert_eq!(score([]), Score { value: None, graded: 0, total: 0 });
        assert_eq!(score([(0.0, Some(1.0))]).value, None);
    }

    #[test]
    fn odd_weights_and_grades_give_no_odd_score() {
        let parts = [(f64::MAX, Some(-2.0)), (f64::MAX, Some(1.0)), (f64::NAN, Some(0.3))];
        assert_eq!(score(parts).value, Some(0.5));
        assert_eq!(score([(1.0, Some(f64::NAN))]).graded, 0);
    }

    #[test]
    fn bands_are_told_after_rounding_to_one_decimal() {
        let bands = Bands::default();
        for (value, band) in [
            (0.0, Band::Missed),
            (0.34, Band::Missed),
            (0.35, Band::Progress),
            (0.64, Band::Progress),
            (0.65, Band::Delivered),
            (1.5, Band::Delivered),
            (-0.2, Band::Missed),
        ] {
            assert_eq!(bands.of(value, Commitment::Aspirational), band, "{value}");
        }
        assert_eq!(bands.of(0.9, Commitment::Committed), Band::Progress);
        assert_eq!(bands.of(1.0, Commitment::Committed), Band::Delivered);
    }

    #[test]
    fn pace_allows_fifteen_points() {
        assert_eq!(pace(0.5, 0.5), Pace::OnTrack);
        assert_eq!(pace(0.35, 0.5), Pace::Behind);
        assert_eq!(pace(0.34, 0.5), Pace::AtRisk);
    }
}
