//! The what-if page.

use super::{Basis, Term, say, sentence, words};

words! {
    title = "What-if";
    hint = "Move a lever to see what would change. Histories and today's chances stay; the future changes.";
    assumed_note = "If the model holds and the change happens as set. What would bring it about, and its cost, is not in it.";
    levers_title = "What if";
    behaviour = "What customers do";
    counting = "How it is counted";
    unchanged = "as now";
    in_points = "In points";
    undo = "Undo";
    redo = "Redo";
    whom = "For whom";
    everyone = "All customers";
    about_one = "Only about";
    by_risk = "How likely still a customer";
    by_value = "What they would be worth";
    by_cell = "Both";
    by_source = "Where they came from";
    by_first_order = "Month of the first order";
    by_rfm = "Recency, frequency and spend, each in fifths";
    scenarios = "Scenarios";
    duplicate = "Duplicate";
    close_tab = "Close";
    tabs_full = "Four scenarios can be compared. Close one first.";
    name_and_comment = "Name and comment";
    scenario_name = "Name";
    scenario_comment = "Comment";
    side_by_side = "Side by side";
    save_new = "Save";
    save_again = "Save changes";
    saving = "Saving…";
    saved_now = "Saved. Everybody in this workspace can open it.";
    needs_name = "Give it a name to save it.";
    saved_title = "Saved scenarios";
    saved_loading = "Looking for saved scenarios…";
    saved_none = "None yet. A scenario with a name can be saved; everybody in this workspace can open it.";
    open_saved = "Open";
    remove_saved = "Remove";
    being_computed = "…";
    what_changes = "What changes";
    nothing_changes = "nothing: as it is";
    its_range = "Range";
    result_hash = "Result";
    to_come_net = "Customers to come, after acquisition";
    nobody_comes = "nobody can join these";
    extra_orders = "Orders beyond those expected as it is";
    from_staying = "Because customers stay longer or leave sooner";
    tiers_measure = "customers by value tier now (rows) and under the scenario (columns); the tiers begin where they begin today";
    tier_now = "Now";
    contributions_measure = "customer equity from as it is to the scenario; each lever's part is the mean over all orders in which they could be moved";
    step_column = "Step";
    map_title = "Two levers at once";
    map_open = "Show what they do together";
    map_rows = "Down";
    map_columns = "Across";
    map_worse = "No place on this map is better than where the levers stand";
    range_from = "95% range from";
    range_to = "to";
    map_coming = "Moving both levers…";
    reset = "Reset";
    back = "Back";
    copy_link = "Copy link";
    copied = "Copied: the link opens with the same numbers.";
    equity_label = "Customer equity";
    as_things_are = "As it is";
    scenario = "Scenario";
    difference = "Difference";
    assumed_effect = "assumed effect";
    range_coming = "range follows…";
    outcomes_title = "What else changes";
    orders_expected = "Expected orders";
    active_at_end = "Still customers at the end";
    per_customer = "Value per customer";
    outcomes_note = "Within the horizon. Under each value its 95 % range.";
    comparison_title = "What matters most";
    comparison_coming = "Moving each lever on its own…";
    comparison_measure = "change of customer equity when one lever moves by a tenth of its value and the others stay; the line is the 95 % range from the uncertainty of the fitted parameters";
    lever_column = "Lever";
    tenth_less = "A tenth less";
    tenth_more = "A tenth more";
    its_change = "Change of equity";
    no_change = "no change";
    spread_title = "How value spreads over customers";
    value_from = "Lifetime value";
    look_at_model = "Can the model behind it be trusted?";
    undecided_title = "A what-if would be a guess";
    undecided_why = "Cannot tell yet";
    spend_unknown = "What customers spend cannot be told from these orders, so neither can what they would be worth. More repeat customers with different order values change that.";
    undecided_instead = "Until then customers are ranked by how late they are against their own rhythm, which needs no model.";
}

/// Name of a lever by its key.
pub(crate) fn lever(key: &str) -> &'static str {
    say(match key {
        "dropout" => "How often customers stop",
        "purchase_rate" => "How often they buy",
        "purchase_rate_months" => "For how long they buy so often",
        "order_value" => "What an order is worth",
        "margin_share" => "Margin",
        "cost_to_serve_minor" => "Cost to serve, an order",
        "annual_discount_rate" => "Discount rate, a year",
        "acquisition_volume" => "How many new customers come",
        "acquisition_cost_minor" => "What a new customer costs",
        _ => "Horizon",
    })
}

