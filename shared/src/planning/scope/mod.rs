//! Whom a what-if is about.

mod counts;
mod month;

use serde::{Deserialize, Serialize};

use super::tiers::value_tiers;
use super::{RiskBand, ValueTier};
use crate::base::{Base, Customers};
use crate::domain::CustomerId;
use crate::scoring::preparation::rfm::{RfmInput, RfmScores, rfm};
use crate::segments::{Definition, Derived, Needs, RuleFault, by_name, members};

pub use counts::ScopeCounts;
pub use month::{Month, NoMonth};

/// Customers by something that is known of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Scope {
    /// All customers.
    #[default]
    Everyone,
    /// Those who came through one acquisition source.
    Source {
        /// Its name as in the manifest; `unknown` for customers of whom it is not known.
        name: String,
    },
    /// Those whose first order was in one month.
    Cohort {
        /// The month.
        #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-03"))]
        month: Month,
    },
    /// A row, a column or a cell of the risk-by-value grid.
    RiskAndValue {
        /// How likely they still are customers; `None` for any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        risk: Option<RiskBand>,
        /// How much they would be worth; `None` for any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tier: Option<ValueTier>,
    },
    /// One cell of the recency, frequency and spend grid; see [`rfm`].
    Rfm(RfmScores),
    /// One customer.
    Customer {
        /// Who.
        id: CustomerId,
    },
    /// Those who pass the rule of a segment.
    Segment {
        /// The saved segment it comes from, which cannot be removed while this is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// The segment's name when it was chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The rule as it was when it was chosen.
        #[serde(deserialize_with = "by_name")]
        definition: Definition,
    },
}

