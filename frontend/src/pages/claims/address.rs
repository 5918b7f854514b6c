//! Assumptions and sums in the address: who opens the link sees the same numbers.

use shared::planning::claims::Rise;

use super::cost_ratio::{SUMS, Sums};
use super::question::Question;
use super::slider::Slider;

const RISE: &str = "rise";
const REVENUE: &str = "revenue";

/// The query of assumptions, each to its last digit, and of sums; empty without both.
pub(super) fn query(question: Option<&Question>, sums: &Sums) -> String {
    let mut pairs = Vec::new();
    if let Some(question) = question {
        pairs.push(format!("{RISE}={}", key(question.rise)));
        pairs.extend(Slider::ALL.map(|slider| format!("{}={}", slider.key(), slider.value(question))));
        pairs.push(format!("{REVENUE}={}", question.revenue_minor));
    }
    let given = SUMS.iter().zip(sums).filter_map(|(key, sum)| sum.map(|sum| format!("{key}={sum}")));
    pairs.extend(given);
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// The assumptions of a query; those that are missing or out of range stay at their default. `None` where there are none.
pub(super) fn question(query: &str, default: &Question) -> Option<Question> {
    let mut question = *default;
    let mut is_any = false;
    for (name, value) in pairs(query) {
        if let Some(rise) = Rise::ALL.into_iter().find(|rise| name == RISE && value == key(*rise)) {
            question.rise = rise;
            is_any = true;
        }
        let Some(number) = value.parse::<f64>().ok().filter(|number| number.is_finite()) else { continue };
        let slider = Slider::ALL.into_iter().find(|slider| slider.key() == name);
        if let Some(changed) = slider.and_then(|slider| slider.with(&question, number)) {
            question = changed;
            is_any = true;
        } else if name == REVENUE && number > 0.0 {
            question.revenue_minor = number;
            is_any = true;
        }
    }
    is_any.then_some(question)
}

/// The sums of a query, in major units and customers.
pub(super) fn sums(query: &str) -> Sums {
    SUMS.map(|key| {
        let (_, value) = pairs(query).find(|(name, _)| *name == key)?;
        value.parse().ok().filter(|sum: &f64| sum.is_finite() && *sum > 0.0)
    })
}

/// The name of a way of counting in addresses and as a value of the choice.
pub(super) fn key(rise: Rise) -> &'static str {
    match rise {
        Rise::Points => "points",
        Rise::Percent => "percent",
        Rise::FewerLost => "fewer",
    }
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='))
}

#[cfg(test)]
mod tests {
    use shared::planning::claims::{Cohort, Rise, Years};

    use super::{Question, query, question, sums};

    fn plain() -> Question {
        Question::plain(0.4, 0.1, 10_000.0)
    }

    #[test]
    fn a_link_holds_everything_to_the_last_bit() {
        for years in [Years::Forever, Years::Count(7)] {
            for rise in Rise::ALL {
                let cohort = Cohort {
                    retention: 1.0 / 3.0,
                    margin: 0.1 + 0.2,
                    growth: -0.07,
                    annual_discount_rate: 0.123_456_789,
                    service_cost: 0.01,
                    acquisition_cost: 2.820_4,
                    years,
                };
                let asked = Question { cohort, rise, by: 0.035, revenue_minor: 7_123.25 };
                let given = [Some(9_000.5), None, Some(1.0 / 7.0), Some(1e6)];
                let link = query(Some(&asked), &given);
                assert_eq!(question(&link, &plain()), Some(asked), "{link}");
                assert_eq!(sums(&link), given, "{link}");
            }
        }
    }

    #[test]
    fn without_assumptions_ones_own_stay() {
        assert_eq!(query(None, &[None; 4]), "");
        assert_eq!(question("", &plain()), None);
        let only_sums = query(None, &[Some(5.0), None, None, None]);
        assert_eq!(question(&only_sums, &plain()), None);
        assert_eq!(sums(&only_sums), [Some(5.0), None, None, None]);
    }

    #[test]
    fn nonsense_is_left_out() {
        for nonsense in
            ["?retention=7", "?margin=NaN", "?rise=up", "?years=2.5", "?years=99", "?by=-1", "?revenue=0", "?won"]
        {
            assert_eq!(question(nonsense, &plain()), None, "{nonsense}");
        }
        assert_eq!(sums("?won=-3&won_spent=inf&kept=0"), [None; 4]);
        let half = question("?retention=0.5&margin=9", &plain()).expect("one of them holds");
        assert_eq!(half, Question { cohort: Cohort { retention: 0.5, ..plain().cohort }, ..plain() });
    }
}
