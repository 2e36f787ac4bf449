//! The items of the roadmap in time.

use crate::calendar::{Date, DateRange, Fiscal, Part, PeriodName, Reckoning};
use crate::model::ItemId;

use super::assemble::View;
use super::data::{Chart, ChartRow, Timeline};
use super::lists::LINES;
use super::periods::few;

/// The most columns of a chart; what lies beyond is drawn to its end.
const COLUMNS: usize = 8;

/// The shortest bar, in percent of the width.
const SHORTEST: f64 = 1.2;

/// A quarter with its days.
type Quarter = (PeriodName, DateRange);

impl View {
    pub(super) fn timeline(&self) -> Option<Timeline> {
        let plan = &*self.plan;
        let dated = |id: ItemId| {
            let item = plan.item(id);
            let due = item.due?.range;
            let from = item.starts.map_or(due.starts(), DateRange::starts);
            Some((id, DateRange::new(from.min(due.ends()), due.ends()).unwrap_or(due)))
        };
        let mut all: Vec<(ItemId, DateRange)> = plan.item_ids().filter_map(dated).collect();
        if all.is_empty() {
            return None;
        }
        all.sort_by_key(|(_, days)| (days.ends(), days.starts()));
        let now = quarter_of(self.today, plan.fiscal).map_or(self.today, |(_, days)| days.starts());
        let (past, ahead): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, it)| it.ends() < now);
        let undated = plan.item_ids().filter(|id| plan.item(*id).due.is_none());
        let (undated, undated_more) = few(undated.collect(), LINES);
        let last = |rows: &[(ItemId, DateRange)]| rows.iter().map(|(_, it)| it.ends()).max();
        let first = |rows: &[(ItemId, DateRange)]| rows.iter().map(|(_, it)| it.starts()).min();
        let before = now.plus_days(-1);
        // The past is shown up to its end, the future from today's quarter on.
        let cut = past.len().saturating_sub(LINES);
        let start = first(&past[cut..]).unwrap_or(before);
        let start = start.max(self.quarters_before(before, COLUMNS - 1));
        Some(Timeline {
            ahead: self.chart(now, last(&ahead).unwrap_or(now), (&ahead, 0)),
            past: self.chart(start, before, (&past, cut)),
            undated: self.item_cards(&undated),
            undated_more,
        })
    }

    /// The first day of the quarter `count` quarters before that of `day`.
    fn quarters_before(&self, day: Date, count: usize) -> Date {
        let Some((name, _)) = quarter_of(day, self.plan.fiscal) else { return day };
        let back = std::iter::successors(Some(name), PeriodName::previous).take(count + 1).last();
        back.unwrap_or(name).dates(&self.plan.fiscal).starts()
    }

    /// The chart of items over the quarters of some days; of many, those from `first` on.
    fn chart(
        &self,
        from: Date,
        to: Date,
        (rows, first): (&[(ItemId, DateRange)], usize),
    ) -> Option<Chart> {
        let count = rows.len();
        let rows = &rows[first..count.min(first + LINES)];
        if rows.is_empty() {
            return None;
        }
        let (first, _) = quarter_of(from, self.plan.fiscal)?;
        let each = std::iter::successors(Some(first), PeriodName::next);
        let days = each.map(|name| (name, name.dates(&self.plan.fiscal)));
        let columns: Vec<Quarter> =
            days.take(COLUMNS).take_while(|(_, days)| days.starts() <= to).collect();
        let at = |day: Date| place(&columns, day);
        let row = |(id, days): &(ItemId, DateRange)| {
            let from = at(days.starts());
            let width = (at(days.ends().plus_days(1)) - from).max(SHORTEST);
            let from = from.min(100.0 - width);
            ChartRow { item: self.item_card(*id), from: tenth(from), width: tenth(width) }
        };
        let (_, start) = columns.first()?;
        let (_, end) = columns.last()?;
        let shown = start.starts() <= self.today && self.today <= end.ends();
        let lines = columns.iter().skip(1).map(|(_, days)| tenth(at(days.starts())));
        Some(Chart {
            today: shown.then(|| tenth(at(self.today))),
            lines: lines.collect(),
            count,
            rows: rows.iter().map(row).collect(),
            rows_more: count - rows.len(),
            columns: columns.iter().map(|(name, _)| name.label()).collect(),
        })
    }
}

/// The quarter of the calendar in which a day lies.
fn quarter_of(day: Date, fiscal: Fiscal) -> Option<Quarter> {
    let reckoning = if fiscal == Fiscal::default() { Reckoning::Plain } else { Reckoning::Fiscal };
    let years = [day.year(), day.year() + 1, day.year() - 1];
    let mut all = years.into_iter().flat_map(|year| {
        (1..=4).filter_map(move |it| PeriodName::new(reckoning, year, Part::Quarter(it)))
    });
    all.find_map(|name| {
        let days = name.dates(&fiscal);
        days.contains(day).then_some((name, days))
    })
}

/// Where a day lies over columns that are equally wide, in percent.
fn place(columns: &[Quarter], day: Date) -> f64 {
    let count = |number: i64| f64::from(i32::try_from(number).unwrap_or(i32::MAX));
    let width = 100.0 / count(i64::try_from(columns.len()).unwrap_or(1)).max(1.0);
    let mut left = 0.0;
    for (_, days) in columns {
        if day < days.starts() {
            return left;
        }
        if days.contains(day) {
            return left + width * count(days.starts().days_until(day)) / count(days.days());
        }
        left += width;
    }
    100.0
}

fn tenth(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::YearNaming;

    fn date(iso: &str) -> Date {
        Date::parse(iso).expect(iso)
    }

    #[test]
    fn days_lie_in_quarters_of_the_fiscal_calendar() {
        let fiscal = Fiscal::new(2, YearNaming::End).expect("valid");
        let label = |iso| quarter_of(date(iso), fiscal).map(|(name, _)| name.label());
        assert_eq!(label("2020-09-15").as_deref(), Some("FY21-Q3"));
        assert_eq!(label("2021-01-31").as_deref(), Some("FY21-Q4"));
    }

    #[test]
    fn columns_are_equally_wide_and_days_lie_between_their_ends() {
        let fiscal = Fiscal::default();
        let quarters = [1, 2].map(|it| {
            let name = PeriodName::new(Reckoning::Plain, 2026, Part::Quarter(it)).expect("valid");
            (name, name.dates(&fiscal))
        });
        assert_eq!(tenth(place(&quarters, date("2026-01-01"))).to_string(), "0");
        assert_eq!(tenth(place(&quarters, date("2026-04-01"))).to_string(), "50");
        assert_eq!(tenth(place(&quarters, date("2026-07-01"))).to_string(), "100");
        assert_eq!(tenth(place(&quarters, date("2025-07-01"))).to_string(), "0");
    }
}
