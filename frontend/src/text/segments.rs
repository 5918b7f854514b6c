//! Segments.

use shared::domain::ConsentStatus;
use shared::scoring::preparation::rfm::RfmSegment;
use shared::segments::{Measure, Stage};

use super::{say, sentence, words};

words! {
    title = "Segments";
    loading = "Opening the segment…";
    gone = "This segment is not here";
    back = "All segments";
    none_yet = "No segment is saved yet";
    none_hint = "A segment is a rule that says who is meant. It is counted anew with every generation of scores. Begin with one below, or make your own.";
    new_segment = "New segment";
    own_title = "Saved segments";
    find = "Find a segment by its name";
    name_column = "Segment";
    customers_column = "Customers";
    share_column = "Share of all";
    value_column = "Lifetime value";
    at_risk_column = "At risk, 90 days";
    owner_column = "Kept by";
    actions_column = "What to do";
    unknown = "not known";
    open_customers = "Open customers";
    duplicate = "Duplicate";
    remove = "Remove";
    removed = "The segment was removed.";
    rule_title = "Who is meant";
    preview_title = "Who that is";
    counting = "Counting…";
    unfinished = "The rule is not finished";
    sample_title = "Some of them";
    nobody = "Nobody passes this rule.";
    save_title = "Keep it";
    name_label = "Name";
    comment_label = "What it is for";
    needs_name = "Give it a name first";
    saving = "Saving…";
    save_new = "Save the segment";
    save_change = "Save the change";
    save_as_new = "Save as a new segment";
    saved_now = "Saved. Everybody in the workspace sees it.";
    versions = "Earlier versions";
    open_version = "Take this rule";
    undo = "Undo";
    copy_link = "Copy link";
    copied = "The link holds the rule and no names.";
    not_copied = "The browser does not allow copying; take the link from the address.";
    check_with_server = "Check with the server";
    add_condition = "Add a condition";
    add_group = "Add a group";
    remove_condition = "Remove";
    join_label = "How the parts go together";
    all_of_these = "All of these hold";
    any_of_these = "At least one of these holds";
    kind_label = "What the condition is about";
    not = "Not";
    reading_label = "How the estimate is read";
    estimate = "is estimated at";
    surely = "is surely (whole 95% range)";
    possibly = "is possibly (part of the 95% range)";
    compare_label = "Comparison";
    at_least_word = "at least";
    more_than_word = "more than";
    at_most_word = "at most";
    less_than_word = "less than";
    between_word = "between";
    value_label = "Value";
    from_label = "From";
    to_label = "To";
    bought_label = "How the products are meant";
    bought_any = "bought any of";
    bought_all = "bought all of";
    bought_none = "bought none of";
    add_product = "Add a product";
    nothing_to_choose = "The data hold nothing to choose from.";
    cost_to_serve = "Cost to serve an order";
    group_behaviour = "What they did";
    group_predictions = "What is expected of them";
    group_ranks = "Rank in this shop (RFM)";
    group_customer = "Who they are";
    first_order = "First order";
    last_order = "Last order";
    products = "Products bought";
    source = "Where they came from";
    data_source = "System the data came from";
    consent = "Consent to e-mail";
    stage_label = "Stage";
    risk_label = "Risk";
    tier_label = "Value";
    everyone = "Everyone";
    are_anyone = "are anyone";
    are_nobody = "are nobody";
    and = " and ";
    or = " or ";
    surely_word = "surely ";
    possibly_word = "possibly ";
    nothing_chosen = "… (choose)";
    no_period = "… (choose a day)";
    rfm_title = "Who buys recently and often: nine ready segments";
    rfm_measure = "Customers by how recently and how often they ordered, ranked within this shop; as of the last day with an order. Open one and change it.";
    rfm_grid = "Customers by recency and frequency score";
    rfm_corner = "Recency";
    grid_title = "Risk by value: sixteen ready segments";
    grid_measure = "Customers by their chance of still being one and by what they would be worth; as of the last day with an order.";
    tiers_title = "Value tiers by predicted margin";
    tiers_measure = "Lifetime value were they certainly still active, in margin and not revenue, under the margin and cost given here.";
    margin_label = "Margin of an order";
    cost_label = "Cost to serve an order";
    from_value_column = "From";
    below = "less";
    stages_pending = "Looking at every customer…";
    stages_no_past = "Customers by stage as of the last day with an order. The data do not reach back 90 days, so who moved cannot be told.";
    now_column = "Now";
    then_column = "90 days before";
    ordered_column = "Ordered since";
    expected_column = "Expected if left alone";
    scope_group = "By segment";
    filter = "Segment";
    filter_rule = "A rule";
}

/// Title of the list.
pub(crate) fn finding(count: usize) -> String {
    sentence(if count == 1 { "1 saved segment".to_owned() } else { format!("{count} saved segments") })
}

/// The day the counts are of.
pub(crate) fn as_of(day: &str) -> String {
    sentence(format!("Counted over all customers as of {day}."))
}

