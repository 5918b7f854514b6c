//! Churn classification against published and independently computed values.

mod calibration;
mod classifier;
mod customers;
mod logistic;
mod profit;
