//! Health score, engagement and what goes with coming back.

use shared::planning::drivers::{Factor, SecondOrder};
use shared::planning::engagement::EngagementBand;
use shared::planning::health::{HealthBand, HealthPart};

use super::{say, sentence, words};

words! {
    title = "How are your customers doing?";
    glance_title = "How customers are doing";
    glance_health = "Health";
    glance_engagement = "Engagement";
    glance_drivers = "Coming back";
    glance_link = "Open health, with its parts and weights";
    pending = "Looking at every customer…";
    nobody_scored = "No customer has a score with these weights";
    subtitle = "Health is a score from 0 to 100 of six named parts. You say how much each part counts; what cannot be known of a customer is left out, and the other parts count for more.";
    weights_title = "How much each part counts";
    reset = "Back to the documented weights";
    no_weights = "Every weight is 0, so there is no score. Give at least one part some weight.";
    histogram_measure = "customers by health score as of the last day with an order, in steps of 5 points";
    histogram_axis = "health score";
    score_column = "Health score";
    customers_column = "Customers";
    share_column = "Share";
    parts_title = "What the score is made of";
    parts_measure = "all customers, as of the last day with an order; each part is from 0 to 100";
    part_column = "Part";
    weight_column = "Weight";
    known_column = "Known of";
    mean_column = "Mean";
    moves_column = "Moves a score by";
    blank = "–";
    least_none = "No valuable customer is below 70";
    least_measure_worth = "the worst of the 30% with the highest lifetime value; points of 100; worth with its 95% range, spent since the first order";
    least_measure_spent = "the worst of the 30% who spent most; points of 100; spent since the first order";
    worth_column = "Worth";
    open_slipping = "Open the best who are slipping";
    open_late = "Open who is late";
    customer_column = "Customer";
    health_column = "Health";
    spent_column = "Spent so far";
    check_pending = "Looking back at who ordered…";
    check_better = "Looking back, the score told who would order better than the chance of still being a customer alone";
    check_as_well = "Looking back, the chance of still being a customer alone did as well as the score";
    check_worse = "Looking back, the chance of still being a customer alone did better than the score with these weights";
    check_none = "Whether the score is worth anything cannot be told yet";
    check_area = "Health score";
    check_presence = "Chance of still being a customer alone";
    check_difference = "Difference, in points";
    check_unit = "Pairs of a customer who ordered and one who did not that were put in the right order; 50% is chance.";
    check_undated = "Refunds and consent are left out here: it is known that they happened, but not when, so they may be news from after that day.";
    check_undecided_presence = "The orders up to that day do not tell who had stopped, so there is nothing to compare the score with.";
    band_column = "Health then";
    ordered_column = "Ordered afterwards";
    engagement_title = "Do engaged customers spend more here?";
    engagement_pending = "Comparing engaged customers with the others…";
    engagement_undecided = "Whether engaged customers bring more here cannot be told yet";
    engagement_few = "At least 30 engaged and 30 little engaged customers are needed.";
    engagement_score = "Engagement counts orders, which is all the data hold: months with an order among the last twelve, the time from the first to the last of them, and how recent the last one is. Visits, clicks and letters read are not recorded, and consent without its date.";
    engagement_warning = "This is no proof that engagement pays.";
    engagement_warning_text = "Who likes a shop orders often and would have brought more anyway: the two groups chose themselves. Comparing customers who had spent about as much before takes out a part of that, never all. What making people more engaged brings, only a holdout can tell.";
    engagement_claim = "It is told that engaged customers bring 1.7 times and fully engaged ones 3.4 times the revenue. We found no data behind either figure, so they stand here as claims.";
    engagement_column = "Engagement then";
    revenue_column = "A customer brought, next 180 days";
    before_column = "Had spent before";
    today_column = "Customers today";
    compared_column = "Compared with the little engaged";
    ratio_column = "Times as much here";
    within_column = "Among those who had spent alike";
    told_column = "Told";
    engaged_row = "Engaged, fully or not";
    fully_row = "Fully engaged";
    drivers_pending = "Comparing who came back…";
    drivers_none = "No factor stands out: what we know at day 90 does not tell who comes back";
    drivers_undecided = "What goes with coming back cannot be told yet";
    drivers_measure = "difference in the share of customers who ordered between day 91 and day 270 after their first order, in percentage points against all others who first ordered in the same quarter; 95% ranges";
    drivers_warning = "Association, not cause.";
    drivers_warning_text = "A factor that goes with coming back need not bring it about. Who orders again soon is a frequent buyer already; sources and seasons bring different people. Change one thing for a random half before you spend on it.";
    drivers_left_out = "Consent and refunds are not compared: it is known that they happened, but not when, so they could be an effect of coming back.";
    factor_column = "Factor";
    difference_column = "Difference, points";
    range_column = "95% range";
    plain_column = "Without adjusting for the quarter";
    stands_out_column = "No chance";
    yes = "yes";
    no = "no";
    too_few = "too few to tell";
    fewer_back = "fewer come back";
    more_back = "more come back";
}

