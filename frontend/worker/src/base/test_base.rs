//! A base with random columns, some of them unknown, for tests against brute force.

use protocol::LoadBase;
use shared::api::{BaseAnswer, BasePart, Manifest, ScoringState};
use shared::base::{Base, Customers, Orders, build};
use shared::domain::{CustomerId, Day, Settings};
use shared::planning::{Assessment, ModelFit, ModelName, Parameter, Summary, Verdict, assess, score, summarise};
use shared::sample::{SampleShop, sample_shop};

use super::LoadedBase;

/// A small generator of its own, so that tests need no other.
struct Numbers(u64);

impl Numbers {
    /// A whole number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// From 0 to below 1, in thousandths, so that ties happen.
    fn share(&mut self) -> f64 {
        self.below(1000) as f64 / 1000.0
    }
}

/// The acquisition source of a row.
pub(crate) fn source(row: u32) -> u16 {
    (row % 3) as u16
}

/// So many customers over about 400 days; every ninth is not scored.
pub(crate) fn random(seed: u64, customers: usize) -> Base {
    let mut numbers = Numbers(seed);
    let as_of = Day(20_000);
    let mut columns = Customers::default();
    let mut orders = Orders::default();
    for row in 0..customers {
        columns.id.push(CustomerId((row as u64) << 40 | numbers.below(1 << 20)));
        let mut days: Vec<i32> =
            (0..=numbers.below(7)).map(|_| as_of.0 - numbers.below(if row == 0 { 1 } else { 400 }) as i32).collect();
        days.sort_unstable();
        days.dedup();
        let spend: Vec<i64> = days.iter().map(|_| 1 + numbers.below(9_000) as i64).collect();
        push_history(&mut columns, as_of, &days, &spend);
        columns.source.push(source(row as u32));
        columns.flags.push(u8::from(row % 2 == 0));
        columns.refunds_minor.push(-(numbers.below(3) as i64) * 100);
        orders.day.extend(days.into_iter().map(Day));
        orders.net_minor.extend(spend);
        orders.start.push(orders.day.len() as u32);
        push_scores(&mut columns, &mut numbers, row % 9 != 4);
    }
    let sources = ["unknown", "newsletter", "search"].map(str::to_owned).to_vec();
    Base {
        as_of: (customers > 0).then_some(as_of),
        sources,
        customers: columns,
        orders,
        attributes: None,
        contracts: None,
        referrals: None,
    }
}

fn push_history(columns: &mut Customers, as_of: Day, days: &[i32], spend: &[i64]) {
    let (first, last) = (days[0], days[days.len() - 1]);
    let gaps = days.windows(2).map(|pair| (pair[1] - pair[0]) as u64);
    columns.frequency.push(days.len() as u32 - 1);
    columns.recency_days.push((last - first) as u32);
    columns.age_days.push((as_of.0 - first) as u32);
    columns.squared_gaps.push(gaps.map(|gap| gap * gap).sum());
    columns.log_gaps.push(0.0);
    columns.first_spend_minor.push(spend[0]);
    columns.repeat_spend_minor.push(spend[1..].iter().sum());
}

fn push_scores(columns: &mut Customers, numbers: &mut Numbers, known: bool) {
    let mut value = |scale: f64| if known { numbers.share() * scale } else { f64::NAN };
    let (alive, clv) = (value(1.0).max(0.001), value(50_000.0));
    let alive = if known { alive } else { f64::NAN };
    columns.probability_alive.push(alive);
    columns.probability_alive_low.push(alive as f32 * 0.9);
    columns.probability_alive_high.push(alive as f32);
    columns.expected_orders.push(value(9.0));
    columns.expected_spend_minor.push(value(7_000.0));
    columns.lifetime_value_minor.push(clv);
    columns.lifetime_value_low_minor.push(clv as f32 * 0.5);
    columns.lifetime_value_high_minor.push(clv as f32 * 2.0);
    columns.value_at_risk_minor.push(value(900.0));
}

/// The same customers, none of them scored.
pub(crate) fn without_scores(mut base: Base) -> Base {
    let unknown = vec![f64::NAN; base.customers.len()];
    let columns = &mut base.customers;
    for column in [
        &mut columns.probability_alive,
        &mut columns.expected_orders,
        &mut columns.expected_spend_minor,
        &mut columns.lifetime_value_minor,
        &mut columns.value_at_risk_minor,
    ] {
        column.clone_from(&unknown);
    }
    base
}

/// A manifest that fits the base.
pub(crate) fn manifest(base: &Base) -> Manifest {
    Manifest {
        generation: 1,
        built_at: "2026-11-21T06:00:00Z".into(),
        as_of: base.as_of,
        settings: Settings::initial("Maple & Finch"),
        sources: base.sources.clone(),
        assessment: Assessment { verdict: Verdict::Estimated, fits: Vec::new(), spend_frequency_correlation: None },
        summary: Summary {
            customers: base.customers.len() as u32,
            transactions: base.orders.day.len() as u64,
            repeat_customers: 0,
            repeat_rate: None,
            net_minor: 0,
            expected_active_customers: None,
            customer_equity_minor: None,
            value_at_risk_minor: None,
            expected_orders: None,
            late_customers: 0,
        },
        sample_customers: 0,
        state_hash: String::new(),
        chunks: Vec::new(),
        attribute_chunks: 0,
        contract_chunks: 0,
        referral_chunks: 0,
    }
}

/// The announcement of a base without chunks.
pub(crate) fn announced(manifest: &Manifest) -> LoadBase {
    let answer = BaseAnswer { manifest: Some(manifest.clone()), scoring: ScoringState::Idle };
    LoadBase::of(manifest, serde_json::to_string(&answer).expect("an answer of the server"))
}

/// The announcement of a base that arrives in two chunks.
pub(crate) fn in_two_chunks(manifest: &Manifest) -> LoadBase {
    LoadBase { parts: vec![BasePart::Customers, BasePart::Orders], ..announced(manifest) }
}

/// A base that has arrived.
pub(crate) fn load(manifest: &Manifest, base: Base) -> LoadedBase {
    LoadedBase::new(announced(manifest), base).expect("they belong together")
}

/// A sample shop of 1,500 customers, fitted and scored.
pub(crate) fn scored_shop() -> (Manifest, Base) {
    let shop = SampleShop { seed: 5, customers: 1_500, last_day: Day(20_000), days: 700 };
    let histories: Vec<_> = sample_shop(shop).1.map(|(history, _)| history).collect();
    let mut base = build(&histories);
    let settings = Settings::initial("Maple & Finch");
    let assessment = assess(&base.customers);
    score(&mut base.customers, &assessment, &settings);
    let summary = summarise(&base.customers, &assessment, &settings);
    (Manifest { settings, assessment, summary, ..manifest(&base) }, base)
}

/// A fit with these parameters.
pub(crate) fn fit(model: ModelName, parameters: &[(&str, f64)]) -> ModelFit {
    let parameter =
        |(name, value): &(&str, f64)| Parameter { name: (*name).to_owned(), value: *value, standard_error: None };
    ModelFit {
        model,
        parameters: parameters.iter().map(parameter).collect(),
        log_covariance: Vec::new(),
        log_likelihood: 0.0,
        gradient_norm: 0.0,
        condition_number: 1.0,
        iterations: 1,
        customers: 1,
        distinct_histories: 1,
        limits: Vec::new(),
    }
}

/// [`random`] with its manifest, loaded.
pub(crate) fn loaded(seed: u64, customers: usize) -> LoadedBase {
    let base = random(seed, customers);
    load(&manifest(&base), base)
}
