//! Churn classification against published and independently computed values.

mod profit;
