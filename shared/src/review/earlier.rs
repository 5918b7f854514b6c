//! What was known on an earlier day.

use crate::base::{Base, Customers};
use crate::domain::Day;

/// The customers who had ordered by the end of a day, with their numbers as of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Earlier {
    /// Only what fits and values need is filled: id, frequency, recency, age and spend.
    pub(crate) customers: Customers,
    /// Row in the base of each of them, ascending.
    pub(crate) rows: Vec<u32>,
}

/// Orders after the day are left out. What was cancelled since is left out too, for the base holds each day's net value
/// as it is known now.
pub(crate) fn earlier(base: &Base, at: Day) -> Earlier {
    let mut earlier = Earlier::default();
    for row in 0..base.customers.len() {
        let (days, net) = base.orders.of(row);
        let count = days.partition_point(|day| *day <= at);
        if count == 0 {
            continue;
        }
        let customers = &mut earlier.customers;
        customers.id.push(base.customers.id[row]);
        customers.frequency.push(count as u32 - 1);
        customers.recency_days.push((days[count - 1].0 - days[0].0) as u32);
        customers.age_days.push((at.0 - days[0].0) as u32);
        customers.first_spend_minor.push(net[0]);
        customers.repeat_spend_minor.push(net[1..count].iter().sum());
        earlier.rows.push(row as u32);
    }
    earlier
}

#[cfg(test)]
mod tests {
    use super::earlier;
    use crate::base::{Base, build};
    use crate::domain::Day;
    use crate::sample::{SampleShop, sample_shop};

    #[test]
    fn it_is_the_base_built_from_the_orders_up_to_the_day() {
        let shop = SampleShop { seed: 31, customers: 400, last_day: Day(20_000), days: 700 };
        let histories: Vec<_> = sample_shop(shop).1.map(|(history, _)| history).collect();
        let now = build(&histories);
        let at = *now.orders.day.iter().filter(|day| day.0 <= 19_700).max().expect("a day with an order");
        let mut cut = histories;
        cut.iter_mut().for_each(|history| history.orders.retain(|order| order.day <= at));
        let then: Base = build(&cut);
        assert_eq!(then.as_of, Some(at));

        let found = earlier(&now, at);
        assert_eq!(found.customers.id, then.customers.id);
        assert_eq!(found.customers.frequency, then.customers.frequency);
        assert_eq!(found.customers.recency_days, then.customers.recency_days);
        assert_eq!(found.customers.age_days, then.customers.age_days);
        assert_eq!(found.customers.repeat_spend_minor, then.customers.repeat_spend_minor);
        assert!(found.rows.len() < now.customers.len());
        for (row, id) in found.rows.iter().zip(&found.customers.id) {
            assert_eq!(now.customers.id[*row as usize], *id);
        }
    }
}