impl Scope {
    /// Whether it is everyone.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        *self == Self::Everyone
    }

    /// Which parts of a base beyond the customers it needs.
    #[must_use]
    pub fn needs(&self) -> Needs {
        match self {
            Self::Segment { definition, .. } => Needs::of(&definition.rule),
            _ => Needs::default(),
        }
    }

    /// Whether it can be asked of any base.
    ///
    /// # Errors
    /// When the rule of a segment is faulty.
    pub fn check(&self) -> Result<(), RuleFault> {
        match self {
            Self::Segment { definition, .. } => definition.check(),
            _ => Ok(()),
        }
    }

    /// Whether it can be asked of this base.
    ///
    /// # Errors
    /// When a segment asks for what the base does not hold.
    pub fn check_with(&self, base: &Base) -> Result<(), RuleFault> {
        self.check()?;
        match self {
            Self::Segment { definition, .. } => members(&definition.rule, base, &Derived::default()).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Their rows, ascending; none where [`Self::check_with`] fails. Somebody whose risk or value is not known is in no cell of that grid.
    ///
    /// ```
    /// use shared::base::build;
    /// use shared::domain::Day;
    /// use shared::planning::{Month, Scope};
    /// use shared::sample::{SampleShop, sample_shop};
    /// let shop = SampleShop { seed: 1, customers: 300, last_day: Day(20_000), days: 365 };
    /// let base = build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>());
    /// let month = Month::of(base.orders.of(0).0[0]);
    /// let rows = Scope::Cohort { month }.rows(&base);
    /// assert_eq!(rows[0], 0, "the first customer came in that month");
    /// assert!(rows.iter().all(|row| Month::of(base.orders.of(*row as usize).0[0]) == month));
    /// ```
    #[must_use]
    pub fn rows(&self, base: &Base) -> Vec<u32> {
        let customers = &base.customers;
        let those = |is_in: &dyn Fn(usize) -> bool| {
            (0..customers.len()).filter(|row| is_in(*row)).map(|row| row as u32).collect()
        };
        match self {
            Self::Everyone => those(&|_| true),
            Self::Source { name } => {
                let index = base.sources.iter().position(|source| source == name);
                those(&|row| Some(usize::from(customers.source[row])) == index)
            }
            Self::Cohort { month } => {
                let Some(as_of) = base.as_of else { return Vec::new() };
                let days = month.days();
                those(&|row| days.contains(&(as_of.0 - customers.age_days[row] as i32)))
            }
            Self::RiskAndValue { risk, tier } => {
                let tiers = value_tiers(customers);
                let is_of = |row: usize| {
                    risk.is_none_or(|risk| RiskBand::of(customers.probability_alive[row]) == Some(risk))
                        && tier.is_none_or(|tier| tiers[row] == Some(tier))
                };
                those(&is_of)
            }
            Self::Rfm(cell) => {
                let scores: Vec<RfmScores> = rfm_scores(customers).collect();
                those(&|row| scores[row] == *cell)
            }
            Self::Customer { id } => those(&|row| customers.id[row] == *id),
            Self::Segment { definition, .. } => {
                let members = members(&definition.rule, base, &Derived::default());
                members.map_or_else(|_| Vec::new(), |members| members.iter().collect())
            }
        }
    }
}

/// The recency, frequency and spend scores of every customer.
pub(crate) fn rfm_scores(customers: &Customers) -> impl Iterator<Item = RfmScores> {
    let input = |row: usize| RfmInput {
        silent_days: customers.silent_days(row),
        transactions: customers.frequency[row].saturating_add(1),
        spend: customers.first_spend_minor[row] + customers.repeat_spend_minor[row],
    };
    let inputs: Vec<RfmInput> = (0..customers.len()).map(input).collect();
    rfm(&inputs).into_iter().map(|(scores, _)| scores)
}

#[cfg(test)]
mod tests {
    use super::{Month, Scope, ScopeCounts};
    use crate::domain::CustomerId;
    use crate::planning::fixture::scored_base;
    use crate::planning::{RiskBand, ValueTier};
    use crate::scoring::preparation::rfm::RfmScores;
    use crate::segments::{Bought, Condition, Definition, Rule};

    #[test]
    fn a_segment_is_its_members_and_says_what_it_lacks() {
        let base = scored_base();
        let scope = |rule| Scope::Segment { id: None, name: None, definition: Definition::new(rule) };
        assert_eq!(scope(Rule::everyone()).rows(&base), Scope::Everyone.rows(&base));
        let risk = Rule::Is(Condition::Risk { any_of: vec![RiskBand::Slipping] });
        let slipping = Scope::RiskAndValue { risk: Some(RiskBand::Slipping), tier: None };
        assert_eq!(scope(risk.clone()).rows(&base), slipping.rows(&base));
        assert_eq!(scope(risk).check_with(&base), Ok(()));
        let unsold = scope(Rule::Is(Condition::Product { bought: Bought::AnyOf, products: vec!["Nothing".into()] }));
        assert!(unsold.check().is_ok() && unsold.check_with(&base).is_err() && unsold.needs().attributes);
        assert!(scope(Rule::Any(vec![])).check().is_err());
    }

    #[test]
    fn the_scopes_of_a_kind_hold_every_customer_once() {
        let base = scored_base();
        let everyone = Scope::Everyone.rows(&base);
        assert_eq!(everyone.len(), base.customers.len());
        let sources = base.sources.iter().map(|name| Scope::Source { name: name.clone() });
        let months = (2020..2027).flat_map(|year| (1..=12).map(move |month| Month { year, month }));
        let cohorts = months.map(|month| Scope::Cohort { month });
        let cells = RiskBand::ALL
            .into_iter()
            .flat_map(|risk| ValueTier::ALL.map(|tier| Scope::RiskAndValue { risk: Some(risk), tier: Some(tier) }));
        let scores = || 1..=5_u8;
        let rfm = scores().flat_map(|recency| {
            scores().flat_map(move |frequency| {
                scores().map(move |spend| Scope::Rfm(RfmScores { recency, frequency, spend }))
            })
        });
        let each = base.customers.id.iter().map(|id| Scope::Customer { id: *id });
        for kind in [sources.collect::<Vec<_>>(), cohorts.collect(), cells.collect(), rfm.collect(), each.collect()] {
            let mut rows: Vec<u32> = kind.iter().flat_map(|scope| scope.rows(&base)).collect();
            assert!(kind.iter().filter(|scope| !scope.rows(&base).is_empty()).count() > 1);
            rows.sort_unstable();
            assert_eq!(rows, everyone, "{:?}", kind[0]);
        }
    }

    #[test]
    fn counts_are_the_numbers_of_rows() {
        let base = scored_base();
        let counts = ScopeCounts::of(&base);
        for (name, count) in base.sources.iter().zip(&counts.sources) {
            assert_eq!(Scope::Source { name: name.clone() }.rows(&base).len(), *count as usize);
        }
        for (month, count) in &counts.cohorts {
            assert_eq!(Scope::Cohort { month: *month }.rows(&base).len(), *count as usize);
        }
        assert!(counts.cohorts.is_sorted() && counts.cohorts.iter().all(|(_, count)| *count > 0));
        assert_eq!(counts.cohorts.iter().map(|(_, count)| *count as usize).sum::<usize>(), base.customers.len());
        for (risk, tiers) in RiskBand::ALL.into_iter().zip(&counts.cells) {
            for (tier, count) in ValueTier::ALL.into_iter().zip(tiers) {
                let scope = Scope::RiskAndValue { risk: Some(risk), tier: Some(tier) };
                assert_eq!(scope.rows(&base).len(), *count as usize);
            }
        }
        for (cell, count) in &counts.rfm {
            assert_eq!(Scope::Rfm(*cell).rows(&base).len(), *count as usize);
        }
        assert_eq!(counts.rfm.iter().map(|(_, count)| *count as usize).sum::<usize>(), base.customers.len());
    }

    #[test]
    fn a_row_of_the_grid_is_its_cells_together() {
        let base = scored_base();
        let risk = Some(RiskBand::Slipping);
        let row = Scope::RiskAndValue { risk, tier: None }.rows(&base);
        let cells = ValueTier::ALL.map(|tier| Scope::RiskAndValue { risk, tier: Some(tier) }.rows(&base).len());
        assert!(!row.is_empty());
        assert_eq!(row.len(), cells.iter().sum::<usize>());
    }

    #[test]
    fn what_nobody_belongs_to_is_empty() {
        let base = scored_base();
        let nowhere = Scope::Source { name: "nowhere".to_owned() };
        let never = Scope::Cohort { month: Month { year: 1999, month: 1 } };
        let sixth = Scope::Rfm(RfmScores { recency: 6, frequency: 1, spend: 1 });
        let nobody = Scope::Customer { id: CustomerId(7) };
        for scope in [nowhere, never, sixth, nobody] {
            assert_eq!(scope.rows(&base), [0_u32; 0], "{scope:?}");
        }
    }

    #[test]
    fn scopes_read_back() {
        let scopes = [
            (Scope::Everyone, r#"{"kind":"everyone"}"#),
            (Scope::Source { name: "Flea market".into() }, r#"{"kind":"source","name":"Flea market"}"#),
            (Scope::Cohort { month: Month { year: 2026, month: 3 } }, r#"{"kind":"cohort","month":"2026-03"}"#),
            (
                Scope::RiskAndValue { risk: Some(RiskBand::NearlyGone), tier: None },
                r#"{"kind":"risk-and-value","risk":"nearly-gone"}"#,
            ),
            (
                Scope::Rfm(RfmScores { recency: 5, frequency: 4, spend: 3 }),
                r#"{"kind":"rfm","recency":5,"frequency":4,"spend":3}"#,
            ),
            (Scope::Customer { id: CustomerId(0x3f2a) }, r#"{"kind":"customer","id":"0000000000003f2a"}"#),
            (
                Scope::Segment { id: None, name: None, definition: Definition::new(Rule::everyone()) },
                r#"{"kind":"segment","definition":{"version":1,"rule":{"all":[]}}}"#,
            ),
        ];
        for (scope, text) in scopes {
            assert_eq!(serde_json::to_string(&scope).expect("plain data"), text);
            assert_eq!(serde_json::from_str::<Scope>(text).expect("a scope"), scope);
        }
    }
}