/// Name of a part.
pub(crate) fn part(part: HealthPart) -> &'static str {
    say(match part {
        HealthPart::Presence => "Likely still a customer",
        HealthPart::Rhythm => "On time by their own rhythm",
        HealthPart::OrderTrend => "Orders more often than before",
        HealthPart::ValueTrend => "Orders for more than before",
        HealthPart::Kept => "Keeps what they buy",
        HealthPart::Consent => "Wants to hear from us",
    })
}

/// Name of a part as the head of a narrow column.
pub(crate) fn part_short(part: HealthPart) -> &'static str {
    say(match part {
        HealthPart::Presence => "Still a customer",
        HealthPart::Rhythm => "On time",
        HealthPart::OrderTrend => "Orders",
        HealthPart::ValueTrend => "Value",
        HealthPart::Kept => "Kept",
        HealthPart::Consent => "Consent",
    })
}

/// Name of a band with its stretch.
pub(crate) fn band(band: HealthBand) -> &'static str {
    say(match band {
        HealthBand::Good => "Good, 70 to 100",
        HealthBand::Middling => "Middling, 40 to 70",
        HealthBand::Poor => "Poor, below 40",
    })
}

/// "214 valuable customers are not in good health"
pub(crate) fn finding(customers: &str) -> String {
    sentence(if customers == "1" {
        "1 valuable customer is not in good health".to_owned()
    } else {
        format!("{customers} valuable customers are not in good health")
    })
}

/// Everybody valuable is well.
pub(crate) fn finding_well(mean: &str) -> String {
    sentence(format!("Your valuable customers are in good health; the mean of all is {mean} of 100"))
}

/// Finding of the histogram.
pub(crate) fn histogram_finding(share: &str, mean: &str) -> String {
    sentence(format!("{share} of customers are in good health; the mean is {mean} of 100"))
}

/// What the histogram says.
pub(crate) fn histogram_summary(good: &str, middling: &str, poor: &str) -> String {
    sentence(format!("Health scores: {good} of customers score 70 or more, {middling} from 40 to 70, {poor} below 40"))
}

/// "20 to 25"
pub(crate) fn stretch(from: &str, to: &str) -> String {
    sentence(format!("{from} to {to}"))
}

/// Customers in a band: "1,204 customers, 31%"
pub(crate) fn band_count(customers: &str, share: &str) -> String {
    sentence(format!("{customers} customers, {share}"))
}

/// Customers without a score.
pub(crate) fn unscored(customers: &str) -> String {
    sentence(format!("{customers} customers have no score, since nothing that counts is known of them."))
}

/// Below a slider that has been moved.
pub(crate) fn documented(weight: &str) -> String {
    sentence(format!("documented: {weight}"))
}

/// A weight as it counts: "25, a quarter of all weight" is too long; "25 (25%)".
pub(crate) fn weight(weight: &str, share: &str) -> String {
    sentence(format!("{weight} ({share})"))
}

/// Beside the finding on the board.
pub(crate) fn glance_mean(mean: &str, scored: &str, customers: &str) -> String {
    sentence(format!("Mean {mean} of 100; {scored} of {customers} customers have a score."))
}

/// "4.2 points"
pub(crate) fn points(points: &str) -> String {
    sentence(format!("{points} points"))
}

/// Title of the list.
pub(crate) fn least_title(shown: &str, all: &str) -> String {
    sentence(if shown == all {
        format!("The {all} valuable customers who are not well")
    } else {
        format!("The {shown} least healthy of {all} valuable customers who are not well")
    })
}

/// What was looked back at.
pub(crate) fn check_measure(split: &str, last_day: &str, customers: &str, ordered: &str) -> String {
    sentence(format!(
        "scores as of {split}, from the orders up to then, of {customers} customers; {ordered} of them ordered from then to {last_day}"
    ))
}

/// Title where there is nothing to compare with.
pub(crate) fn check_alone(share: &str) -> String {
    sentence(format!(
        "Of one customer who ordered and one who did not, the score put {share} of pairs in the right order"
    ))
}

/// Why nothing can be compared.
pub(crate) fn check_too_short(days: &str) -> String {
    sentence(format!(
        "Six weeks of orders are needed on either side of the day looked back at; the orders span {days} days."
    ))
}

/// Why nothing can be compared.
pub(crate) fn check_too_few(ordered: &str, others: &str) -> String {
    sentence(format!(
        "30 customers who ordered and 30 who did not are needed. With a score there are {ordered} and {others}. Parts that are known of more customers help: give weight to those that orders tell."
    ))
}

