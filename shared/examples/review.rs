//! How long each part of the Monday review takes on a simulated shop: `cargo run --release --example review [customers]`.

use std::time::Instant;

use shared::base::build;
use shared::domain::{Day, Settings};
use shared::planning::{assess, score};
use shared::review::{bridge, cohorts, repurchase, retention, whale_curve};
use shared::sample::{SampleShop, sample_shop};

fn main() {
    let customers = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let shop = SampleShop { seed: 1, customers, last_day: Day(20_700), days: 730 };
    let mut base = build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>());
    let settings = Settings::initial("Maple & Finch");
    let assessment = assess(&base.customers);
    score(&mut base.customers, &assessment, &settings);
    let as_of = base.as_of.expect("a shop has orders");
    println!("{} customers, {} transactions", base.customers.len(), base.orders.day.len());
    time("retention", || retention(&base, &assessment, 90, 180).is_some());
    time("cohorts", || cohorts(&base.orders, as_of, 24).cohorts.len());
    time("bridge", || bridge(&base, &assessment, &settings, 90).is_ok());
    time("whale curve", || whale_curve(&base, settings.margin_share, 300.0).losers);
    time("repurchase", || repurchase(&base.orders, as_of, 1).map(|found| found.points.len()));
}

/// The shortest of five runs.
fn time<T>(name: &str, run: impl Fn() -> T) {
    let once = || {
        let started = Instant::now();
        std::hint::black_box(run());
        started.elapsed().as_secs_f64() * 1e3
    };
    println!("{name:>12}: {:7.1} ms", (0..5).map(|_| once()).fold(f64::INFINITY, f64::min));
}
