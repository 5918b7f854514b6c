//! The steps.

use shared::base::{self, Base};
use shared::domain::{Day, Settings};
use shared::math;
use shared::planning::{Assessment, Estimate, Scenario, Scope, WhatIf, assess, score, summarise};
use shared::random::Random;
use shared::sample::{SampleShop, sample_shop};
use shared::scoring::beta_geometric::{Dropout, Parameters};
use shared::scoring::catalogue::ModelKind;
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use crate::digest::Bits;
use crate::models::{digest_bg_bb, digest_covariates, digest_model, digest_season};
use crate::spells::{digest_classification, digest_contracts, digest_survival};
use crate::time_varying::digest_time_varying;

/// Random scenarios, each a step.
const SCENARIOS: u32 = 200;
/// Models, each a step.
const MODELS: u32 = ModelKind::ALL.len() as u32;
/// The first of the models' steps.
const FIRST_MODEL: u32 = 14;
/// Steps before the scenarios.
const BEFORE: u32 = FIRST_MODEL + MODELS;
/// Number of steps.
pub const STEPS: u32 = BEFORE + SCENARIOS + 1;

/// What a step does, for messages.
#[must_use]
pub fn name(step: u32) -> String {
    match step {
        0 => "special functions".to_owned(),
        1 => "point predictions".to_owned(),
        2 => "the sample shop's base".to_owned(),
        3 => "fits".to_owned(),
        4 => "scores".to_owned(),
        5 => "totals".to_owned(),
        6 => "draws, and functions of several numbers at once".to_owned(),
        7 => "a fit with covariates".to_owned(),
        8 => "fit, predictions and simulations of bg-bb".to_owned(),
        9 => "a season".to_owned(),
        10 => "fit, predictions and simulations with covariates that change over time".to_owned(),
        11 => "contracts".to_owned(),
        12 => "survival".to_owned(),
        13 => "classification".to_owned(),
        _ if step < BEFORE => format!("fit, predictions and simulations of {}", model(step)),
        _ if step + 1 == STEPS => "what-if intervals".to_owned(),
        _ => format!("scenario {}", step - BEFORE),
    }
}

/// A base on its way through the steps.
pub struct Subject {
    base: Base,
    settings: Settings,
    assessment: Option<Assessment>,
    what_if: Option<WhatIf>,
}

impl Subject {
    /// A seeded sample shop.
    #[must_use]
    pub fn new(customers: u32) -> Self {
        let shop = SampleShop { seed: 20_261_121, customers, last_day: Day(20_000), days: 1_000 };
        let histories: Vec<_> = sample_shop(shop).1.map(|(history, _)| history).collect();
        Self { base: base::build(&histories), settings: Settings::initial("Parity"), assessment: None, what_if: None }
    }

    /// Runs a step; the digest of its result.
    ///
    /// # Panics
    /// When an earlier step was left out.
    pub fn run(&mut self, step: u32) -> u64 {
        let mut bits = Bits::default();
        match step {
            0 => special_functions(&mut bits),
            1 => point_predictions(&mut bits),
            2 => self.digest_base(&mut bits),
            3 => self.fit(&mut bits),
            4 => self.score(&mut bits),
            5 => self.total(&mut bits),
            6 => draws(&mut bits),
            7 => digest_covariates(&self.base.customers, &mut bits),
            8 => digest_bg_bb(&self.base.customers, &mut bits),
            9 => digest_season(&mut bits),
            10 => digest_time_varying(&mut bits),
            11 => digest_contracts(&mut bits),
            12 => digest_survival(&self.base.customers, &mut bits),
            13 => digest_classification(&self.base.customers, &mut bits),
            _ if step < BEFORE => digest_model(model(step), &self.base.customers, &mut bits),
            _ if step + 1 == STEPS => self.intervals(&mut bits),
            _ => self.scenario(step, &mut bits),
        }
        bits.finish()
    }

