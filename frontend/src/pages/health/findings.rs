//! What the parts of the page find, each in a sentence.

use shared::planning::Estimate;
use shared::planning::drivers::{Drivers, Factor};
use shared::planning::engagement::{EngagementCheck, EngagementProblem};
use shared::planning::health::HealthOverview;

use super::check::signed;
use super::drivers::points;
use crate::formats::{decimal, whole};
use crate::text::health as text;

/// How many valuable customers are not well.
pub(crate) fn health(found: &HealthOverview) -> String {
    match (found.mean, found.valuable_unwell) {
        (None, _) => text::nobody_scored().to_owned(),
        (Some(mean), 0) => text::finding_well(&decimal(mean, 0)),
        (Some(_), unwell) => text::finding(&whole(f64::from(unwell))),
    }
}

/// What engaged customers bring against the others.
pub(crate) fn engagement(outcome: &Result<EngagementCheck, EngagementProblem>) -> String {
    let Some(engaged) = outcome.as_ref().ok().and_then(|check| check.engaged) else {
        return text::engagement_undecided().to_owned();
    };
    let ratio = |estimate: Estimate| decimal(estimate.value, 1);
    match engaged.within_spend {
        Some(within) => text::engagement_finding(&ratio(engaged.ratio), &ratio(within)),
        None => text::engagement_finding_plain(&ratio(engaged.ratio)),
    }
}

/// The largest difference between who came back and who did not that is no chance.
pub(crate) fn drivers(found: &Drivers, sources: &[String]) -> String {
    let first = found.drivers.iter().find(|it| it.stands_out).and_then(|it| Some((it.factor, it.difference?)));
    match first {
        Some((factor, it)) => text::drivers_finding(
            &factor_name(factor, sources),
            it.value > 0.0,
            &signed(it.value),
            &points(it.low),
            &points(it.high),
        ),
        None if found.looked_at == 0 => text::drivers_undecided().to_owned(),
        None => text::drivers_none().to_owned(),
    }
}

/// A factor's name; `sources` are the base's.
pub(super) fn factor_name(factor: Factor, sources: &[String]) -> String {
    let source = match factor {
        Factor::Source(index) => sources.get(usize::from(index)).map_or("", String::as_str),
        _ => "",
    };
    text::factor(factor, source)
}
