//! The spells, and how values are compared.

use shared::scoring::survival::{Covariates, Spells};

/// Weeks in remission of 21 patients under 6-mercaptopurine and of 21 under placebo, and which of them ended (Freireich et
/// al. 1963, as printed by Gehan 1965).
const TREATED: [(f64, bool); 21] = [
    (6.0, true),
    (6.0, true),
    (6.0, true),
    (6.0, false),
    (7.0, true),
    (9.0, false),
    (10.0, true),
    (10.0, false),
    (11.0, false),
    (13.0, true),
    (16.0, true),
    (17.0, false),
    (19.0, false),
    (20.0, false),
    (22.0, true),
    (23.0, true),
    (25.0, false),
    (32.0, false),
    (32.0, false),
    (34.0, false),
    (35.0, false),
];
const PLACEBO: [u32; 21] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

pub(crate) fn treated() -> Spells {
    let (durations, ended) = TREATED.into_iter().unzip();
    Spells::new(durations, ended).expect("spells")
}

/// Both arms, and 1 for each treated patient.
pub(crate) fn trial() -> (Spells, Vec<u32>) {
    let placebo = PLACEBO.map(|weeks| (f64::from(weeks), true));
    let (durations, ended) = TREATED.into_iter().chain(placebo).unzip();
    let groups = (0..42).map(|patient| u32::from(patient < 21)).collect();
    (Spells::new(durations, ended).expect("spells"), groups)
}

/// One generated subscriber.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subscriber {
    pub(crate) months: f64,
    pub(crate) left: bool,
    /// 1 who pays by the month.
    pub(crate) monthly: f64,
    /// 1 who has support.
    pub(crate) support: f64,
    pub(crate) charge: f64,
    /// One of three plans, without effect.
    pub(crate) plan: u32,
}

/// 800 subscribers from a linear congruential generator; any language that computes in doubles makes the same ones.
pub(crate) fn subscribers() -> Vec<Subscriber> {
    let mut state = 20_261_122_u64;
    let mut uniform = || {
        state = (1_103_515_245 * state + 12_345) % (1 << 31);
        (state >> 16) as f64 / 32_768.0
    };
    let flag = |holds: bool| f64::from(u8::from(holds));
    let mut subscriber = || {
        let monthly = flag(uniform() < 0.5);
        let support = flag(uniform() < 0.3);
        let charge = 20.0 + (8000.0 * uniform()).floor() / 100.0;
        let plan = (3.0 * uniform()) as u32;
        let stay = uniform();
        let months = 1.0 + (70.0 * stay * stay / (1.0 + 1.5 * monthly + charge / 200.0)).floor();
        let left = uniform() < 0.3 + 0.4 * monthly - 0.15 * support;
        Subscriber { months, left, monthly, support, charge, plan }
    };
    (0..800).map(|_| subscriber()).collect()
}

pub(crate) fn spells(subscribers: &[Subscriber]) -> Spells {
    let durations = subscribers.iter().map(|subscriber| subscriber.months).collect();
    Spells::new(durations, subscribers.iter().map(|subscriber| subscriber.left).collect()).expect("spells")
}

pub(crate) const NAMES: [&str; 3] = ["monthly", "support", "charge"];

pub(crate) fn covariates(subscribers: &[Subscriber]) -> Covariates {
    let values = subscribers.iter().flat_map(|row| [row.monthly, row.support, row.charge]).collect();
    Covariates::new(NAMES.map(String::from).to_vec(), values).expect("covariates")
}

#[track_caller]
pub(crate) fn assert_relative(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance * expected.abs(), "{what}: {actual} instead of {expected}");
}
