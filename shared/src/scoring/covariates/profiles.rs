//! Customers grouped by their covariates.

use super::{CovariateError, Covariates, Process};
use crate::scoring::{Histories, History};

/// Customers with equal covariates.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::covariates::{Covariates, Profiles};
/// let histories = [History::new(1, 20.0, 39.0)?; 3];
/// let purchase = Covariates::new(3, vec![("newsletter".to_owned(), vec![0.0, 1.0, 1.0])])?;
/// let profiles = Profiles::of(&histories, &purchase, &Covariates::none(3))?;
/// let readers = profiles.profiles().iter().find(|profile| profile.purchase == [1.0]).expect("two readers");
/// assert_eq!((readers.histories.customers(), readers.histories.len(), readers.dropout.len()), (2.0, 1, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Profile {
    /// Covariates of the purchase process.
    pub purchase: Vec<f64>,
    /// Covariates of the dropout process.
    pub dropout: Vec<f64>,
    /// Their histories, equal ones merged.
    pub histories: Histories,
}

impl Profile {
    /// Covariates of a process.
    #[must_use]
    pub fn values(&self, process: Process) -> &[f64] {
        match process {
            Process::Purchase => &self.purchase,
            Process::Dropout => &self.dropout,
        }
    }
}

/// All customers by profile.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::covariates::{Covariates, Process, Profiles};
/// let histories = [History::new(1, 20.0, 39.0)?; 4];
/// let purchase = Covariates::new(4, vec![("newsletter".to_owned(), vec![0.0, 1.0, 1.0, 0.0])])?;
/// let profiles = Profiles::of(&histories, &purchase, &Covariates::none(4))?;
/// assert_eq!((profiles.customers(), profiles.profiles().len(), profiles.distinct_histories()), (4.0, 2, 2));
/// let of_customer = profiles.profile_of_customer();
/// assert!(of_customer[0] == of_customer[3] && of_customer[1] == of_customer[2] && of_customer[0] != of_customer[1]);
/// assert_eq!(profiles.purchase_names(), ["newsletter"]);
/// // Mean and standard deviation over customers.
/// assert_eq!(profiles.moments(Process::Purchase), [(0.5, 0.5)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Profiles {
    purchase_names: Vec<String>,
    dropout_names: Vec<String>,
    profiles: Vec<Profile>,
    profile_of_customer: Vec<u32>,
}

impl Profiles {
    /// Groups customers by their covariates of both processes.
    ///
    /// # Errors
    /// When a table has not one row a history.
    pub fn of(histories: &[History], purchase: &Covariates, dropout: &Covariates) -> Result<Self, CovariateError> {
        for covariates in [purchase, dropout] {
            if covariates.customers() != histories.len() {
                let name = covariates.names().first().cloned().unwrap_or_default();
                return Err(CovariateError::Length { name, found: covariates.customers(), customers: histories.len() });
            }
        }
        let key =
            |customer: usize| purchase.row(customer).iter().chain(dropout.row(customer)).map(|value| value.to_bits());
        let mut order: Vec<usize> = (0..histories.len()).collect();
        order.sort_by(|one, other| key(*one).cmp(key(*other)));
        let mut profiles = Vec::new();
        let mut profile_of_customer = vec![0; histories.len()];
        for group in order.chunk_by(|one, other| key(*one).eq(key(*other))) {
            for customer in group {
                profile_of_customer[*customer] = profiles.len() as u32;
            }
            let members: Vec<History> = group.iter().map(|customer| histories[*customer]).collect();
            profiles.push(Profile {
                purchase: purchase.row(group[0]).to_vec(),
                dropout: dropout.row(group[0]).to_vec(),
                histories: Histories::from_weeks(&members),
            });
        }
        let names = |covariates: &Covariates| covariates.names().to_vec();
        Ok(Self { purchase_names: names(purchase), dropout_names: names(dropout), profiles, profile_of_customer })
    }

    /// Names of the covariates of the purchase process.
    #[must_use]
    pub fn purchase_names(&self) -> &[String] {
        &self.purchase_names
    }

    /// Names of the covariates of the dropout process.
    #[must_use]
    pub fn dropout_names(&self) -> &[String] {
        &self.dropout_names
    }

    /// The profiles.
    #[must_use]
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// For each customer, in the order given, the position of their profile.
    #[must_use]
    pub fn profile_of_customer(&self) -> &[u32] {
        &self.profile_of_customer
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> f64 {
        self.profile_of_customer.len() as f64
    }

    /// Mean and standard deviation over customers of every covariate of a process.
    #[must_use]
    pub fn moments(&self, process: Process) -> Vec<(f64, f64)> {
        let mean_of = |of: &dyn Fn(&[f64]) -> f64| {
            let weighted = |profile: &Profile| profile.histories.customers() * of(profile.values(process));
            self.profiles.iter().map(weighted).sum::<f64>() / self.customers()
        };
        (0..self.profiles.first().map_or(0, |profile| profile.values(process).len()))
            .map(|column| {
                let mean = mean_of(&|values| values[column]);
                let variance = mean_of(&|values| (values[column] - mean) * (values[column] - mean));
                (mean, variance.sqrt())
            })
            .collect()
    }

    /// Distinct histories, counted apart in every profile.
    #[must_use]
    pub fn distinct_histories(&self) -> usize {
        self.profiles.iter().map(|profile| profile.histories.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Profiles;
    use crate::scoring::History;
    use crate::scoring::covariates::Covariates;

    #[test]
    fn equal_covariates_and_histories_merge() {
        let history = |frequency: u32| History { frequency, recency: f64::from(frequency), age: 9.0 };
        let histories = [history(1), history(2), history(1), history(1)];
        let column = |name: &str, values: [f64; 4]| (name.to_owned(), values.to_vec());
        let purchase = Covariates::new(4, vec![column("gender", [1.0, 0.0, 1.0, 0.0])]).expect("a table");
        let grouped = Profiles::of(&histories, &purchase, &Covariates::none(4)).expect("equal lengths");
        assert_eq!(grouped.profiles().len(), 2);
        assert_eq!(grouped.distinct_histories(), 3);
        assert_eq!(grouped.customers(), 4.0);
        let of = grouped.profile_of_customer();
        assert!(of[0] == of[2] && of[1] == of[3] && of[0] != of[1]);
        assert_eq!(grouped.profiles()[of[0] as usize].purchase, [1.0]);
        assert_eq!(grouped.profiles()[of[0] as usize].histories.count(), [2.0]);
        assert!(Profiles::of(&histories[..3], &purchase, &Covariates::none(3)).is_err());
    }
}
