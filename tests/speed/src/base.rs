//! A customer base as columns.

use shared::random::Random;
use shared::scoring::beta_geometric::{Dropout, Parameters};
use shared::scoring::gamma_gamma::Spend;
use shared::scoring::{DAYS_PER_WEEK, Histories, History, PurchaseModel, Weeks};

use crate::bases::BaseName;

/// The model that generated bases come from: its published estimate for CDNOW.
pub(crate) const PURCHASES: Parameters = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/// The same for spend: its published estimate for CDNOW.
pub(crate) const SPEND: shared::scoring::gamma_gamma::Parameters =
    shared::scoring::gamma_gamma::Parameters { p: 6.25, q: 3.74, v: 15.44 };
/// The first purchases of generated bases are spread over these days.
const DAYS: u32 = 1_095;
/// CDNOW in weeks with two decimals, with spend.
const CDNOW: &str = include_str!("../../../shared/tests/data/cdnow_summary_with_spend.csv");

/// What was bought and for how much.
#[derive(Debug)]
pub struct Base {
    /// When customers bought.
    pub purchases: Purchases,
    /// Mean value of a repeat transaction; 0 where there is none.
    pub mean_spend: Vec<f64>,
}

/// Histories as a caller has them: not grouped, in the order of the customers.
#[derive(Debug)]
pub enum Purchases {
    /// Weeks with decimals, so that hardly two customers are alike.
    Weeks(Vec<History>),
    /// Whole days.
    Days {
        /// Days with a repeat purchase.
        frequency: Vec<u32>,
        /// Days from the first to the last purchase.
        recency: Vec<u32>,
        /// Days from the first purchase to the as-of day.
        age: Vec<u32>,
    },
}

impl Purchases {
    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> usize {
        match self {
            Self::Weeks(histories) => histories.len(),
            Self::Days { frequency, .. } => frequency.len(),
        }
    }

    /// Repeat transactions of a customer.
    #[must_use]
    pub fn frequency(&self, row: usize) -> u32 {
        match self {
            Self::Weeks(histories) => histories[row].frequency,
            Self::Days { frequency, .. } => frequency[row],
        }
    }

    /// Equal histories merged.
    #[must_use]
    pub fn group(&self) -> Histories {
        match self {
            Self::Weeks(histories) => Histories::from_weeks(histories),
            Self::Days { frequency, recency, age } => Histories::from_days(frequency, recency, age),
        }
    }

    /// As scores of all customers want them: equal ones merged where there are many.
    #[must_use]
    pub fn for_scores(&self) -> Histories {
        match self {
            Self::Weeks(histories) => Histories::unmerged(histories),
            Self::Days { .. } => self.group(),
        }
    }

    /// Frequency, recency and age, in the unit they are kept in.
    #[must_use]
    pub fn row(&self, row: usize) -> [f64; 3] {
        match self {
            Self::Weeks(histories) => {
                let History { frequency, recency, age } = histories[row];
                [f64::from(frequency), recency, age]
            }
            Self::Days { frequency, recency, age } => [frequency[row], recency[row], age[row]].map(f64::from),
        }
    }
}

impl Base {
    /// The base of that name, the same everywhere.
    #[must_use]
    pub fn generate(name: BaseName) -> Self {
        if name == BaseName::Cdnow {
            return Self::cdnow();
        }
        let model = PURCHASES.check(Dropout::AfterRepeats).expect("published parameters are positive");
        let mut random = Random::new(20_261_121, 0);
        let mut base = Self { purchases: Purchases::empty(name), mean_spend: Vec::with_capacity(name.customers()) };
        for _ in 0..name.customers() {
            let frequency = base.purchases.push_drawn(&model, &mut random);
            base.mean_spend.push(draw_mean_spend(frequency, &mut random));
        }
        base
    }

    fn cdnow() -> Self {
        let (mut histories, mut mean_spend) = (Vec::new(), Vec::new());
        for line in CDNOW.lines().skip(1) {
            let mut fields = line.split(',').skip(1);
            let mut number =
                || -> f64 { fields.next().and_then(|text| text.parse().ok()).expect("a column of numbers") };
            histories.push(History { frequency: number() as u32, recency: number(), age: number() });
            mean_spend.push(number());
        }
        Self { purchases: Purchases::Weeks(histories), mean_spend }
    }

    /// What each customer spent.
    pub fn spends(&self) -> impl Iterator<Item = Spend> + '_ {
        let spend = |(row, mean): (usize, &f64)| Spend { frequency: self.purchases.frequency(row), mean: *mean };
        self.mean_spend.iter().enumerate().map(spend)
    }
}

impl Purchases {
    fn empty(name: BaseName) -> Self {
        let column = || Vec::with_capacity(name.customers());
        if name.is_on_days() {
            Self::Days { frequency: column(), recency: column(), age: column() }
        } else {
            Self::Weeks(Vec::with_capacity(name.customers()))
        }
    }

    /// Adds a customer of random age; their frequency.
    fn push_drawn(&mut self, model: &impl PurchaseModel, random: &mut Random) -> u32 {
        match self {
            Self::Weeks(histories) => {
                let age = 1.0 + random.uniform() * f64::from(DAYS - 1);
                histories.push(model.simulate_history(Weeks::of_days(age), random));
                histories.last().expect("just pushed").frequency
            }
            Self::Days { frequency, recency, age } => {
                let days = 1 + random.below(DAYS);
                let times = model.simulate_future(&History::NEW, Weeks::of_days(f64::from(days)), random);
                let (mut bought, mut last) = (0, 0);
                for time in times {
                    let day = ((time * DAYS_PER_WEEK).ceil() as u32).min(days);
                    bought += u32::from(day > last);
                    last = day;
                }
                frequency.push(bought);
                recency.push(last);
                age.push(days);
                bought
            }
        }
    }
}

/// The mean value of that many transactions.
fn draw_mean_spend(frequency: u32, random: &mut Random) -> f64 {
    if frequency == 0 {
        return 0.0;
    }
    let rate = random.gamma(SPEND.q, SPEND.v);
    let count = f64::from(frequency);
    random.gamma(SPEND.p * count, rate) / count
}
