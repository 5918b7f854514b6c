//! The list: filtered, sorted, one window at a time.

use protocol::{Filter, ListPage, ListQuery, Sort};
use shared::planning::RiskBand;

use super::LoadedBase;
use super::row::{customer_row, known};

/// Most rows of one answer.
pub const MAX_LIST_ROWS: u32 = 500;

/// The rows of the last filter and order, kept because scrolling asks for them again and again.
#[derive(Debug)]
pub(crate) struct FilteredList {
    filter: Filter,
    sort: Sort,
    rows: Vec<u32>,
    value_at_risk_minor: Option<f64>,
}

impl LoadedBase {
    /// One window of the list.
    pub fn list(&mut self, query: ListQuery) -> ListPage {
        self.filter(&query);
        let list = self.filtered.as_ref().expect("filtered just now");
        let first = (query.offset as usize).min(list.rows.len());
        let last = (first + query.limit.min(MAX_LIST_ROWS) as usize).min(list.rows.len());
        ListPage {
            total: list.rows.len() as u32,
            value_at_risk_minor: list.value_at_risk_minor,
            rows: list.rows[first..last].iter().map(|row| customer_row(&self.base, self.tiers(), *row)).collect(),
            query,
        }
    }

    /// All rows of a query in its order.
    pub(crate) fn filtered_rows(&mut self, query: &ListQuery) -> &[u32] {
        self.filter(query);
        &self.filtered.as_ref().expect("filtered just now").rows
    }

    fn filter(&mut self, query: &ListQuery) {
        if self.filtered.as_ref().is_some_and(|list| list.filter == query.filter && list.sort == query.sort) {
            return;
        }
        let passes = self.passing(&query.filter);
        let value_at_risk_minor = self.is_estimated.then(|| {
            // In the order of rows, so that the sum has the same bits under every sorting.
            let values = self.base.customers.value_at_risk_minor.iter().zip(&passes);
            values.filter(|(_, passes)| **passes).filter_map(|(value, _)| known(*value)).sum()
        });
        let rows = self.rows_by(query.sort).iter().copied().filter(|row| passes[*row as usize]).collect();
        self.filtered =
            Some(FilteredList { filter: query.filter.clone(), sort: query.sort, rows, value_at_risk_minor });
    }

    /// Whether each row passes the filter.
    fn passing(&self, filter: &Filter) -> Vec<bool> {
        let customers = &self.base.customers;
        let mut passes = match &filter.rows {
            None => vec![true; customers.len()],
            Some(rows) => {
                let mut passes = vec![false; customers.len()];
                for row in rows {
                    if let Some(pass) = passes.get_mut(*row as usize) {
                        *pass = true;
                    }
                }
                passes
            }
        };
        // Whoever asks has checked that the rule can be asked; by a faulty one nobody passes.
        if let Some(segment) = &filter.segment {
            let members = self.members(segment).ok();
            passes.iter_mut().enumerate().for_each(|(row, pass)| {
                *pass = *pass && members.as_ref().is_some_and(|members| members.contains(row));
            });
        }
        let tiers = self.tiers();
        for (row, pass) in passes.iter_mut().enumerate() {
            *pass = *pass
                && filter.risk.is_none_or(|risk| RiskBand::of(customers.probability_alive[row]) == Some(risk))
                && filter.tier.is_none_or(|tier| tiers[row] == Some(tier))
                && filter.source.is_none_or(|source| customers.source[row] == source)
                && !(filter.repeat_only && customers.frequency[row] == 0)
                && !(filter.late_only && customers.lateness(row).is_none_or(|lateness| lateness <= 2.0));
        }
        passes
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Column, Filter, ListQuery, Sort};
    use shared::planning::{RiskBand, ValueTier};

    use crate::base::test_base;

    const BY_RISK: Sort = Sort { column: Column::ValueAtRisk, descending: true };

    fn filters() -> Vec<Filter> {
        let mut filters = vec![Filter::default()];
        filters.extend(RiskBand::ALL.map(|risk| Filter { risk: Some(risk), ..Filter::default() }));
        filters.extend(ValueTier::ALL.map(|tier| Filter { tier: Some(tier), ..Filter::default() }));
        filters.push(Filter { source: Some(1), repeat_only: true, ..Filter::default() });
        filters.push(Filter { late_only: true, tier: Some(ValueTier::Middle), ..Filter::default() });
        filters.push(Filter { rows: Some(vec![5, 3, 700_000, 3]), ..Filter::default() });
        filters.push(Filter { rows: Some(Vec::new()), ..Filter::default() });
        filters
    }

    #[test]
    fn a_filter_keeps_exactly_the_customers_it_describes() {
        let mut loaded = test_base::loaded(11, 600);
        let everyone = loaded.list(ListQuery { sort: BY_RISK, filter: Filter::default(), offset: 0, limit: 500 });
        let mut all = everyone.rows;
        all.extend(loaded.list(ListQuery { sort: BY_RISK, filter: Filter::default(), offset: 500, limit: 500 }).rows);
        assert_eq!(all.len(), 600);

        for filter in filters() {
            let expected: Vec<_> = all
                .iter()
                .filter(|row| filter.risk.is_none() || row.risk == filter.risk)
                .filter(|row| filter.tier.is_none() || row.tier == filter.tier)
                .filter(|row| filter.source.is_none_or(|source| test_base::source(row.row) == source))
                .filter(|row| !filter.repeat_only || row.transactions > 1)
                .filter(|row| !filter.late_only || row.lateness.is_some_and(|lateness| lateness > 2.0))
                .filter(|row| filter.rows.as_ref().is_none_or(|rows| rows.contains(&row.row)))
                .cloned()
                .collect();
            let page = loaded.list(ListQuery { sort: BY_RISK, filter: filter.clone(), offset: 0, limit: 500 });
            assert_eq!(page.total as usize, expected.len(), "{filter:?}");
            assert_eq!(page.rows, expected[..expected.len().min(500)], "{filter:?}");
            let at_risk: f64 = expected.iter().filter_map(|row| row.value_at_risk_minor).sum();
            assert!((page.value_at_risk_minor.expect("estimated") - at_risk).abs() < 1e-6 * at_risk.max(1.0));
        }
    }

    #[test]
    fn windows_put_together_are_the_whole_list() {
        let mut loaded = test_base::loaded(12, 333);
        let sort = Sort { column: Column::Lateness, descending: false };
        let window = |offset, limit| ListQuery { sort, filter: Filter::default(), offset, limit };
        let whole = loaded.list(window(0, 500)).rows;
        let parts: Vec<_> = (0..34).flat_map(|part| loaded.list(window(part * 10, 10)).rows).collect();
        assert_eq!(parts, whole);
        assert_eq!(loaded.list(window(0, u32::MAX)).rows.len(), 333);
        assert!(loaded.list(window(333, 10)).rows.is_empty());
        assert!(loaded.list(window(u32::MAX, 10)).rows.is_empty());
    }
}
