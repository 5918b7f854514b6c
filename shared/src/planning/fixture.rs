//! A shop for the tests of what-ifs.

use super::{WhatIf, assess, score};
use crate::base::{Base, Customers, build};
use crate::domain::{Day, Settings};
use crate::sample::{SampleShop, sample_shop};

pub(super) fn shop() -> Customers {
    base().customers
}

/// The shop with its scores under the settings a workspace begins with.
pub(super) fn scored_base() -> Base {
    let mut base = base();
    let assessment = assess(&base.customers);
    score(&mut base.customers, &assessment, &Settings::initial("Maple & Finch"));
    base
}

fn base() -> Base {
    let shop = SampleShop { seed: 5, customers: 1_500, last_day: Day(20_000), days: 700 };
    build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>())
}

pub(super) fn what_if(customers: &Customers) -> WhatIf {
    WhatIf::new(customers, &assess(customers)).expect("estimated")
}
