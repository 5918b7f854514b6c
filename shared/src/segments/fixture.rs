//! Bases for tests.

use crate::base::{Base, build};
use crate::domain::{CustomerHistory, CustomerKey, Day, ImportId, Order, Origin, Settings};
use crate::planning::{assess, score};
use crate::sample::{SampleShop, sample_shop};

/// A sample shop with its scores.
pub(super) fn scored_base() -> Base {
    let shop = SampleShop { seed: 17, customers: 1_500, last_day: Day(20_000), days: 700 };
    let mut base = build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>());
    let assessment = assess(&base.customers);
    score(&mut base.customers, &assessment, &Settings::initial("Maple & Finch"));
    base
}

/// Customers who ordered on these days, as of a day; without scores.
pub(super) fn base_of(as_of: i32, customers: &[&[i32]]) -> Base {
    let order = |day: i32, net_minor| Order {
        id: day.to_string(),
        day: Day(day),
        net_minor,
        units: 1,
        lines: Vec::new(),
        import: ImportId("i".into()),
        originals: Vec::new(),
    };
    let histories = customers.iter().enumerate().map(|(number, days)| {
        let key = CustomerKey { data_source: "shop".into(), number: number.to_string() };
        // A refund on the last day sets the as-of day.
        let orders = days.iter().map(|day| order(*day, 1_000)).chain([order(as_of, -1)]).collect();
        CustomerHistory { orders, ..CustomerHistory::new(key, Origin::Own) }
    });
    build(&histories.collect::<Vec<_>>())
}
