//! What each number means. One meaning per number: the same as in `docs/scoring.md`.

use super::words;

words! {
    customers = "Customers";
    customers_meaning = "Everybody with at least one order. An order here is a calendar day on which a customer bought for more than they cancelled; several purchases on one day count once.";
    active = "Expected active customers";
    active_meaning = "The sum of every customer's chance of still being a customer (P(alive)), by the MBG/NBD model fitted to all order histories. The range holds the true number in 95 of 100 cases, if the model holds.";
    equity = "Customer equity";
    equity_meaning = "The sum of all lifetime values: the contribution margin that today's customers are expected to bring from now on, within the horizon and discounted at the rate in the settings. Margin already earned and customers still to come are not in it, nor are seasons: a horizon that is not a whole number of years may lie in a high one or a low one.";
    at_risk = "Value at risk, 90 days";
    at_risk_meaning = "What customers would be worth if nobody stopped for 90 days, less what they are worth now. It is the most that keeping everybody for these 90 days could bring; it is not a quantile.";
    repeat_rate = "Repeat rate";
    repeat_rate_meaning = "Customers who ordered on a second day, as a share of all customers, since their first order. The range is Wilson's.";
    alive = "Likely still a customer";
    alive_meaning = "P(alive): the probability that this customer has not stopped for good, from their number of orders, the time between first and last, and the silence since, by the MBG/NBD model.";
    lifetime_value = "Lifetime value";
    lifetime_value_meaning = "Expected contribution margin of this customer from now on, within the horizon and discounted. The range is a prediction: it holds what this customer will really bring in 95 of 100 cases, so it is wide.";
    expected_orders = "Expected orders, a year";
    expected_orders_meaning = "Orders expected in the next 365.25 days, the chance that the customer has already stopped included.";
    rhythm = "Usual gap";
    rhythm_meaning = "Mean and standard deviation of the customer's own days between orders, shown from three gaps on.";
    lateness = "Lateness";
    lateness_meaning = "Days since the last order divided by the customer's own mean gap. 2 means twice as long as usual. It needs two orders and no model.";
    risk_bands = "Risk";
    risk_bands_meaning = "Safe: likely still a customer with 80% or more. Wavering: 50 to 80%. Slipping: 20 to 50%. Nearly gone: below 20%.";
    value_tiers = "Value";
    value_tiers_meaning = "Customers ranked by what they would be worth were they certainly still active, so that the rank does not depend on the risk: the best 10%, the next 20%, the middle 40% and the lowest 30%.";
    weekly_orders = "Orders a week";
    weekly_orders_meaning = "Order days in periods of seven days that end at the last day with an order. First orders are those of new customers.";
    sources = "Where customers came from";
    sources_meaning = "The acquisition source given in the order data. Mean lifetime value counts every customer of the source, also those who have stopped. Its range is that of the mean; a source is only called better when chance would show such a lead among as many sources once in twenty times or less.";
    holdout = "Holdout by date";
    holdout_meaning = "The model is fitted again to the orders up to the chosen day and asked what the customers known then would order afterwards. Nothing after that day reaches the fit. The range carries the uncertainty of the parameters, of each customer and of the counts, if the model holds; a season or a campaign it has not seen is not in it.";
}
