//! A shop for the tests of what-ifs.

use super::{WhatIf, assess};
use crate::base::{Customers, build};
use crate::domain::Day;
use crate::sample::{SampleShop, sample_shop};

pub(super) fn shop() -> Customers {
    let shop = SampleShop { seed: 5, customers: 1_500, last_day: Day(20_000), days: 700 };
    build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>()).customers
}

pub(super) fn what_if(customers: &Customers) -> WhatIf {
    WhatIf::new(customers, &assess(customers)).expect("estimated")
}
