//! Schedules: `cron(…)` in AWS's dialect and `rate(…)`, in UTC.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::runtime::Runtime;
use crate::template::SchedulePlan;

/// Longest sleep, so that a machine that slept itself is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// When something happens.
#[derive(Clone, Debug)]
pub enum Expression {
    /// At given times.
    Cron(Box<Cron>),
    /// Again and again.
    Rate(Duration),
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What the service would refuse as well.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let inner = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(fields) = inner("cron") {
            let days: Vec<_> = fields.split_whitespace().collect();
            ensure!(days.len() == 6, "\"{text}\" has not six fields");
            ensure!((days[2] == "?") != (days[4] == "?"), "\"{text}\": one of the two day fields must be ?");
            let parser = CronParser::builder()
                .seconds(Seconds::Required)
                .year(Year::Required)
                .alternative_weekdays(true)
                .sloppy_ranges(true)
                .dom_and_dow(true)
                .build();
            let cron = parser.parse(&format!("0 {fields}")).with_context(|| format!("\"{text}\" cannot be read"))?;
            return Ok(Self::Cron(Box::new(cron)));
        }
        let Some((number, unit)) = inner("rate").and_then(|rate| rate.split_once(' ')) else {
            bail!("\"{text}\" is neither cron(…) nor rate(…)");
        };
        let number: u64 = number.parse().with_context(|| format!("\"{text}\" has no number"))?;
        ensure!(number > 0, "\"{text}\" is no rate");
        let seconds = match unit.trim_end_matches('s') {
            "minute" => 60,
            "hour" => 3600,
            "day" => 86_400,
            _ => bail!("\"{text}\": the unit is none of minutes, hours, days"),
        };
        Ok(Self::Rate(Duration::from_secs(number * seconds)))
    }

    /// The next time after `now`; `None` when there is none.
    #[must_use]
    pub fn next_after(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Rate(every) => now.checked_add(*every).ok(),
            Self::Cron(cron) => {
                let now: Zoned = now.to_zoned(TimeZone::UTC);
                cron.find_next_occurrence(&now, false).ok().map(|next| next.timestamp())
            }
        }
    }
}

/// Invokes the function of a schedule whenever it is time, forever.
pub async fn keep(plan: SchedulePlan, expression: Expression, runtime: Arc<Runtime>) {
    let mut now = Timestamp::now();
    while let Some(next) = expression.next_after(now) {
        loop {
            let left = next.duration_since(Timestamp::now());
            if left.is_negative() || left.is_zero() {
                break;
            }
            tokio::time::sleep(left.unsigned_abs().min(LONGEST_SLEEP)).await;
        }
        if let Err(error) = runtime.invoke(&plan.function, plan.input.to_string().into()).await {
            eprintln!("{}: {error}", plan.name);
        }
        now = Timestamp::now().max(next);
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Expression;

    #[track_caller]
    fn check(expression: &str, now: &str, expected: &str) {
        let now: Timestamp = now.parse().expect("a time");
        let next = Expression::parse(expression).expect("readable").next_after(now).expect("a next time");
        assert_eq!(next.to_string(), expected, "{expression}");
    }

    #[test]
    fn next_times_are_as_the_services_documentation_has_them() {
        check("cron(0 4 * * ? *)", "2026-11-21T04:00:00Z", "2026-11-22T04:00:00Z");
        check("cron(0 4 * * ? *)", "2026-11-21T03:59:59Z", "2026-11-21T04:00:00Z");
        check("cron(15 12 ? * MON-FRI *)", "2026-11-21T00:00:00Z", "2026-11-23T12:15:00Z");
        check("cron(0 8 1 * ? *)", "2026-11-21T00:00:00Z", "2026-12-01T08:00:00Z");
        check("cron(0/10 * ? * 2#1 *)", "2026-11-21T00:00:00Z", "2026-12-07T00:00:00Z");
        check("rate(5 minutes)", "2026-11-21T00:00:00Z", "2026-11-21T00:05:00Z");
    }

    #[test]
    fn what_the_service_refuses_is_refused() {
        for bad in
            ["cron(0 4 * * * *)", "cron(0 4 ? * ? *)", "cron(0 4 * * ?)", "rate(0 days)", "rate(1 week)", "daily"]
        {
            assert!(Expression::parse(bad).is_err(), "{bad}");
        }
    }
}
