//! Customers under contract.

use shared::base::decode_contracts;
use shared::domain::Day;
use shared::review::{ContractOverview, contract_overview};

use super::LoadedBase;
use crate::text;

impl LoadedBase {
    /// Takes the contracts of this generation from their chunks, unzipped; the number of customers who have or had one.
    ///
    /// # Errors
    /// In words, when they are not those of this base.
    pub fn take_contracts(&mut self, generation: u64, chunks: &[Vec<u8>]) -> Result<u32, String> {
        if generation != self.generation() {
            return Err(text::OTHER_NAMES.into());
        }
        let contracts = decode_contracts(chunks.iter().map(Vec::as_slice), self.base.customers.len());
        let contracts = contracts.map_err(|error| error.to_string())?;
        let customers = contracts.rows.len() as u32;
        self.base.contracts = Some(contracts);
        Ok(customers)
    }

    /// Churn over the last `days` and tenure; `None` without contracts.
    #[must_use]
    pub fn contracts(&self, days: u32) -> Option<ContractOverview> {
        contract_overview(&self.base, self.base.contracts.as_ref()?, days, self.built())
    }

    /// The day on which the base was built, UTC.
    fn built(&self) -> Day {
        let built_at = self.manifest.built_at.as_str();
        built_at.get(..10).and_then(|day| day.parse().ok()).unwrap_or(Day(i32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use shared::base::{ContractSpan, Contracts, contract_chunks, encode_contracts};
    use shared::domain::{Day, EndReason};
    use shared::review::contract_overview;

    use crate::base::test_base;

    #[test]
    fn contracts_come_into_the_base_they_belong_to() {
        let base = test_base::random(81, 90);
        let as_of = base.as_of.expect("orders").0;
        let span = |customer: u32| ContractSpan {
            customer,
            start: Day(as_of - 400 + customer as i32),
            end: customer.is_multiple_of(2).then(|| Day(as_of - 30 - customer as i32)),
            monthly_minor: 1_000,
            reason: EndReason::Cancelled,
        };
        let contracts =
            Contracts { rows: (0..90).map(Some).chain([None]).collect(), spans: (0..91).map(span).collect() };
        let chunks: Vec<Vec<u8>> =
            (0..contract_chunks(&contracts)).map(|number| encode_contracts(&contracts, number)).collect();
        let mut loaded = test_base::load(&test_base::manifest(&base), base.clone());
        assert_eq!(loaded.contracts(90), None);
        assert!(loaded.take_contracts(loaded.generation() + 1, &chunks).is_err());
        assert!(loaded.take_contracts(loaded.generation(), &[vec![1, 2]]).is_err());
        assert_eq!(loaded.take_contracts(loaded.generation(), &chunks), Ok(91));
        let found = loaded.contracts(90).expect("contracts");
        assert_eq!(Some(&found), contract_overview(&base, &contracts, 90, Day(as_of)).as_ref());
        assert_eq!((found.churn.base, found.churn.churned), (75, 30));
        assert_eq!(loaded.take_contracts(loaded.generation(), &[]), Ok(0));
        assert_eq!(loaded.contracts(90), None);
    }
}
