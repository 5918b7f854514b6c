//! Contracts: who left them and how long they last.

use serde::{Deserialize, Serialize};
use shared::review::ContractOverview;

use crate::question::question;

/// With `buffers`: chunks of contracts in their order, as stored. Answered with the number of customers who have or had one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadContracts {
    /// The generation they belong to.
    pub generation: u64,
}

/// Churn and tenure of the customers under contract. Answered with `None` where there is no contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractsQuestion {
    /// Length of the period that ends at the as-of day.
    pub days: u32,
}

question!(LoadContracts => u32, LoadContracts);
question!(ContractsQuestion => Option<ContractOverview>, Contracts);
