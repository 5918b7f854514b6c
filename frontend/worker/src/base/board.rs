//! The board's grid, lists and weekly bars.

use protocol::{BoardView, Column, GridCell, RhythmPoint, SlippingCustomer, Sort};
use shared::domain::Day;
use shared::planning::{RiskBand, ValueTier, compare_sources};

use super::LoadedBase;
use super::row::{customer_row, known};

/// Endangered customers shown.
const SLIPPING: usize = 8;
/// Days of their transactions shown.
const RHYTHM_DAYS: i32 = 365;
/// Most weeks of the bars.
const WEEKS: usize = 52;

impl LoadedBase {
    /// What the board shows beyond the manifest's summary.
    pub fn board(&mut self) -> BoardView {
        let (weekly_first, weekly_repeat) = self.weekly();
        let customers = &self.base.customers;
        let sources = compare_sources(&customers.source, &customers.lifetime_value_minor, self.sources);
        BoardView { grid: self.grid(), slipping: self.slipping(), weekly_first, weekly_repeat, sources }
    }

    /// Sixteen cells, the best tier first and within it the safest band first.
    fn grid(&self) -> Vec<GridCell> {
        if !self.is_estimated {
            return Vec::new();
        }
        let empty =
            |(tier, risk)| GridCell { risk, tier, customers: 0, value_at_risk_minor: 0.0, lifetime_value_minor: 0.0 };
        let places = ValueTier::ALL.into_iter().flat_map(|tier| RiskBand::ALL.map(|risk| (tier, risk)));
        let mut grid: Vec<GridCell> = places.map(empty).collect();

        let (customers, tiers) = (&self.base.customers, self.tiers());
        for (row, tier) in tiers.iter().enumerate() {
            if let (Some(tier), Some(risk)) = (*tier, RiskBand::of(customers.probability_alive[row])) {
                let cell = &mut grid[tier as usize * RiskBand::ALL.len() + risk as usize];
                cell.customers += 1;
                cell.value_at_risk_minor += known(customers.value_at_risk_minor[row]).unwrap_or(0.0);
                cell.lifetime_value_minor += known(customers.lifetime_value_minor[row]).unwrap_or(0.0);
            }
        }
        grid
    }

    fn slipping(&mut self) -> Vec<SlippingCustomer> {
        let estimated = self.is_estimated;
        let column = if estimated { Column::ValueAtRisk } else { Column::Lateness };
        let order: Vec<u32> = self.rows_by(Sort { column, descending: true }).to_vec();
        let customers = &self.base.customers;
        let endangered = order.into_iter().filter(|row| {
            let row = *row as usize;
            let risk = RiskBand::of(customers.probability_alive[row]);
            customers.frequency[row] > 0
                && if estimated {
                    let is_late = customers.lateness(row).is_some_and(|lateness| lateness > 2.0);
                    is_late && matches!(risk, Some(RiskBand::Wavering | RiskBand::Slipping))
                } else {
                    customers.lateness(row).is_some()
                }
        });
        let slipping = |row| SlippingCustomer {
            row: customer_row(&self.base, self.tiers(), row),
            rhythm: self.rhythm_points(row, RHYTHM_DAYS),
        };
        endangered.take(SLIPPING).map(slipping).collect()
    }

    /// The transactions of a customer in the last `days` days up to the as-of day.
    pub(super) fn rhythm_points(&self, row: u32, days: i32) -> Vec<RhythmPoint> {
        let as_of = self.base.as_of.map_or(0, |day| day.0);
        let (on, net) = self.base.orders.of(row as usize);
        let points = on.iter().zip(net).map(|(day, net_minor)| RhythmPoint { day: *day, net_minor: *net_minor });
        points.filter(|point| as_of.saturating_sub(point.day.0) < days).collect()
    }

    /// First and repeat transactions per week, oldest first, as many weeks as there are data, at most [`WEEKS`].
    fn weekly(&self) -> (Vec<u32>, Vec<u32>) {
        let orders = &self.base.orders;
        let (Some(Day(as_of)), Some(Day(begin))) = (self.base.as_of, orders.day.iter().min()) else {
            return (Vec::new(), Vec::new());
        };
        let weeks_ago = |day: i32| as_of.saturating_sub(day).max(0) as usize / 7;
        let weeks = (weeks_ago(*begin) + 1).min(WEEKS);
        let (mut first, mut repeat) = (vec![0; weeks], vec![0; weeks]);
        for row in 0..self.base.customers.len() {
            for (position, day) in orders.of(row).0.iter().enumerate() {
                let ago = weeks_ago(day.0);
                if ago < weeks {
                    let bars = if position == 0 { &mut first } else { &mut repeat };
                    bars[weeks - 1 - ago] += 1;
                }
            }
        }
        (first, repeat)
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Column, Filter, ListQuery, Sort};
    use shared::planning::{Reason, RiskBand, ValueTier, Verdict};