/// Who keeps a segment.
pub(crate) fn saved_by(owner: &str, at: &str, version: u64) -> String {
    sentence(format!("{owner}, version {version} of {at}"))
}

/// One version.
pub(crate) fn version_by(version: u64, by: &str, at: &str) -> String {
    sentence(format!("Version {version} by {by}, {at}"))
}

/// Who made it first.
pub(crate) fn owned_by(owner: &str) -> String {
    sentence(format!("Made by {owner}."))
}

/// The editor's finding.
pub(crate) fn counted(count: &str, share: &str, is_one: bool, name: Option<&str>) -> String {
    let pass = if is_one { "customer passes this rule" } else { "customers pass this rule" };
    sentence(match name {
        Some(name) => format!("{name}: {count} customers, {share} of all"),
        None => format!("{count} {pass}, {share} of all"),
    })
}

/// Below the number.
pub(crate) fn of_all(all: &str, day: &str) -> String {
    sentence(format!("of {all} customers, as of {day}"))
}

/// Orders of somebody in the sample.
pub(crate) fn so_many_orders(orders: u32) -> String {
    sentence(if orders == 1 { "1 order".to_owned() } else { format!("{orders} orders") })
}

/// Their chance.
pub(crate) fn still_there(chance: &str) -> String {
    sentence(format!("{chance} still a customer"))
}

/// The server has counted the same customers.
pub(crate) fn server_agrees(count: &str) -> String {
    sentence(format!("The server counts the same {count} customers, one by one."))
}

/// It has not.
pub(crate) fn server_differs(count: &str) -> String {
    sentence(format!(
        "The server counts {count} customers, and not the same ones. New scores may be on their way; reload the page."
    ))
}

/// Removes a product from a condition.
pub(crate) fn remove_product(name: &str) -> String {
    sentence(format!("Remove {name}"))
}

/// The rule as a sentence.
pub(crate) fn customers_who(clause: &str) -> String {
    sentence(format!("Customers who {clause}"))
}

/// A group within a sentence.
pub(crate) fn bracketed(clause: &str) -> String {
    format!("({clause})")
}

/// The contrary.
pub(crate) fn not_so(clause: &str) -> String {
    sentence(format!("not: {clause}"))
}

/// A bound.
pub(crate) fn at_least(value: &str) -> String {
    sentence(format!("at least {value}"))
}

/// A bound.
pub(crate) fn more_than(value: &str) -> String {
    sentence(format!("more than {value}"))
}

/// A bound.
pub(crate) fn at_most(value: &str) -> String {
    sentence(format!("at most {value}"))
}

/// A bound.
pub(crate) fn less_than(value: &str) -> String {
    sentence(format!("less than {value}"))
}

/// A range.
pub(crate) fn between(low: &str, high: &str) -> String {
    sentence(format!("{low} to {high}"))
}

/// A condition on a number.
pub(crate) fn number_phrase(measure: Measure, surely: &str, bound: &str) -> String {
    sentence(match measure {
        Measure::Orders => format!("ordered {bound} times"),
        Measure::DaysSinceLastOrder => format!("ordered last {bound} days ago"),
        Measure::DaysSinceFirstOrder => format!("ordered first {bound} days ago"),
        Measure::Spend => format!("spent {bound}"),
        Measure::AverageOrder => format!("spend {bound} an order"),
        Measure::MeanGap => format!("order every {bound} days"),
        Measure::Lateness => format!("are silent for {bound} times their own usual gap"),
        Measure::ProbabilityAlive => format!("are still customers with a chance of {surely}{bound}"),
        Measure::LifetimeValue => format!("will be worth {surely}{bound}"),
        Measure::ExpectedOrders => format!("are expected to order {bound} times within a year"),
        Measure::ValueAtRisk => format!("have {bound} at risk over 90 days"),
        Measure::RecencyScore => format!("have a recency score of {bound}"),
        Measure::FrequencyScore => format!("have a frequency score of {bound}"),
        Measure::SpendScore => format!("have a spend score of {bound}"),
    })
}

/// A period.
pub(crate) fn from_day(day: &str) -> String {
    sentence(format!("on or after {day}"))
}

/// A period.
pub(crate) fn until_day(day: &str) -> String {
    sentence(format!("on or before {day}"))
}

/// A period.
pub(crate) fn between_days(from: &str, to: &str) -> String {
    sentence(format!("from {from} to {to}"))
}

/// A condition on the first order.
pub(crate) fn first_ordered(period: &str) -> String {
    sentence(format!("ordered first {period}"))
}

/// A condition on the last order.
pub(crate) fn last_ordered(period: &str) -> String {
    sentence(format!("ordered last {period}"))
}

/// A condition on products.
pub(crate) fn bought(names: &str) -> String {
    sentence(format!("bought {names}"))
}

/// A condition on products.
pub(crate) fn never_bought(names: &str) -> String {
    sentence(format!("never bought {names}"))
}

/// A condition on the source.
pub(crate) fn came_through(names: &str) -> String {
    sentence(format!("came through {names}"))
}