    fn digest_base(&self, bits: &mut Bits) {
        let customers = &self.base.customers;
        for row in 0..customers.len() {
            bits.add_all(
                [customers.frequency[row], customers.recency_days[row], customers.age_days[row]].map(f64::from),
            );
            bits.add_all([customers.first_spend_minor[row] as f64, customers.repeat_spend_minor[row] as f64]);
            bits.add(customers.log_gaps[row]);
        }
    }

    fn fit(&mut self, bits: &mut Bits) {
        let assessment = assess(&self.base.customers);
        for fit in &assessment.fits {
            bits.add_all(fit.parameters.iter().map(|parameter| parameter.value));
            bits.add_all(fit.parameters.iter().map(|parameter| parameter.standard_error.unwrap_or(-1.0)));
            bits.add_all(fit.log_covariance.iter().copied());
            bits.add_all([fit.log_likelihood, fit.gradient_norm, fit.condition_number, f64::from(fit.iterations)]);
        }
        bits.add_text(&format!("{:?}", assessment.verdict));
        self.assessment = Some(assessment);
    }

    fn score(&mut self, bits: &mut Bits) {
        let assessment = self.assessment.as_ref().expect("fits come before scores");
        let customers = &mut self.base.customers;
        score(customers, assessment, &self.settings);
        for column in [
            &customers.probability_alive,
            &customers.expected_orders,
            &customers.expected_spend_minor,
            &customers.lifetime_value_minor,
            &customers.value_at_risk_minor,
        ] {
            bits.add_all(column.iter().copied());
        }
        for column in [
            &customers.probability_alive_low,
            &customers.probability_alive_high,
            &customers.lifetime_value_low_minor,
            &customers.lifetime_value_high_minor,
        ] {
            bits.add_all(column.iter().map(|end| f64::from(*end)));
        }
    }

    fn total(&mut self, bits: &mut Bits) {
        let assessment = self.assessment.as_ref().expect("fits come before totals");
        let summary = summarise(&self.base.customers, assessment, &self.settings);
        for estimate in [
            summary.repeat_rate,
            summary.expected_active_customers,
            summary.customer_equity_minor,
            summary.value_at_risk_minor,
            summary.expected_orders,
        ] {
            let Estimate { value, low, high } = estimate.expect("the sample shop is estimated");
            bits.add_all([value, low, high]);
        }
        self.what_if = WhatIf::new(&self.base.customers, assessment);
    }

    fn scenario(&mut self, step: u32, bits: &mut Bits) {
        let what_if = self.what_if.as_mut().expect("totals come before scenarios");
        let outcome = what_if.evaluate(&scenario(step)).expect("levers are in range");
        bits.add_all([outcome.customer_equity_minor, outcome.expected_orders, outcome.active_at_end]);
        bits.add_all(outcome.values.customers.iter().map(|count| f64::from(*count)));
        bits.add(outcome.values.width_minor);
        bits.add_text(&outcome.result_hash);
    }

    fn intervals(&mut self, bits: &mut Bits) {
        let what_if = self.what_if.as_mut().expect("totals come before intervals");
        let base = Scenario::base(&self.settings);
        let changed = scenario(BEFORE);
        let in_range = "levers are in range";
        let ranges = what_if.intervals(&base, &changed).expect(in_range);
        let timing = what_if.order_timing(&changed).expect(in_range);
        let parts = what_if.contributions(&base, &changed).expect(in_range);
        let estimates = [ranges.base_minor, ranges.equity_minor, ranges.difference_minor]
            .into_iter()
            .chain([timing.extra, timing.from_staying, timing.brought_forward, timing.additional])
            .chain(parts.iter().map(|part| part.change_minor));
        let to_come = what_if.newcomers(&changed).expect(in_range).expect("customers came of late");
        let estimates = estimates.chain([to_come.margin_each_minor, to_come.margin_minor, to_come.net_minor]);
        for Estimate { value, low, high } in estimates {
            bits.add_all([value, low, high]);
        }
        let tiers = what_if.tier_changes(&base, &changed).expect(in_range).customers;
        bits.add_all(tiers.as_flattened().iter().map(|count| f64::from(*count)));
    }
}