/// Heading of the levers on customers to come.
pub(crate) fn to_come() -> &'static str {
    say("Customers to come")
}

/// A purchase rate that does not end.
pub(crate) fn for_good() -> &'static str {
    say("as long as you look ahead")
}

/// "36 months"
pub(crate) fn months(count: &str) -> String {
    sentence(if count == "1" { "1 month".to_owned() } else { format!("{count} months") })
}

/// Below a slider: where it stands without a change.
pub(crate) fn as_it_is(readout: &str) -> String {
    sentence(format!("before: {readout}"))
}

/// Below the dropout lever: how many stop.
pub(crate) fn stops_now(share: &str) -> String {
    sentence(format!("{share} of customers stop after an order"))
}

/// Below the dropout lever: "11.1% instead of 12.3% would stop after an order: 1.2 points less"
pub(crate) fn would_stop(then: &str, now: &str, points: &str, more: bool) -> String {
    let direction = if more { "more" } else { "less" };
    sentence(format!("{then} instead of {now} would stop after an order: {points} points {direction}"))
}

/// The dropout lever read in points: "1.2 points less"
pub(crate) fn points(points: &str, more: bool) -> String {
    let direction = if more { "more" } else { "less" };
    sentence(format!("{points} points {direction}"))
}

/// "three years", "18 months"
pub(crate) fn over(months: u16, count: &str) -> String {
    match months {
        12 => "one year".to_owned(),
        24 => "two years".to_owned(),
        36 => "three years".to_owned(),
        48 => "four years".to_owned(),
        60 => "five years".to_owned(),
        120 => "ten years".to_owned(),
        1 => "one month".to_owned(),
        _ => format!("{count} months"),
    }
}

/// "Flea market (1,204)"
pub(crate) fn so_many(name: &str, count: &str) -> String {
    format!("{name} ({count})")
}

/// A cohort.
pub(crate) fn first_ordered_in(month: &str) -> String {
    sentence(format!("First ordered in {month}"))
}

/// A cell of the recency, frequency and spend grid.
pub(crate) fn rfm_cell(cell: &str) -> String {
    sentence(format!("RFM {cell}"))
}

/// A row, a column or a cell of the risk-by-value grid.
pub(crate) fn both(parts: &[&str]) -> String {
    match parts {
        [] => say("Risk and value known").to_owned(),
        parts => parts.join(", "),
    }
}

/// A finding about some customers.
pub(crate) fn of_some(whom: &str, finding: &str) -> String {
    format!("{whom} · {finding}")
}

/// A tab without a name.
pub(crate) fn scenario_number(number: usize) -> String {
    sentence(format!("Scenario {number}"))
}

/// "saved by Robin Maple, 22 Nov 2026"
pub(crate) fn saved_by(person: &str, day: &str) -> String {
    sentence(format!("saved by {person}, {day}"))
}

/// A duplicate's name.
pub(crate) fn copy_of(name: &str) -> String {
    sentence(format!("{name}, copy"))
}

/// "How often they buy: +10%"
pub(crate) fn lever_at(lever: &str, readout: &str) -> String {
    format!("{lever}: {readout}")
}

/// The finding of the table of scenarios.
pub(crate) fn brings_most(name: &str, gain: &str) -> String {
    sentence(format!("{name} would bring the most: {gain}"))
}

/// Orders that come sooner, or later where it slows down.
pub(crate) fn brought_forward(is_later: bool) -> &'static str {
    say(if is_later { "Put off: would come later" } else { "Brought forward: would have come later anyway" })
}

/// What remains of the change.
pub(crate) fn additional(is_lost: bool) -> &'static str {
    say(if is_lost { "Lost: gone even ten years on" } else { "Additional: still there ten years on" })
}

/// Finding of an increase that is mostly early.
pub(crate) fn mostly_forward(forward: &str, extra: &str, months: &str) -> String {
    sentence(format!("{forward} of {extra} more orders in {months} would have come later anyway"))
}

/// Finding of an increase.
pub(crate) fn more_orders(extra: &str, months: &str) -> String {
    sentence(format!("{extra} more orders in {months}"))
}

