//! Value tiers of all customers.

use shared::base::Customers;
use shared::planning::ValueTier;

/// The tier of every row: rank by lifetime value over P(alive), the value the customer would have were they certainly
/// still active; ties by row. `None` where either is unknown.
#[must_use]
pub(crate) fn tiers(customers: &Customers) -> Vec<Option<ValueTier>> {
    let mut ranked: Vec<(f64, u32)> = (0_u32..)
        .zip(customers.lifetime_value_minor.iter().zip(&customers.probability_alive))
        .filter(|(_, (value, alive))| !value.is_nan() && !alive.is_nan())
        .map(|(row, (value, alive))| (if *alive > 0.0 { value / alive } else { 0.0 }, row))
        .collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));

    let mut tiers = vec![None; customers.len()];
    for (rank, (_, row)) in ranked.iter().enumerate() {
        tiers[*row as usize] = Some(ValueTier::of_rank(rank, ranked.len()));
    }
    tiers
}

#[cfg(test)]
mod tests {
    use shared::planning::ValueTier;

    use super::tiers;
    use crate::base::test_base;

    #[test]
    fn a_tier_follows_from_how_many_customers_are_better() {
        let base = test_base::random(1, 500);
        let customers = &base.customers;
        let worth = |row: usize| customers.lifetime_value_minor[row] / customers.probability_alive[row];
        let known: Vec<usize> = (0..500).filter(|row| !worth(*row).is_nan()).collect();
        assert!(known.len() < 500, "the test base has unknown values");

        for (row, found) in tiers(customers).into_iter().enumerate() {
            let better = known.iter().filter(|other| (worth(**other), row) > (worth(row), **other)).count();
            let expected = known.contains(&row).then(|| ValueTier::of_rank(better, known.len()));
            assert_eq!(found, expected, "row {row}");
        }
    }

    #[test]
    fn a_customer_certainly_gone_is_of_the_lowest_tier_and_not_unknown() {
        let mut base = test_base::random(2, 10);
        base.customers.probability_alive = vec![0.5; 10];
        base.customers.lifetime_value_minor = vec![100.0; 10];
        base.customers.probability_alive[0] = 0.0;
        base.customers.lifetime_value_minor[0] = 0.0;
        assert_eq!(tiers(&base.customers)[0], Some(ValueTier::Lowest));
    }
}
