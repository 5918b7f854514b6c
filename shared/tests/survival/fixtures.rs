//! The customers, and how values are compared.

use std::io::Read;

use shared::scoring::survival::{Covariates, Spells};

/// One customer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Customer {
    pub(crate) tenure: f64,
    pub(crate) churned: bool,
    pub(crate) contract: u32,
    pub(crate) payment: u32,
    pub(crate) fiber: f64,
    pub(crate) partner: f64,
    pub(crate) support: f64,
    pub(crate) female: u32,
    pub(crate) monthly: f64,
}

pub(crate) fn customers() -> Vec<Customer> {
    let path = format!("{}/tests/data/telco_churn.csv.gz", env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("a fixture");
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("gzip");
    text.lines().skip(1).map(customer).collect()
}

fn customer(line: &str) -> Customer {
    let fields: Vec<u32> = line.split(',').map(|field| field.parse().expect("a number")).collect();
    let [tenure, churned, contract, payment, fiber, partner, support, female, cents] = fields[..] else {
        panic!("nine columns")
    };
    Customer {
        tenure: f64::from(tenure),
        churned: churned == 1,
        contract,
        payment,
        fiber: f64::from(fiber),
        partner: f64::from(partner),
        support: f64::from(support),
        female,
        monthly: f64::from(cents) / 100.0,
    }
}

pub(crate) fn spells(customers: &[Customer]) -> Spells {
    let durations = customers.iter().map(|customer| customer.tenure).collect();
    Spells::new(durations, customers.iter().map(|customer| customer.churned).collect()).expect("spells")
}

/// Month to month, fibre, electronic check, partner, support, monthly charge.
pub(crate) fn covariates(customers: &[Customer]) -> Covariates {
    let flag = |holds: bool| f64::from(u8::from(holds));
    let row = |customer: &Customer| {
        [
            flag(customer.contract == 0),
            customer.fiber,
            flag(customer.payment == 0),
            customer.partner,
            customer.support,
            customer.monthly,
        ]
    };
    Covariates::new(NAMES.map(String::from).to_vec(), customers.iter().flat_map(row).collect()).expect("covariates")
}

pub(crate) const NAMES: [&str; 6] = ["mtm", "fiber", "echeck", "partner", "support", "monthly"];

#[track_caller]
pub(crate) fn assert_relative(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance * expected.abs(), "{what}: {actual} instead of {expected}");
}
