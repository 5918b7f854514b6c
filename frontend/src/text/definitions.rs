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
    churn = "Retention and churn, by the model";
    churn_meaning = "Churn is 1 less the sum of the chances of being a customer at the start and at the end, over the sum of the chances at the start; retention is the rest, so that who stayed and who left make up the base. One fit to all orders up to the end says both. Nobody who joined in the period is counted. The range carries the uncertainty of the parameters and of each customer, if the model holds.";
    churn_by_rule = "Retention and churn, by a rule";
    churn_by_rule_meaning = "A customer counts as active on a day if they ordered within the named number of days up to it. Churn is the share of those active at the start who are not active at the end. It needs no model; it calls slow buyers gone and notices a loss only after those days.";
    churn_contracts = "Contracts";
    churn_contracts_meaning = "Churn of subscriptions (cancelled in the period over active at its start) is not shown: the order data hold no contracts.";
    bridge = "Equity bridge";
    bridge_meaning = "Customer equity at the start is the value of the customers known then, from the orders up to then, under the model fitted to those orders. Equity at the end is today's. The steps sum to the difference to the cent. They are differences of estimates and carry no range of their own: small steps may be noise. An order cancelled since is left out at both ends, since only what is known of a day today is kept.";
    bridge_refit = "Model refit and changed assumptions";
    bridge_refit_meaning = "Model refit is what changes when the customers known at the start are valued by today's fit instead of the fit of then, on the same orders. Changed assumptions (margin, discount rate, horizon) is nothing as long as both ends are valued with today's settings, as they are here.";
    bridge_causes = "New, grown, kept, shrunk, lost";
    bridge_causes_meaning = "New: customers whose first order came after the start, with all they are worth. Lost: those whose chance of still being a customer fell from at least 20% to less. Of the others, grown and shrunk are worth more and less than at the start by today's fit, and kept are worth the same to the cent. A customer who is silent shrinks a little every day; one who orders grows.";
    cohorts = "Cohort triangle";
    cohorts_meaning = "Customers are grouped by the calendar month of their first order. Each cell is the share of the group that ordered at least once in the month so many months later; month 0 is the month of the first order. The first line pools all groups for which that month is over. The last 24 months are shown; customers of earlier months are in none of them.";
    whale_curve = "Profit by customer";
    whale_curve_meaning = "A customer's profit so far is the net value of orders and refunds times the margin of the settings, less the cost to serve each order that is entered here. Customers are sorted from the highest profit to the lowest and added up. The curve rises as long as customers bring profit, falls over those who cost more than they bring, and ends at the profit of all.";
    repurchase = "Time to the next order";
    repurchase_meaning = "The Kaplan-Meier estimate of the share of customers who have not ordered again by a number of days after their order. Who has not ordered again yet counts for as long as they have been watched, up to the last day with an order. The band is the 95% range at each day by itself (Greenwood's variance, on the scale of ln(−ln)). The median is the day by which half have ordered again; its range is where the band crosses one half.";
    proposals = "What is proposed";
    proposals_meaning = "Two lists are looked at: repeat customers who are slipping (20 to 50%) and late by more than twice their own usual gap, and the best 10% of customers where they waver (50 to 80%). Their euros are their value at risk over 90 days: the most that keeping all of them could bring, not what a campaign will bring. A list is proposed from 30 customers on, if the lower end of its range is at least 2% of all value at risk. A source is proposed only when its lead over all others is no chance (see where customers came from). Never more than three.";
    proposals_anyway = "Left alone";
    proposals_anyway_meaning = "Orders the model expects of the list in the next 90 days if nothing is done. A list of customers at risk always looks better some weeks later, because some would have come back anyway. So a campaign is only to be judged by what comes on top of this number, best against customers of the same list who were left alone.";
}