/// The model of a step.
fn model(step: u32) -> ModelKind {
    ModelKind::ALL[(step - FIRST_MODEL) as usize]
}

fn draws(bits: &mut Bits) {
    let mut random = Random::new(7, 11);
    for index in 0..2_000_u32 {
        let shape = 0.05 + 0.01 * f64::from(index);
        bits.add_all([random.uniform(), random.normal(), random.exponential(shape), random.gamma(shape, 2.0)]);
        bits.add_all([random.beta(shape, 1.5), random.poisson(shape), f64::from(random.below(1 + index))]);
        bits.add_all(math::ln_each([shape, 1.0 / shape]));
        bits.add_all(math::exp_each([shape, -shape * shape]));
    }
}

/// Numbers between 0 and 1 that look random: multiples of the golden ratio, one irrational offset a lever.
fn scenario(step: u32) -> Scenario {
    let at = |lever: f64| (f64::from(step) * 0.618_033_988_749_894_9 + lever * 0.754_877_666_246_693) % 1.0;
    Scenario {
        purchase_rate: 0.5 + 1.5 * at(1.0),
        purchase_rate_months: if step.is_multiple_of(4) { 120 } else { 1 + (59.0 * at(8.0)) as u16 },
        dropout: 0.25 + 1.75 * at(2.0),
        order_value: 0.5 + 1.5 * at(3.0),
        margin_share: at(4.0),
        annual_discount_rate: if step.is_multiple_of(10) { 0.0 } else { at(5.0) },
        horizon_months: 1 + (119.0 * at(6.0)) as u16,
        cost_to_serve_minor: if step.is_multiple_of(3) { 0.0 } else { 500.0 * at(7.0) },
        acquisition_volume: 3.0 * at(9.0),
        acquisition_cost_minor: 3_000.0 * at(10.0),
        scope: Scope::Everyone,
    }
}

fn special_functions(bits: &mut Bits) {
    for index in 0..20_000 {
        let unit = (f64::from(index) + 0.5) / 20_000.0;
        let x = math::exp(60.0 * unit - 30.0);
        bits.add_all([x, math::ln(x), math::ln_1p(x), math::exp_m1(-x), math::powf(x, unit), math::cos(x)]);
        bits.add_all([
            math::ln_gamma(x),
            math::digamma(x),
            math::trigamma(x),
            math::log_sum_exp(40.0 - 80.0 * unit, x),
        ]);
        bits.add_all([math::normal_quantile(unit), math::normal_cdf(6.0 - 12.0 * unit)]);
        if index % 20 == 0 {
            bits.add_all(math::ln_mean_powers_of_beta(
                0.2 + 40.0 * unit,
                0.1 + 3.0 * unit,
                0.5 + 50.0 * unit,
                x.min(1e3),
            ));
        }
    }
}

fn point_predictions(bits: &mut Bits) {
    let parameters = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
    let rate = DiscountRate::continuous_per_week(0.0027).expect("a rate");
    for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
        let model = parameters.check(dropout).expect("positive");
        for index in 0..200_u32 {
            let age = f64::from(index) * 1.7;
            let history =
                History { frequency: index % 40, recency: if index % 40 == 0 { 0.0 } else { 0.6 * age }, age };
            bits.add_all([model.log_likelihood(&history), model.probability_alive(&history)]);
            bits.add(model.expected_purchases(&history, Weeks::of_weeks(52.0)));
            bits.add(model.discounted_purchases(&history, rate, Weeks::FOREVER));
            bits.add(model.purchase_count_probability_of_new(index % 40, Weeks::of_weeks(39.0)));
        }
    }
}
