//! Shops whose future is known: customers by MBG/NBD and Gamma-Gamma, followed beyond the as-of day.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use shared::base::Customers;
use shared::domain::{CustomerId, Settings};
use shared::math::{exp, ln, ln_1p, powf};

/// Gamma-Gamma p, q, v (minor units).
const SPEND: [f64; 3] = [4.0, 4.5, 3_500.0];
/// Customers arrive evenly over this many weeks.
const WEEKS: f64 = 104.0;

/// What really happens after the as-of day.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fate {
    pub(crate) alive: bool,
    /// Orders within a year.
    pub(crate) orders: f64,
    /// Discounted margin within the horizon, minor units.
    pub(crate) value: f64,
    /// Discounted margin that is missed because of dropout within 90 days.
    pub(crate) lost: f64,
}

/// `customers` with MBG/NBD r, alpha (weeks), a, b as given; slow rates, or orders of one day would be merged.
pub(crate) fn simulate(seed: u64, customers: u32, settings: &Settings, purchases: [f64; 4]) -> (Customers, Vec<Fate>) {
    let mut base = Customers::default();
    let mut fates = Vec::new();
    let mut draw = Draw(ChaCha8Rng::seed_from_u64(seed));
    for row in 0..customers {
        fates.push(customer(&mut draw, &mut base, u64::from(row), settings, purchases));
    }
    (base, fates)
}

fn customer(draw: &mut Draw, base: &mut Customers, id: u64, settings: &Settings, [r, alpha, a, b]: [f64; 4]) -> Fate {
    let (rate, leaving) = (draw.gamma(r, alpha), draw.beta(a, b));
    let [p, q, v] = SPEND;
    let spend_rate = draw.gamma(q, v);
    let age_days = (draw.uniform() * WEEKS * 7.0) as u32;
    let age = f64::from(age_days) / 7.0;
    // Up to the as-of day; the exponential law has no memory, so what comes after is drawn anew.
    let (mut days, mut repeat_spend, mut time) = (vec![0], 0.0, 0.0);
    let first_spend = draw.gamma(p, spend_rate);
    let mut alive = !draw.chance(leaving);
    while alive {
        time += draw.exponential(rate);
        let day = (time * 7.0).round() as u32;
        if day > age_days {
            break;
        }
        if days.last() != Some(&day) {
            days.push(day);
            repeat_spend += draw.gamma(p, spend_rate).round();
        }
        alive = !draw.chance(leaving);
    }
    base.id.push(CustomerId(id));
    base.frequency.push(days.len() as u32 - 1);
    base.recency_days.push(*days.last().expect("the first order"));
    base.age_days.push(age_days);
    base.first_spend_minor.push(first_spend.round() as i64);
    base.repeat_spend_minor.push(repeat_spend as i64);
    base.refunds_minor.push(0);
    let mut fate = Fate { alive, ..Fate::default() };
    if alive {
        follow(draw, &mut fate, rate, leaving, (p, spend_rate), (time - age).max(0.0), settings);
    }
    fate
}

/// Follows an alive customer whose next order is `next` weeks ahead. Beside the real world runs one without dropout
/// in the first 90 days; until the customer drops out in the real one they are the same.
fn follow(
    draw: &mut Draw,
    fate: &mut Fate,
    rate: f64,
    leaving: f64,
    (p, spend_rate): (f64, f64),
    next: f64,
    settings: &Settings,
) {
    let weeks_per_year = 365.25 / 7.0;
    let horizon = f64::from(settings.horizon_months) * weeks_per_year / 12.0;
    let discount = ln_1p(settings.annual_discount_rate) / weeks_per_year;
    let (mut here, mut time) = (true, next);
    while time <= horizon.max(weeks_per_year) {
        let value = draw.gamma(p, spend_rate) * settings.margin_share * exp(-discount * time);
        let counts = if time <= horizon { value } else { 0.0 };
        if here {
            fate.value += counts;
            fate.orders += f64::from(u8::from(time <= weeks_per_year));
        } else {
            fate.lost += counts;
        }
        if draw.chance(leaving) {
            here = false;
            if time > 90.0 / 7.0 {
                return;
            }
        }
        time += draw.exponential(rate);
    }
}

struct Draw(ChaCha8Rng);

impl Draw {
    fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    fn exponential(&mut self, rate: f64) -> f64 {
        -ln(self.uniform()) / rate
    }

    /// Sum of logarithms for the whole part of the shape, Johnk's method for the rest.
    fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        let mut sum = 0.0;
        for _ in 0..shape as u32 {
            sum += self.exponential(1.0);
        }
        let rest = shape.fract();
        if rest > 0.0 {
            let (x, y) = loop {
                let (x, y) = (powf(self.uniform(), 1.0 / rest), powf(self.uniform(), 1.0 / (1.0 - rest)));
                if x + y <= 1.0 {
                    break (x, y);
                }
            };
            sum += x / (x + y) * self.exponential(1.0);
        }
        sum / rate
    }

    fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a, 1.0), self.gamma(b, 1.0));
        x / (x + y)
    }
}