/// "62% (58 to 66%)" is made of value and range.
pub(crate) fn with_range(value: &str, low: &str, high: &str) -> String {
    sentence(format!("{value} ({low} to {high})"))
}

/// Name of a band of engagement with its stretch.
pub(crate) fn engagement_band(band: EngagementBand) -> &'static str {
    say(match band {
        EngagementBand::Fully => "Fully engaged, 70 to 100",
        EngagementBand::Engaged => "Engaged, 40 to 70",
        EngagementBand::Little => "Little engaged, below 40",
    })
}

/// "2.4 times"
pub(crate) fn times(ratio: &str) -> String {
    sentence(format!("{ratio} times"))
}

/// Finding where more is left within those who had spent alike.
pub(crate) fn engagement_finding(ratio: &str, within: &str) -> String {
    sentence(format!(
        "Engaged customers brought {ratio} times as much; among customers who had spent alike before, {within} times"
    ))
}

/// Finding where they cannot be compared by what they had spent.
pub(crate) fn engagement_finding_plain(ratio: &str) -> String {
    sentence(format!("Engaged customers brought {ratio} times as much as the little engaged"))
}

/// What was compared.
pub(crate) fn engagement_measure(split: &str, last_day: &str, customers: &str) -> String {
    sentence(format!(
        "net value of orders from {split} to {last_day}, 180 days, of {customers} customers who had ordered in the 360 days before; engagement as of {split}"
    ))
}

/// Why nothing can be compared.
pub(crate) fn engagement_too_short(days: &str) -> String {
    sentence(format!(
        "Orders of 360 days are needed: 180 to see who is engaged and 180 to see what they bring. They span {days} days."
    ))
}

/// How many engaged customers were compared within those who had spent alike.
pub(crate) fn compared(compared: &str, all: &str) -> String {
    sentence(format!("{compared} of {all} could be compared"))
}

/// "212 against 840"
pub(crate) fn against(engaged: &str, others: &str) -> String {
    sentence(format!("{engaged} against {others} customers"))
}

/// Name of a factor; `source` names an acquisition source.
pub(crate) fn factor(factor: Factor, source: &str) -> String {
    sentence(match factor {
        Factor::Source(0) => "Source not known".to_owned(),
        Factor::Source(_) => format!("Came from {source}"),
        Factor::SecondOrder(SecondOrder::Within30) => "Second order within 30 days".to_owned(),
        Factor::SecondOrder(SecondOrder::Within60) => "Second order after 31 to 60 days".to_owned(),
        Factor::SecondOrder(SecondOrder::Within90) => "Second order after 61 to 90 days".to_owned(),
        Factor::FirstValue(1) => "First order among the smallest fifth".to_owned(),
        Factor::FirstValue(5) => "First order among the largest fifth".to_owned(),
        Factor::FirstValue(2) => "First order among the second smallest fifth".to_owned(),
        Factor::FirstValue(4) => "First order among the second largest fifth".to_owned(),
        Factor::FirstValue(_) => "First order of middling value".to_owned(),
        Factor::FirstOnWeekend => "First order on a weekend".to_owned(),
        Factor::FirstInQuarter(quarter) => format!("First order in quarter {quarter} of the year"),
    })
}

/// "Customers with this come back more often: second order within 30 days, +24.1 points (20.2 to 28.0)"
pub(crate) fn drivers_finding(factor: &str, more: bool, size: &str, low: &str, high: &str) -> String {
    let often = if more { "more" } else { "less" };
    sentence(format!("“{factor}” goes with coming back {often} often: {size} points ({low} to {high})"))
}

/// Whom it is about.
pub(crate) fn drivers_about(customers: &str, from: &str, to: &str, share: &str) -> String {
    sentence(format!(
        "{customers} customers whose first order was from {from} to {to}, so that all were watched for 270 days; {share} of them came back."
    ))
}

/// How many differences were looked at.
pub(crate) fn drivers_looked_at(count: &str) -> String {
    sentence(format!(
        "{count} differences are looked at together. Filled dots are those that would be found once in twenty such looks, at most, if none were real (Holm); hollow ones may be chance."
    ))
}

/// Why nothing can be compared.
pub(crate) fn drivers_too_few(have: &str) -> String {
    sentence(format!("60 customers watched for 270 days are needed; there are {have}."))
}

/// What is in the table only.
pub(crate) fn drivers_more(count: &str) -> String {
    sentence(format!("{count} more stand in the table under “See or save”."))
}

/// The words beside a dot: "+4.1 (0.2 to 8.0), n = 512"
pub(crate) fn driver_words(size: &str, low: &str, high: &str, customers: &str) -> String {
    sentence(format!("{size} ({low} to {high}) · n = {customers}"))
}

/// The words where there is no dot.
pub(crate) fn driver_few(customers: &str) -> String {
    sentence(format!("too few to tell · n = {customers}"))
}
