//! Shops for tests.

use crate::base::{Base, build};
use crate::domain::{Day, Settings};
use crate::planning::{Assessment, assess, score};
use crate::sample::{SampleShop, sample_shop};
use crate::scoring::preparation::PurchaseNumbers;

/// A sample shop, scored.
pub(super) fn shop(seed: u64, customers: u32) -> (Base, Assessment, Settings) {
    let shop = SampleShop { seed, customers, last_day: Day(20_000), days: 700 };
    scored(build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>()))
}

/// A base with its fit and scores.
pub(super) fn scored(mut base: Base) -> (Base, Assessment, Settings) {
    let (assessment, settings) = (assess(&base.customers), Settings::initial("Maple & Finch"));
    score(&mut base.customers, &assessment, &settings);
    (base, assessment, settings)
}

/// Customers with these transactions (day and net value) and refunds; not scored.
pub(super) fn base(as_of: Day, histories: &[(&[(i32, i64)], i64)]) -> Base {
    let mut base = Base { as_of: Some(as_of), ..Base::default() };
    for (transactions, refunds) in histories {
        let transactions = || transactions.iter().map(|(day, net)| (Day(*day), *net));
        let numbers = PurchaseNumbers::of(transactions()).expect("a transaction");
        let customers = &mut base.customers;
        customers.id.push(crate::domain::CustomerId(customers.id.len() as u64));
        customers.frequency.push(numbers.frequency);
        customers.recency_days.push(numbers.recency_days());
        customers.age_days.push(numbers.age_days(as_of));
        customers.first_spend_minor.push(numbers.first_spend);
        customers.repeat_spend_minor.push(numbers.repeat_spend);
        customers.refunds_minor.push(*refunds);
        customers.probability_alive.push(f64::NAN);
        base.orders.day.extend(transactions().map(|transaction| transaction.0));
        base.orders.net_minor.extend(transactions().map(|transaction| transaction.1));
        base.orders.start.push(base.orders.day.len() as u32);
    }
    base
}