/// Finding of a decrease.
pub(crate) fn fewer_orders(extra: &str, months: &str) -> String {
    sentence(format!("{extra} fewer orders in {months}"))
}

/// "That is +8.1% in this model, in which every order is also a chance to stop."
pub(crate) fn as_a_share(share: &str) -> String {
    sentence(format!("That is {share} orders in this model, in which every order is also a chance to stop."))
}

/// The answer of a model in which more buying does not wear customers out.
pub(crate) fn other_model(share: &str) -> String {
    sentence(format!(
        "Where stopping has nothing to do with buying (Pareto/NBD), it would be {share}, all of it additional."
    ))
}

/// Finding of the way from one equity to the other.
pub(crate) fn contributes_most(lever: &str, amount: &str) -> String {
    sentence(format!("{lever} changes most: {amount}"))
}

/// Measure of the map of two levers.
pub(crate) fn map_measure(down: &str, across: &str) -> String {
    sentence(format!(
        "change of customer equity from the scenario set here; down: {down}, across: {across}; under each value its 95 % range"
    ))
}

/// Finding of the map of two levers.
pub(crate) fn map_best(down: &str, across: &str, amount: &str) -> String {
    sentence(format!("Best on this map: {down} and {across}, {amount}"))
}

/// Finding where customers only rise.
pub(crate) fn tiers_risen(count: &str, is_one: bool) -> String {
    sentence(format!("{count} {} into a better tier", if is_one { "customer comes" } else { "customers come" }))
}

/// Finding where customers only fall.
pub(crate) fn tiers_fallen(count: &str, is_one: bool) -> String {
    sentence(format!("{count} {} into a lower tier", if is_one { "customer falls" } else { "customers fall" }))
}

/// Finding where some rise and some fall.
pub(crate) fn tiers_both(risen: &str, fallen: &str) -> String {
    sentence(format!("{risen} customers come into a better tier, {fallen} into a lower one"))
}

/// A change of what customers do, as the beginning of a sentence.
pub(crate) fn change(key: &str, more: bool, share: &str) -> String {
    match (key, more) {
        ("dropout", false) => format!("Customers stopping {share} less often"),
        ("dropout", true) => format!("Customers stopping {share} more often"),
        ("purchase_rate", false) => format!("Customers buying {share} less often"),
        ("purchase_rate", true) => format!("Customers buying {share} more often"),
        (_, false) => format!("Orders worth {share} less"),
        (_, true) => format!("Orders worth {share} more"),
    }
}

/// "Customers buying 10% more often for 3 months"
pub(crate) fn lasting(change: &str, months: &str) -> String {
    format!("{change} for {months}")
}

/// Several changes, as the beginning of a sentence.
pub(crate) fn together(count: usize) -> String {
    format!("These {count} changes together")
}

/// "Customers stopping 10% less often is worth €34,600 over three years"
pub(crate) fn worth(change: &str, amount: &str, horizon: &str, gain: bool) -> String {
    let verb = if gain { "would be worth" } else { "would cost" };
    sentence(format!("{change} {verb} {amount} over {horizon}"))
}

/// Another way of counting, as the beginning of a sentence.
pub(crate) fn count_at(key: &str, readout: &str) -> String {
    match key {
        "margin_share" => format!("At a margin of {readout}"),
        "cost_to_serve_minor" => format!("With {readout} to serve an order"),
        "annual_discount_rate" => format!("Discounted at {readout} a year"),
        _ => format!("Over {readout}"),
    }
}

/// "At a margin of 42%, today's customers are worth €446,900, €34,600 more"
pub(crate) fn counted(count: &str, value: &str, amount: &str, gain: bool) -> String {
    let more = if gain { "more" } else { "less" };
    sentence(format!("{count}, today's customers are worth {value}: {amount} {more}"))
}

/// The finding without a change.
pub(crate) fn as_things_stand(value: &str, horizon: &str) -> String {
    sentence(format!("Today's customers are worth {value} over {horizon}"))
}

/// "Of what customers do, orders worth 10% more would bring the most: +€34,800"
pub(crate) fn matters_most(change: &str, amount: &str) -> String {
    let mut letters = change.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    sentence(format!("Of what customers do, {first}{} would bring the most: {amount}", letters.as_str()))
}