/// A condition on the data source.
pub(crate) fn recorded_in(names: &str) -> String {
    sentence(format!("are recorded in {names}"))
}

/// A condition on consent.
pub(crate) fn consented(statuses: &str) -> String {
    sentence(format!("have consent to e-mail: {statuses}"))
}

/// A condition on the stage.
pub(crate) fn in_stage(stages: &str) -> String {
    sentence(format!("are in stage {stages}"))
}

/// A condition on the risk band.
pub(crate) fn in_risk(risks: &str) -> String {
    sentence(format!("are {risks} by risk"))
}

/// A condition on the tier.
pub(crate) fn in_tier(tiers: &str, cost: Option<&str>) -> String {
    sentence(match cost {
        None => format!("are in value tier {tiers}"),
        Some(cost) => format!("are in value tier {tiers} after {cost} of cost to serve an order"),
    })
}

/// Title of the tiers.
pub(crate) fn tiers_finding(least: &str, moved: Option<&str>) -> String {
    sentence(match moved {
        None => format!("The best 10% of customers are worth {least} or more in margin"),
        Some(moved) => {
            format!("The best 10% are worth {least} or more; the cost to serve moves {moved} customers to another tier")
        }
    })
}

/// Title of the stages.
pub(crate) fn stages_finding(at_risk: &str, fell: Option<&str>) -> String {
    sentence(match fell {
        None => format!("{at_risk} customers are at risk"),
        Some(fell) => {
            format!("{at_risk} customers are at risk; {fell} who were active 90 days before are at risk or lapsed now")
        }
    })
}

/// What the matrix shows.
pub(crate) fn stages_measure(from: &str, to: &str) -> String {
    sentence(format!(
        "Of those in a stage on {from}, the share in each stage on {to}, which sums to 100%, and the share that ordered between them. Late customers come back by themselves: only more than expected can be an effect."
    ))
}

/// A column of the matrix.
pub(crate) fn now_in(stage: Stage) -> String {
    sentence(format!("Now {}", self::stage(stage).to_lowercase()))
}

/// A column of the grid.
pub(crate) fn orders_score(score: u8) -> String {
    sentence(format!("Often: {score}"))
}

/// A row of the grid.
pub(crate) fn recency_score(score: u8) -> String {
    sentence(format!("Recent: {score}"))
}

/// The name of a stage.
pub(crate) fn stage(stage: Stage) -> &'static str {
    say(match stage {
        Stage::Lead => "Lead",
        Stage::New => "New",
        Stage::Active => "Active",
        Stage::AtRisk => "At risk",
        Stage::Lapsed => "Lapsed",
        Stage::WonBack => "Won back",
    })
}

/// The name of a status of consent.
pub(crate) fn consent_status(status: ConsentStatus) -> &'static str {
    say(match status {
        ConsentStatus::Unknown => "Not known",
        ConsentStatus::Given => "Given",
        ConsentStatus::Withdrawn => "Withdrawn",
    })
}

/// The name of a ready segment.
pub(crate) fn rfm(segment: RfmSegment) -> &'static str {
    say(match segment {
        RfmSegment::Champions => "Champions: often, and just now",
        RfmSegment::Loyal => "Loyal: often, not long ago",
        RfmSegment::PotentialLoyalists => "Could become loyal: again, recently",
        RfmSegment::New => "New: once, recently",
        RfmSegment::NeedingAttention => "Need attention: middling in both",
        RfmSegment::AboutToSleep => "About to sleep: rarely, a while ago",
        RfmSegment::AtRisk => "At risk: quite often, long ago",
        RfmSegment::NotToBeLost => "Not to be lost: very often, long ago",
        RfmSegment::Hibernating => "Hibernating: rarely, long ago",
    })
}

/// The name of a number.
pub(crate) fn measure(measure: Measure) -> &'static str {
    say(match measure {
        Measure::Orders => "Number of orders",
        Measure::DaysSinceLastOrder => "Days since the last order",
        Measure::DaysSinceFirstOrder => "Days since the first order",
        Measure::Spend => "Spent so far",
        Measure::AverageOrder => "Average order",
        Measure::MeanGap => "Usual gap between orders",
        Measure::Lateness => "Late by (gaps)",
        Measure::ProbabilityAlive => "Still a customer (P(alive))",
        Measure::LifetimeValue => "Lifetime value",
        Measure::ExpectedOrders => "Orders to come, a year",
        Measure::ValueAtRisk => "Value at risk, 90 days",
        Measure::RecencyScore => "Recency score, 1 to 5",
        Measure::FrequencyScore => "Frequency score, 1 to 5",
        Measure::SpendScore => "Spend score, 1 to 5",
    })
}

/// The unit of a number.
pub(crate) fn unit(measure: Measure) -> &'static str {
    say(match measure {
        Measure::Orders | Measure::ExpectedOrders => "orders",
        Measure::DaysSinceLastOrder | Measure::DaysSinceFirstOrder | Measure::MeanGap => "days",
        Measure::Lateness => "usual gaps",
        _ => "of 5",
    })
}
