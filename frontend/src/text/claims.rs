//! Two famous claims against one's own figures.

use super::{Basis, Term, say, sentence, words};

words! {
    title = "Do the famous numbers hold for you?";
    link = "Do the famous numbers hold for you? “5% more retention brings 25 to 95% more profit”";
    subtitle = "“5% more retention brings 25 to 95% more profit” is arithmetic on assumptions that were never published. Here it is with yours: not a forecast, and nothing is measured but what is marked as yours.";
    to_what_if = "Back to the what-if of your own customers";
    assumptions = "Assumptions";
    rise_title = "Customers who stay";
    money_title = "What a customer brings and costs";
    counting = "How it is counted";
    revenue = "A customer buys for, a year";
    back_to_own = "Start from my figures";
    rise_legend = "“5% more” can mean";
    beyond_all = "more than all";
    for_ever = "for ever";
    figures_label = "Value of a customer";
    value_now = "A customer is worth, now";
    value_then = "With more retention";
    more_profit = "More profit";
    assumed = "assumed";
    expected = "expected";
    famous_range = "told: +25% to +95%";
    blank = "–";
    no_profit = "With these assumptions customers bring no profit, so nothing can be a percentage of it";
    endless = "Counted for ever these customers are worth infinitely much: their margin grows faster than they leave";
    below_famous = "less than the famous 25 to 95%";
    within_famous = "within the famous 25 to 95%";
    above_famous = "more than the famous 25 to 95%";
    band_name = "told: 25 to 95%";
    retention_column = "Kept a year";
    never_famous = "No retention brings the famous 25 to 95% with these assumptions";
    famous_in_places = "The famous 25 to 95% comes out at some retentions only";
    needed_title = "What would have to be true";
    needed_measure = "the value of one assumption that gives the figure while the others stay; where several do, the nearest to now; “no value” where none within its slider does";
    no_value = "no value";
    assumption_column = "Assumption";
    now_column = "Now";
    told_title = "Of whom it is told, and what would make it so";
    told_measure = "five points more retention, all years to come, no cost to serve; winning cost in years of a customer's first margin";
    business_column = "Business";
    told_column = "More profit";
    growth_column = "Margin grows";
    discount_column = "Discount rate";
    winning_column = "Winning costs";
    your_shop = "Your shop";
    own_source = "retention by your model, discount rate of the settings";
    published = "Reichheld and Sasser 1990";
    no_source = "no source that we could find";
    take_over = "Try these";
    told_note = "Only the percentages were published (Zero defections, Harvard Business Review, 1990: 25 to 85%; The Loyalty Effect, 1996, and Bain & Company: 25 to 95%), not the cash flows behind them. The assumptions in this table are ours: plain ones, with the cost of winning that makes the told figure come out. Others would do as well.";
    ratio_unknown = "Does winning a customer cost you five times what keeping one costs? Not known yet";
    ratio_measure = "your own sums of one and the same period, such as last year";
    per_won = "A customer won";
    per_kept = "A customer kept";
    ratio_label = "Won against kept";
    ratio_note = "Without all four sums there is no ratio. “Five times” has been passed on for decades, “five to 25 times” is told as well; we found no calculation behind either. Your ratio says what was spent, not what the last customer more would cost; and who was kept because of the money only a holdout can tell.";
    customers_unit = "customers";
}

/// Name of an assumption by its key.
pub(crate) fn slider(key: &str) -> &'static str {
    say(match key {
        "retention" => "Kept from year to year",
        "by" => "Rise of retention",
        "margin" => "Margin, of sales",
        "growth" => "Margin grows, a year",
        "serving" => "Cost to serve a year, of sales",
        "winning" => "Cost of winning, of a year's sales",
        "discount" => "Discount rate, a year",
        _ => "Years counted",
    })
}

/// Name of a way to count the rise by its key.
pub(crate) fn rise(key: &str) -> &'static str {
    say(match key {
        "points" => "percentage points",
        "percent" => "percent of retention",
        _ => "percent fewer lost",
    })
}

/// The rise as the beginning of a sentence.
pub(crate) fn rise_words(key: &str, by: &str) -> String {
    match key {
        "points" => format!("{by} points more retention"),
        "percent" => format!("{by}% more retention"),
        _ => format!("{by}% fewer customers lost"),
    }
}

/// "5 points more retention would bring 31% more profit: within the famous 25 to 95%"
pub(crate) fn would_bring(rise: &str, share: &str, gain: bool, place: &str) -> String {
    let more = if gain { "more" } else { "less" };
    sentence(format!("{rise} would bring {share} {more} profit: {place}"))
}

