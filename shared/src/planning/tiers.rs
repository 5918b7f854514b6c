//! Value tiers of all customers.

use super::ValueTier;
use crate::base::Customers;

/// The tier of every row: rank by lifetime value over P(alive), the value the customer would have were they certainly
/// still active; ties by row. `None` where either is unknown.
#[must_use]
pub fn value_tiers(customers: &Customers) -> Vec<Option<ValueTier>> {
    let ranked = (0_u32..)
        .zip(customers.lifetime_value_minor.iter().zip(&customers.probability_alive))
        .filter(|(_, (value, alive))| !value.is_nan() && !alive.is_nan())
        .map(|(row, (value, alive))| (if *alive > 0.0 { value / alive } else { 0.0 }, row))
        .collect();
    by_worth(ranked, customers.len())
}

/// The tiers of `rows` rows by what some of them are worth, equal ones by row. Within a tier nothing is put in order: that
/// takes a fifth of the time that sorting does.
pub(crate) fn by_worth(mut worth: Vec<(f64, u32)>, rows: usize) -> Vec<Option<ValueTier>> {
    let mut tiers = vec![None; rows];
    let ends = ValueTier::ends(worth.len());
    let (mut rest, mut from) = (worth.as_mut_slice(), 0);
    for (tier, end) in ValueTier::ALL.into_iter().zip(ends) {
        let size = end - from;
        if size < rest.len() {
            rest.select_nth_unstable_by(size, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        let (of_tier, worse) = rest.split_at_mut(size);
        for (_, row) in of_tier {
            tiers[*row as usize] = Some(tier);
        }
        (rest, from) = (worse, end);
    }
    tiers
}

#[cfg(test)]
mod tests {
    use super::value_tiers;
    use crate::base::Customers;
    use crate::planning::ValueTier;
    use crate::random::Random;

    fn random(rows: usize) -> Customers {
        let mut random = Random::new(1, 0);
        let mut column = || (0..rows).map(|_| random.uniform()).collect::<Vec<_>>();
        let (alive, mut value) = (column(), column());
        value.iter_mut().step_by(7).for_each(|value| *value = f64::NAN);
        Customers {
            id: (0..rows as u64).map(crate::domain::CustomerId).collect(),
            probability_alive: alive,
            lifetime_value_minor: value,
            ..Customers::default()
        }
    }

    #[test]
    fn a_tier_follows_from_how_many_customers_are_better() {
        let customers = random(500);
        let worth = |row: usize| customers.lifetime_value_minor[row] / customers.probability_alive[row];
        let known: Vec<usize> = (0..500).filter(|row| !worth(*row).is_nan()).collect();
        assert!(known.len() < 500, "some values are unknown");
        for (row, found) in value_tiers(&customers).into_iter().enumerate() {
            let better = known.iter().filter(|other| (worth(**other), row) > (worth(row), **other)).count();
            let expected = known.contains(&row).then(|| ValueTier::of_rank(better, known.len()));
            assert_eq!(found, expected, "row {row}");
        }
    }

    #[test]
    fn a_customer_certainly_gone_is_of_the_lowest_tier_and_not_unknown() {
        let mut customers = random(10);
        customers.probability_alive = vec![0.5; 10];
        customers.lifetime_value_minor = vec![100.0; 10];
        customers.probability_alive[0] = 0.0;
        customers.lifetime_value_minor[0] = 0.0;
        assert_eq!(value_tiers(&customers)[0], Some(ValueTier::Lowest));
    }
}