/// One move of a lever, read out: "A tenth less, 27%: −€12,300 (−€12,600 to −€12,000)"
pub(crate) fn move_read(which: &str, value: &str, amount: &str, range: &str) -> String {
    sentence(format!("{which}, {value}: {amount} ({range})"))
}

/// The finding, read out: "… over three years. Difference: +€12,300 to +€12,600"
pub(crate) fn read_out(finding: &str, name: &str, range: &str) -> String {
    format!("{finding}. {name}: {range}")
}

/// Measure of the distribution.
pub(crate) fn spread_measure(months: &str) -> String {
    sentence(format!("customers by lifetime value over {months} months"))
}

/// Finding of the distribution.
pub(crate) fn half_above(value: &str) -> String {
    sentence(format!("Half of all customers are worth more than {value}"))
}

/// Finding of the distribution under a scenario.
pub(crate) fn half_would(after: &str, before: &str) -> String {
    sentence(format!("Half of all customers would be worth more than {after}, now {before}"))
}

/// The open end of a scale.
pub(crate) fn and_more(value: &str) -> String {
    sentence(format!("{value} and more"))
}

/// "11,872 customers, computed here in 21 ms · result 7f3a 09c1"
pub(crate) fn foot(customers: &str, milliseconds: &str, hash: &str) -> String {
    sentence(format!("{customers} customers, computed here in {milliseconds} ms · result {hash}"))
}

/// Definitions of the page.
pub(crate) fn terms() -> Vec<Term> {
    vec![
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "Customer equity",
            "The sum of all lifetime values: expected contribution margin of today's customers within the horizon, discounted. Future customers are not in it.",
        ),
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "How often customers stop",
            "The chance of stopping after an order, multiplied for every customer. Who has stopped already stays away. More orders also mean more chances to stop.",
        ),
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "How often they buy",
            "Future time runs faster or slower for purchases, for as long as you look ahead or for some months, as a campaign's effect does. History and today's chance of still being a customer stay.",
        ),
        Term::new(
            &[Basis::Assumed],
            "Cost to serve",
            "What every order costs beyond what the margin holds: packing, support, returns. It is taken off each expected order.",
        ),
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "What an order is worth",
            "The expected net value of every order, multiplied.",
        ),
        Term::new(
            &[Basis::Estimated],
            "Ranges",
            "95 % intervals, if the model holds. Those of equity carry the uncertainty of the fitted parameters, of each customer and of chance, as on the board; that of the difference carries the parameters alone, which both sides share, so it is narrower.",
        ),
        super::break_even::term(),
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "What matters most",
            "Each lever moved by a tenth of its value from where it stands, the others left alone. A tenth of one lever may be far harder to reach than a tenth of another: the chart says what it would be worth, not what it would take.",
        ),
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "For whom",
            "The levers move for these customers alone, under the model fitted to everyone; everything shown is about them. For one customer the ranges are as wide as one person's future is open. RFM cells are fifths of all customers by days since the last order, number of orders and what they spent (5 is best); customers who are equal share a fifth.",
        ),
        Term::new(
            &[Basis::Estimated, Basis::Assumed],
            "Brought forward and additional",
            "In this model a higher purchase rate makes time run faster, so customers also come sooner to the order after which they stop. Were they to buy as now again after the horizon, part of the extra orders would be missing then: that part was brought forward. What is still there ten years on is additional. Ranges are those of the fitted parameters (95 %).",
        ),
        Term::new(
            &[Basis::Estimated],
            "Value tier",
            "What a customer would be worth were they certainly still active: the best 10 %, the next 20 %, the middle 40 % and the lowest 30 % of today's customers. The scenario is held against the values at which the tiers begin today.",
        ),
        Term::new(
            &[Basis::Measured, Basis::Estimated, Basis::Assumed],
            "Customers to come",
            "The first order as new customers of the last twelve months made it on average, then the orders the model expects of a new customer within the horizon, at the margin and with the levers set here. Customers come evenly, and what they bring and cost is discounted to today. Future customers are not in customer equity.",
        ),
        Term::new(
            &[Basis::Assumed],
            "Assumed effect",
            "The levers say what would follow, not what a measure would achieve. Only a campaign with a holdout measures that.",
        ),
    ]
}