/// A rise beyond everybody.
pub(crate) fn beyond_all_finding(retention: &str, rise: &str) -> String {
    sentence(format!("{rise} cannot be: of the {retention} who stay, that would make more than all"))
}

/// The size of the rise, whatever it counts: "5%".
pub(crate) fn by(number: &str) -> String {
    sentence(format!("{number}%"))
}

/// "80% → 85%"
pub(crate) fn becomes(now: &str, after: &str) -> String {
    format!("{now} → {after}")
}

/// "10 years"
pub(crate) fn years(count: &str) -> String {
    sentence(if count == "1" { "1 year".to_owned() } else { format!("{count} years") })
}

/// Below a slider that has been moved.
pub(crate) fn started_from(readout: &str) -> String {
    sentence(format!("at the start: {readout}"))
}

/// "80% kept a year"
pub(crate) fn kept_a_year(share: &str) -> String {
    sentence(format!("{share} kept a year"))
}

/// Where the assumptions stand in the chart.
pub(crate) fn assumed_here(share: &str) -> String {
    sentence(format!("assumed: {share}"))
}

/// Measure of the chart.
pub(crate) fn chart_measure(by: &str) -> String {
    sentence(format!(
        "more profit from {by}% more retention, by the share of customers kept already and by what “{by}% more” means; cut off above 150%"
    ))
}

/// Finding of the chart.
pub(crate) fn famous_between(from: &str, to: &str) -> String {
    sentence(if from == to {
        format!("For the famous 25 to 95%, {from} of customers would have to stay already")
    } else {
        format!("For the famous 25 to 95%, {from} to {to} of customers would have to stay already")
    })
}

/// Head of a column: "For +25%"
pub(crate) fn for_uplift(share: &str) -> String {
    sentence(format!("For {share} more profit"))
}

/// A multiple of a year's margin: "2.8 years' margin"
pub(crate) fn margins(years: &str) -> String {
    sentence(format!("{years} years"))
}

/// Name of a business by its key.
pub(crate) fn business(key: &str) -> &'static str {
    say(match key {
        "bank" => "Branch deposits of a bank",
        "brokerage" => "Insurance brokerage",
        "auto" => "Auto service chain",
        _ => "Credit insurance",
    })
}

/// Name of a sum by its key.
pub(crate) fn sum(key: &str) -> &'static str {
    say(match key {
        "won_spent" => "Spent on winning customers",
        "won" => "Customers won",
        "kept_spent" => "Spent on keeping customers",
        _ => "Customers kept",
    })
}

/// "6.0 times"
pub(crate) fn times(ratio: &str) -> String {
    sentence(format!("{ratio} times"))
}

/// Finding of the second claim.
pub(crate) fn ratio_finding(times: &str) -> String {
    sentence(format!("Winning a customer costs you {times} what keeping one costs"))
}

/// Definitions of the page.
pub(crate) fn terms() -> Vec<Term> {
    vec![
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "Value of a customer",
            "The present value of a customer who is won today: each year's margin less the cost to serve, times the share of customers that is still there, discounted, summed over the years counted; less the cost of winning them. The first year is certain. The same share leaves every year, which real customers do not do: those who stay long leave less often.",
        ),
        Term::new(
            &[Basis::Assumed],
            "More profit",
            "By how much that value rises with retention, as a share of the value before. The claim's first publication compares the same: present values over a customer's time.",
        ),
        Term::new(
            &[Basis::Assumed],
            "“5% more”",
            "Percentage points: from 80% to 85%. Percent of retention: from 80% to 84%. Percent fewer lost: of the 20% lost, a twentieth stays, so 81%. Those who tell it seldom say which they mean.",
        ),
        Term::new(
            &[Basis::Borrowed],
            "Published percentages",
            "What others printed: 85, 50 and 30% by Reichheld and Sasser in 1990, 25 to 95% in The Loyalty Effect in 1996, with neither the companies' figures nor the assumptions. They stand here to be compared with, and nothing is computed from them.",
        ),
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "Your figures at the start",
            "Kept from year to year: of the customers expected to be active today, the share expected to be still active in twelve months. A customer buys for: what they are expected to buy for in these twelve months. Both are by the model of the board; where it cannot say, 80% and 100 are assumed. Margin and discount rate are those of the settings. Growth and costs begin at zero, for nobody has told them.",
        ),
    ]
}
