//! Orders of a generated shop as the text of a file, without order lines.

use std::fmt::Write as _;

use shared::domain::{CustomerHistory, Day, Order};
use shared::sample::{SampleShop, sample_shop};

const SEED: u64 = 7;
/// Any would do.
const LAST_DAY: Day = Day(20_778);
/// So long that customers have about four orders each.
const DAYS: u32 = 2_190;
/// Days of the later file.
const MONTH: i32 = 30;

/// Which orders of the shop.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All but those of the last month.
    First,
    /// Those of the last month.
    Later,
}

impl Part {
    fn holds(self, order: &Order) -> bool {
        (order.day.0 > LAST_DAY.0 - MONTH) == (self == Self::Later)
    }
}

/// What was written.
#[derive(Clone, Copy, Default)]
pub(crate) struct Written {
    pub(crate) customers: u64,
    pub(crate) orders: u64,
    pub(crate) bytes: u64,
}

/// Hands the file out in slices of about this many bytes, and says what it holds.
pub(crate) fn write(part: Part, customers: u32, slice: usize, mut take: impl FnMut(&[u8])) -> Written {
    let mut text = String::from("Order ID,Customer ID,Order date,Total,E-mail,Name\n");
    let mut written = Written::default();
    let shop = SampleShop { seed: SEED, customers, last_day: LAST_DAY, days: DAYS };
    for (history, _) in sample_shop(shop).1 {
        let orders = history.orders.iter().filter(|order| part.holds(order));
        let before = written.orders;
        for order in orders {
            line(&mut text, &history, order);
            written.orders += 1;
        }
        written.customers += u64::from(written.orders > before);
        if text.len() >= slice {
            written.bytes += text.len() as u64;
            take(text.as_bytes());
            text.clear();
        }
    }
    written.bytes += text.len() as u64;
    take(text.as_bytes());
    written
}

fn line(text: &mut String, history: &CustomerHistory, order: &Order) {
    let identity = &history.identity;
    let (email, name) = (identity.email.as_deref().unwrap_or_default(), identity.name.as_deref().unwrap_or_default());
    writeln!(
        text,
        "{},{},{},{}.{:02},{email},\"{name}\"",
        order.id,
        history.key.number,
        order.day,
        order.net_minor / 100,
        order.net_minor % 100,
    )
    .expect("a string takes everything");
}
