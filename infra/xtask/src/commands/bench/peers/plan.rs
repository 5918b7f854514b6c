//! What is raced, against whom, and how far ahead Holdfast wants to be.

use super::contestant::Process;

/// A base by name; `tests/speed` generates it.
pub(super) struct Base {
    pub(super) name: &'static str,
    pub(super) customers: usize,
    /// Whether times are whole days. Holdfast's parameters are in weeks whatever the data are in.
    pub(super) is_on_days: bool,
    /// What it is, for the table.
    pub(super) words: &'static str,
}

/// The bases of the races, and those of growth alone, the smallest first.
pub(super) const BASES: [Base; 6] = [
    Base { name: "cdnow", customers: 2_357, is_on_days: false, words: "CDNOW, 2,357 customers" },
    Base { name: "10k", customers: 10_000, is_on_days: false, words: "10,000 customers" },
    Base { name: "100k", customers: 100_000, is_on_days: false, words: "100,000 customers" },
    Base { name: "1m", customers: 1_000_000, is_on_days: false, words: "1,000,000 customers" },
    Base { name: "1m_days", customers: 1_000_000, is_on_days: true, words: "1,000,000 customers, whole days" },
    Base { name: "10m_days", customers: 10_000_000, is_on_days: true, words: "10,000,000 customers, whole days" },
];

/// The base of that name.
pub(super) fn base(name: &str) -> &'static Base {
    BASES.iter().find(|base| base.name == name).expect("the plan names bases that exist")
}

/// What an answer is made of, which decides when two agree.
#[derive(Clone, Copy)]
pub(super) enum Answers {
    /// Estimates of a model, some of them times.
    Fit { model: &'static str, times: &'static [usize] },
    /// Scores of customers.
    Scores,
}

/// One row of the table.
pub(super) struct Task {
    /// Name in requests and figures.
    pub(super) name: &'static str,
    pub(super) base: &'static str,
    pub(super) words: &'static str,
    pub(super) answers: Answers,
    pub(super) against: &'static [Process],
    /// How many times the time of Holdfast a peer should take; for wasm, at most.
    pub(super) goals: &'static [(Process, f64)],
}

use Process::{ClvTools, Lifetimes, LifetimesWeights, PymcMarketing, Wasm};

const BG_NBD: Answers = Answers::Fit { model: "bg-nbd", times: &[1] };
const PARETO_NBD: Answers = Answers::Fit { model: "pareto-nbd", times: &[1, 3] };
const GAMMA_GAMMA: Answers = Answers::Fit { model: "gamma-gamma", times: &[] };

/// The races. Bases are loaded once, so a base's tasks stand together. PyMC-Marketing takes part where it needs less than a
/// minute a round.
pub(super) const TASKS: [Task; 9] = [
    Task {
        name: "bg_nbd_fit",
        base: "cdnow",
        words: "BG/NBD fit",
        answers: BG_NBD,
        against: &[Wasm, Lifetimes, LifetimesWeights, PymcMarketing],
        goals: &[(Lifetimes, 80.0)],
    },
    Task {
        name: "pareto_nbd_fit",
        base: "cdnow",
        words: "Pareto/NBD fit",
        answers: PARETO_NBD,
        against: &[Wasm, Lifetimes, PymcMarketing, ClvTools],
        goals: &[(Lifetimes, 40.0), (ClvTools, 30.0)],
    },
    Task {
        name: "gamma_gamma_fit",
        base: "cdnow",
        words: "Gamma-Gamma fit",
        answers: GAMMA_GAMMA,
        against: &[Wasm, Lifetimes, PymcMarketing],
        goals: &[(Lifetimes, 50.0)],
    },
    Task {
        name: "bg_nbd_fit",
        base: "100k",
        words: "BG/NBD fit",
        answers: BG_NBD,
        against: &[Wasm, Lifetimes, PymcMarketing],
        goals: &[(Lifetimes, 40.0)],
    },
    Task {
        name: "pareto_nbd_fit",
        base: "100k",
        words: "Pareto/NBD fit",
        answers: PARETO_NBD,
        against: &[Wasm, Lifetimes],
        goals: &[(Lifetimes, 30.0)],
    },
    Task {
        name: "bg_nbd_fit",
        base: "1m",
        words: "BG/NBD fit",
        answers: BG_NBD,
        against: &[Wasm, Lifetimes],
        goals: &[(Wasm, 2.2), (Lifetimes, 40.0)],
    },
    Task {
        name: "expected_purchases",
        base: "1m",
        words: "Expected purchases, 39 weeks",
        answers: Answers::Scores,
        against: &[Wasm, Lifetimes],
        goals: &[(Lifetimes, 5.0)],
    },
    Task {
        name: "clv_12_months",
        base: "1m",
        words: "Value of 12 months",
        answers: Answers::Scores,
        against: &[Wasm, Lifetimes],
        goals: &[(Lifetimes, 30.0)],
    },
    Task {
        name: "bg_nbd_fit",
        base: "1m_days",
        words: "BG/NBD fit",
        answers: BG_NBD,
        against: &[Wasm, Lifetimes, LifetimesWeights],
        goals: &[(Lifetimes, 60.0)],
    },
];
