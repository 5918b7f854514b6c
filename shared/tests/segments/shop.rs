//! A shop for rules: a few hundred customers with every kind of gap in what is known.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use shared::base::{Base, build};
use shared::domain::{Channel, ConsentRecord, ConsentStatus, CustomerHistory, CustomerId, Day, Purpose};
use shared::random::Random;
use shared::sample::{SampleShop, sample_shop};
use shared::segments::Derived;

/// Products rules ask about; the last is bought by few and returned by some.
pub(crate) const PRODUCTS: [&str; 4] = ["Beeswax candle", "Stoneware mug", "Wool socks", "Lamp, paper shade"];

#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) base: Base,
    pub(crate) derived: Derived,
    pub(crate) histories: BTreeMap<CustomerId, CustomerHistory>,
}

/// The same shop for all tests.
pub(crate) fn shared() -> &'static Shop {
    static SHOP: OnceLock<ShopCell> = OnceLock::new();
    thread_local! {
        static OWN: &'static Shop = Box::leak(Box::new(SHOP.get_or_init(|| ShopCell(make())).0.copy()));
    }
    OWN.with(|shop| *shop)
}

/// What threads share; each derives for itself.
struct ShopCell(Plain);

struct Plain(Base, BTreeMap<CustomerId, CustomerHistory>);

impl Plain {
    fn copy(&self) -> Shop {
        Shop { base: self.0.clone(), derived: Derived::default(), histories: self.1.clone() }
    }
}

fn make() -> Plain {
    let shop = SampleShop { seed: 23, customers: 330, last_day: Day(20_000), days: 700 };
    let mut draw = Random::new(7, 0);
    let mut histories: Vec<CustomerHistory> = sample_shop(shop).1.map(|(history, _)| history).collect();
    for (number, history) in histories.iter_mut().enumerate() {
        let status = [ConsentStatus::Unknown, ConsentStatus::Given, ConsentStatus::Withdrawn][draw.below(3) as usize];
        let (purpose, channel, source) = (Purpose::Marketing, Channel::Email, String::new());
        history.consents =
            [ConsentRecord { purpose, channel, status, at: 0, source, wording: None }].into_iter().collect();
        if draw.below(5) == 0 {
            // All of it comes back.
            let returned: Vec<_> = history.orders.iter().flat_map(|order| order.lines.clone()).collect();
            if let Some(last) = history.orders.last_mut() {
                last.lines.extend(returned.into_iter().filter(|line| line.product == PRODUCTS[3]).map(|mut line| {
                    line.units = -line.units;
                    line
                }));
            }
        }
        if draw.below(6) == 0 {
            history.key.data_source = "fair".into();
        }
        if number % 11 == 0 {
            history.orders.clear();
        }
    }
    let mut base = build(&histories);
    let columns = &mut base.customers;
    for row in 0..columns.id.len() {
        if draw.below(9) == 0 {
            continue;
        }
        // Coarse, so that values are equal to each other and to what rules ask.
        let coarse = |draw: &mut Random, parts: u32| f64::from(draw.below(parts + 1)) / f64::from(parts);
        let alive = coarse(&mut draw, 20);
        columns.probability_alive[row] = alive;
        columns.probability_alive_low[row] = (alive - 0.1).max(0.0) as f32;
        columns.probability_alive_high[row] = (alive + 0.1).min(1.0) as f32;
        columns.expected_orders[row] = 6.0 * coarse(&mut draw, 12);
        columns.expected_spend_minor[row] = 1_000.0 + 9_000.0 * coarse(&mut draw, 9);
        columns.lifetime_value_minor[row] = 40_000.0 * coarse(&mut draw, 40);
        columns.lifetime_value_low_minor[row] = columns.lifetime_value_minor[row] as f32 * 0.5;
        columns.lifetime_value_high_minor[row] = columns.lifetime_value_minor[row] as f32 * 2.0;
        columns.value_at_risk_minor[row] = 900.0 * coarse(&mut draw, 9);
    }
    let histories = histories.into_iter().map(|history| (history.key.id(), history)).collect();
    Plain(base, histories)
}