    use crate::base::test_base;

    fn query(filter: Filter) -> ListQuery {
        ListQuery { sort: Sort { column: Column::ValueAtRisk, descending: true }, filter, offset: 0, limit: 500 }
    }

    #[test]
    fn every_cell_agrees_with_the_list_it_opens() {
        let mut loaded = test_base::loaded(21, 480);
        let board = loaded.board();
        let places: Vec<_> = board.grid.iter().map(|cell| (cell.tier, cell.risk)).collect();
        let expected: Vec<_> = ValueTier::ALL.iter().flat_map(|t| RiskBand::ALL.iter().map(|r| (*t, *r))).collect();
        assert_eq!(places, expected);
        for cell in board.grid {
            let page = loaded.list(query(Filter { tier: Some(cell.tier), risk: Some(cell.risk), ..Filter::default() }));
            assert_eq!(page.total, cell.customers);
            assert_eq!(page.value_at_risk_minor, Some(cell.value_at_risk_minor));
            let value: f64 = page.rows.iter().filter_map(|row| row.lifetime_value_minor).map(|value| value.0).sum();
            assert!((value - cell.lifetime_value_minor).abs() < 1e-6 * value.max(1.0));
        }
    }

    #[test]
    fn the_slipping_are_the_late_customers_with_most_at_risk_between_safe_and_gone() {
        let mut loaded = test_base::loaded(22, 480);
        let board = loaded.board();
        let everyone = loaded.list(query(Filter::default())).rows;
        let expected: Vec<u32> = everyone
            .iter()
            .filter(|row| row.transactions > 1 && row.lateness.is_some_and(|lateness| lateness > 2.0))
            .filter(|row| row.probability_alive.is_some_and(|(alive, ..)| (0.2..0.8).contains(&alive)))
            .take(8)
            .map(|row| row.row)
            .collect();
        assert_eq!(board.slipping.iter().map(|slipping| slipping.row.row).collect::<Vec<_>>(), expected);
        let as_of = loaded.base.as_of.expect("a base with orders").0;
        for slipping in board.slipping {
            let (days, _) = loaded.base.orders.of(slipping.row.row as usize);
            let expected: Vec<_> = days.iter().filter(|day| day.0 > as_of - 365).collect();
            assert_eq!(slipping.rhythm.iter().map(|point| &point.day).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn weekly_bars_count_every_transaction_of_their_week_once() {
        let mut loaded = test_base::loaded(23, 300);
        let board = loaded.board();
        let as_of = loaded.base.as_of.expect("a base with orders").0;
        let weeks = board.weekly_first.len();
        assert_eq!((weeks, board.weekly_repeat.len()), (52, 52));
        for week in 0..weeks as i32 {
            let end = as_of - 7 * (weeks as i32 - 1 - week);
            let (mut first, mut repeat) = (0, 0);
            for row in 0..300 {
                let (days, _) = loaded.base.orders.of(row);
                first += u32::from((end - 6..=end).contains(&days[0].0));
                repeat += days[1..].iter().filter(|day| (end - 6..=end).contains(&day.0)).count() as u32;
            }
            assert_eq!((board.weekly_first[week as usize], board.weekly_repeat[week as usize]), (first, repeat));
        }
    }

    #[test]
    fn sources_hold_all_customers() {
        let sources = test_base::loaded(24, 300).board().sources.sources;
        assert_eq!(sources.len(), 3);
        assert_eq!(sources.iter().map(|source| source.customers).sum::<u32>(), 300);
    }

    #[test]
    fn without_estimates_there_is_no_grid_and_the_latest_come_first() {
        let base = test_base::random(25, 200);
        let mut manifest = test_base::manifest(&base);
        manifest.assessment.verdict = Verdict::RankByLateness { reason: Reason::DropoutNotIdentified };
        let mut loaded = test_base::load(&manifest, test_base::without_scores(base));
        let board = loaded.board();
        assert!(board.grid.is_empty());
        assert_eq!(board.slipping.len(), 8);
        let lateness: Vec<_> = board.slipping.iter().map(|slipping| slipping.row.lateness.expect("known")).collect();
        assert!(lateness.is_sorted_by(|a, b| a >= b));
        let most = (0..200).filter_map(|row| loaded.base.customers.lateness(row)).fold(0.0, f64::max);
        assert_eq!(lateness[0].to_bits(), most.to_bits());
    }

    #[test]
    fn an_empty_base_has_an_empty_board() {
        let base = test_base::random(26, 0);
        let mut loaded = test_base::load(&test_base::manifest(&base), base);
        let board = loaded.board();
        assert!(board.slipping.is_empty() && board.weekly_first.is_empty());
        assert!(board.grid.iter().all(|cell| cell.customers == 0));
    }
}
