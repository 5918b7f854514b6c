//! Survival curves and regressions against lifelines 0.30.3 on 7,032 telephone customers.
//!
//! `data/telco_churn.csv.gz` holds the columns used here of IBM's Telco Customer Churn (repository
//! IBM/telco-customer-churn-on-icp4d, Apache-2.0), without the 11 customers of tenure 0; contract 0 month to month, 1 one
//! year, 2 two years; payment 0 electronic check, 1 mailed check, 2 bank transfer, 3 credit card.

mod curves;
mod fixtures;
mod groups;
mod properties;
mod regressions;
