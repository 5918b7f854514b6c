//! What each number means. One meaning per number: the same as in `docs/scoring.md`.

use super::terms;

terms! {
    customers = Measured:
        "Customers",
        "Everybody with at least one order. An order here is a calendar day on which a customer bought for more than they cancelled; several purchases on one day count once.";
    active = Estimated:
        "Expected active customers",
        "The sum of every customer's chance of still being a customer (P(alive)), by the MBG/NBD model fitted to all order histories. The range holds the true number in 95 of 100 cases, if the model holds.";
    equity = Estimated, Assumed:
        "Customer equity",
        "The sum of all lifetime values: the contribution margin that today's customers are expected to bring from now on, within the horizon and discounted at the rate in the settings. Margin already earned and customers still to come are not in it, nor are seasons: a horizon that is not a whole number of years may lie in a high one or a low one.";
    at_risk = Estimated, Assumed:
        "Value at risk, 90 days",
        "What customers would be worth if nobody stopped for 90 days, less what they are worth now. It is the most that keeping everybody for these 90 days could bring; it is not a quantile.";
    repeat_rate = Measured:
        "Repeat rate",
        "Customers who ordered on a second day, as a share of all customers, since their first order. The range is Wilson's.";
    alive = Estimated:
        "Likely still a customer",
        "P(alive): the probability that this customer has not stopped for good, from their number of orders, the time between first and last, and the silence since, by the MBG/NBD model.";
    lifetime_value = Estimated, Assumed:
        "Lifetime value",
        "Expected contribution margin of this customer from now on, within the horizon and discounted. The range is a prediction: it holds what this customer will really bring in 95 of 100 cases, so it is wide.";
    expected_orders = Estimated:
        "Expected orders, a year",
        "Orders expected in the next 365.25 days, the chance that the customer has already stopped included.";
    rhythm = Measured:
        "Usual gap",
        "Mean and standard deviation of the customer's own days between orders, shown from three gaps on.";
    lateness = Measured:
        "Lateness",
        "Days since the last order divided by the customer's own mean gap. 2 means twice as long as usual. It needs two orders and no model.";
    risk_bands = Estimated:
        "Risk",
        "Safe: likely still a customer with 80% or more. Wavering: 50 to 80%. Slipping: 20 to 50%. Nearly gone: below 20%.";
    value_tiers = Estimated:
        "Value",
        "Customers ranked by what they would be worth were they certainly still active, so that the rank does not depend on the risk: the best 10%, the next 20%, the middle 40% and the lowest 30%.";
    weekly_orders = Measured:
        "Orders a week",
        "Order days in periods of seven days that end at the last day with an order. First orders are those of new customers.";
    sources = Estimated, Assumed:
        "Where customers came from",
        "The acquisition source given in the order data. Mean lifetime value counts every customer of the source, also those who have stopped. Its range is that of the mean; a source is only called better when chance would show such a lead among as many sources once in twenty times or less.";
    holdout = Measured, Estimated:
        "Holdout by date",
        "The model is fitted again to the orders up to the chosen day and asked what the customers known then would order afterwards. Nothing after that day reaches the fit. The range carries the uncertainty of the parameters, of each customer and of the counts, if the model holds; a season or a campaign it has not seen is not in it.";
    churn = Estimated:
        "Retention and churn, by the model",
        "Churn is 1 less the sum of the chances of being a customer at the start and at the end, over the sum of the chances at the start; retention is the rest, so that who stayed and who left make up the base. One fit to all orders up to the end says both. Nobody who joined in the period is counted. The range carries the uncertainty of the parameters and of each customer, if the model holds.";
    churn_by_rule = Measured:
        "Retention and churn, by a rule",
        "A customer counts as active on a day if they ordered within the named number of days up to it. Churn is the share of those active at the start who are not active at the end. It needs no model; it calls slow buyers gone and notices a loss only after those days.";
    goals = Measured, Estimated:
        "Goals",
        "A figure of this board by its definition, with a target and a day. Now is the figure today with its 95% range. What it was before is computed from the orders up to each day under today's model, at steps of 30 days; for retention and churn at steps of their period, so that periods do not overlap.";
    goals_forecast = Estimated:
        "Where a goal leads",
        "The readings, on the scale of their logarithm or, for shares, their logit, are taken for a random walk with drift: it goes on as it did on average. The 95% range carries how much the changes varied, how uncertain the drift is, and today's range. On course and behind are said only where the whole range is on one side of the goal. A forecast needs five readings and reaches no further than they reach back. It knows of no plan and of no season.";
    left = Estimated:
        "Who left",
        "A customer left in the period when the chance of still being a customer (P(alive)) was at least 20% at its start and is below 20% at its end, both by today's model; these are the lost of the equity bridge. Where the model cannot say, a customer is gone after the named number of days without an order. Whole customers are counted, so that each has exactly one reason; churn by the model counts chances, so the two need not agree.";
    zero_churn_gap = Measured, Assumed:
        "Gap to zero churn",
        "All who left, split into those lost for a reason the workspace counts as avoidable, those lost for another, and those of whom nobody has said why. The parts sum to the whole. Which reasons are avoidable can be changed on the page of who left.";
    left_worth = Estimated, Assumed:
        "What they were worth",
        "The lifetime values of these customers at the start of the period: what they were expected to bring from then on, by the orders up to then, under today's model and settings. The range is a prediction of what they would have brought.";
    churn_contracts = Measured:
        "Contracts",
        "Of the customers under contract at the end of the day before the period, churned are those who are not under contract at the end of its last day, retained are the others; together they are the base. Churn is churned over base. Who joined in the period is in neither number. A contract is active from its first day to the day before it ended. It comes from a list of contracts; without one there is nothing to count.";
    contract_months = Measured:
        "Share who left, by calendar month",
        "The same share for each calendar month that is over. It is counted, so it has no range as a statement about that month; the line shows the 95% score interval (Wilson) of a share of so many customers, which tells whether two months differ by more than chance.";
    contract_tenure = Estimated:
        "Still under contract",
        "The Kaplan-Meier estimate of the share of customers who are still under contract so many months (of 30.4 days) after they began. Contracts of one customer that follow each other without a gap count as one time; who comes back after a gap begins a new one. Times that go on are watched up to the last day with an order. The band is the 95% range at each month by itself, with the times of one customer taken together. The dashed line is the shifted beta-geometric or the beta-discrete-Weibull model, whichever has the smaller information criterion, fitted to whole months; it is drawn from 20 ended times on.";
    referrals_counted = Measured:
        "Recommendations that count",
        "A customer gives out a code (an event of kind referral with the code as its text), another comes by it (an event of kind referred with the same code). It counts once a customer, the first by its day; never one's own code, never in a circle, and never for somebody who had ordered more than a day before. Whoever had a code first keeps it. A first order after it is due one reward, however often the events arrive.";
    referrals_bought = Measured:
        "Bought so far",
        "Net value of all orders of the customers who came, refunds deducted. They might have come anyway: only a comparison with codes given out at random could tell what recommendations added.";
    referrals_share = Measured:
        "Share who have ordered",
        "Customers with an order as a share of all who came by a recommendation that counts. The range is the 95% score interval (Wilson) of a share of so many.";
    bridge = Estimated, Assumed:
        "Equity bridge",
        "Customer equity at the start is the value of the customers known then, from the orders up to then, under the model fitted to those orders. Equity at the end is today's. The steps sum to the difference to the cent. They are differences of estimates and carry no range of their own: small steps may be noise. An order cancelled since is left out at both ends, since only what is known of a day today is kept.";
    bridge_refit = Estimated:
        "Model refit and changed assumptions",
        "Model refit is what changes when the customers known at the start are valued by today's fit instead of the fit of then, on the same orders. Changed assumptions (margin, discount rate, horizon) is nothing as long as both ends are valued with today's settings, as they are here.";
    bridge_causes = Estimated:
        "New, grown, kept, shrunk, lost",
        "New: customers whose first order came after the start, with all they are worth. Lost: those whose chance of still being a customer fell from at least 20% to less. Of the others, grown and shrunk are worth more and less than at the start by today's fit, and kept are worth the same to the cent. A customer who is silent shrinks a little every day; one who orders grows.";
    cohorts = Measured:
        "Cohort triangle",
        "Customers are grouped by the calendar month of their first order. Each cell is the share of the group that ordered at least once in the month so many months later; month 0 is the month of the first order. The first line pools all groups for which that month is over. The last 24 months are shown; customers of earlier months are in none of them.";
    whale_curve = Measured, Assumed:
        "Profit by customer",
        "A customer's profit so far is the net value of orders and refunds times the margin of the settings, less the cost to serve each order that is entered here. Customers are sorted from the highest profit to the lowest and added up. The curve rises as long as customers bring profit, falls over those who cost more than they bring, and ends at the profit of all.";
    repurchase = Estimated:
        "Time to the next order",
        "The Kaplan-Meier estimate of the share of customers who have not ordered again by a number of days after their order. Who has not ordered again yet counts for as long as they have been watched, up to the last day with an order. The band is the 95% range at each day by itself (Greenwood's variance, on the scale of ln(−ln)). The median is the day by which half have ordered again; its range is where the band crosses one half.";
    alerts = Measured, Estimated:
        "Alerts",
        "Four things are looked at whenever the board is opened. Orders are called old when the newest is more than seven days past. Repeat orders of the last six weeks are held against the 95% range that the model, fitted to the orders before, expects of the customers known then: even if nothing has changed, one look in twenty falls outside by chance. A goal is behind when its whole forecast range misses it. An import waits when it was compared and not written, or failed.";
    proposals = Estimated, Assumed:
        "What is proposed",
        "Two lists are looked at: repeat customers who are slipping (20 to 50%) and late by more than twice their own usual gap, and the best 10% of customers where they waver (50 to 80%). Their euros are their value at risk over 90 days: the most that keeping all of them could bring, not what a campaign will bring. A list is proposed from 30 customers on, if the lower end of its range is at least 2% of all value at risk. A source is proposed only when its lead over all others is no chance (see where customers came from). Never more than three.";
    proposals_anyway = Estimated:
        "Left alone",
        "Orders the model expects of the list in the next 90 days if nothing is done. A list of customers at risk always looks better some weeks later, because some would have come back anyway. So a campaign is only to be judged by what comes on top of this number, best against customers of the same list who were left alone.";
    health = Measured, Estimated:
        "Health score",
        "The weighted mean of the parts that are known of a customer, from 0 to 100: the sum of weight times part over the sum of the weights of the known parts. A single order has no rhythm and no trend; those parts are then left out and the others count for more. It is a summary of what happened, not a probability; whether it foretells anything is checked beside it.";
    health_parts = Measured, Estimated:
        "The parts",
        "Likely still a customer: 100 times P(alive). On time: 100 up to one usual gap of silence, falling evenly to 0 at three gaps; from two orders on. Orders more often: with r orders in the last 180 days and e in the 180 days before, 100 times (r + 1)/(r + e + 2), so that 50 is no change; of customers whose first order was 360 days ago or earlier and who ordered in that time. Orders for more: with v the mean value of the last two orders and w that of all earlier ones, 100 times v/(v + w); from four orders on. Keeps what they buy: 100 less refunds in percent of what was bought. Wants to hear from us: 100 where e-mail is allowed, 0 where it was refused, left out where nobody asked.";
    health_moves = Measured:
        "Moves a score by",
        "By how many points the scores of those of whom the part is known would change on average, up or down, if the part had no weight.";
    health_valuable = Estimated, Assumed:
        "Valuable customers",
        "The 30% with the highest lifetime value: the contribution margin still expected of them, the chance that they have stopped included, so that who is certainly gone is not among them. Where no value can be estimated, the 30% who spent most.";
    health_check = Measured:
        "Looking back",
        "The last third of the orders' span, at most a year, is put aside. Scores are computed from the orders before it, with a model fitted to those only, and compared with who ordered afterwards. Pairs in the right order: of all pairs of one customer who ordered and one who did not, the share in which the first had the higher score (area under the ROC curve), ties counting half. Ranges are 95% by DeLong's variance, on the logit scale; that of the difference takes into account that both rank the same customers. Shares of bands have Wilson's range.";
    engagement = Measured:
        "Engagement score",
        "The mean of three parts over the last twelve times 30 days, each from 0 to 100. Months: 100/6 for each of the twelve with an order, at most 100. Span: days from the first to the last order of that time, in percent of 360. Recency: 100 for an order on the day itself, falling evenly to 0 for one 360 days ago. One order alone never makes more than 40.";
    engagement_ratio = Measured:
        "Times as much",
        "Mean net value of a customer's orders in the 180 days after the day of comparison, of one group over that of the other, nobody left out who ordered nothing. The 95% range is by the delta method on the logarithm. Refunds on later days are not in it, since their day is not kept.";
    engagement_within = Measured:
        "Among those who had spent alike",
        "Customers are put into fifths by what they had spent up to the day of comparison; the ratio is of the two groups' means within fifths, added with weights n1 n0/(n1 + n0) (Mantel-Haenszel). What remains is not explained by spending before, but may be by anything else.";
    drivers = Measured:
        "Difference",
        "Of customers with the factor the share who came back, less that of all others, within calendar quarters of the first order, added with Mantel-Haenszel weights; the 95% range by the variance of Sato, Greenland and Robins. Quarters of the year are compared within years. A factor is what is known 90 days after the first order; coming back is an order in the 180 days after that, so no factor can be its effect. Fewer than 30 customers with a factor, or without it, are too few to tell.";
    drivers_holm = Measured:
        "Looking at many",
        "Who looks at twenty differences finds one by chance. Holm's correction keeps the chance that any of them is called real when none is at 5%. The test is Mantel and Haenszel's. The ranges themselves are not widened: each holds by itself.";
    segment_count = Measured, Estimated:
        "Customers in a segment",
        "Everybody with at least one order who passes the rule as of the last day with an order. The same evaluator counts here, in the list of customers, in the export and on the server, so that the numbers agree. Of whom a number is not known does not pass a condition on it, but passes its contrary.";
    segment_value = Estimated, Assumed:
        "Lifetime value and value at risk of a segment",
        "Sums over its customers: lifetime value is the contribution margin still expected of each under the workspace's margin, discount rate and horizon; value at risk is what would be gained were dropout switched off for 90 days. Customers whose value is not known are left out of the sums.";
    rfm = Measured:
        "Recency, frequency and spend scores",
        "Each from 1 to 5, 5 for the best, ranked within this shop: the share of customers with a smaller value plus half the share with the same value, times five, rounded down, plus one. Customers with equal values always have equal scores, however many there are, so fifths are not equally large where many ordered once. Recency is days since the last order, frequency the number of days with an order, spend their net value.";
    margin_tiers = Estimated, Assumed:
        "Value tiers by predicted margin",
        "Customers ranked by what they would be worth were they certainly still active: expected discounted orders times (expected order value times margin, less the cost to serve an order). The best 10%, the next 20%, the middle 40% and the lowest 30%. Another margin moves where tiers begin; a cost to serve moves customers with small orders down as well.";
    expected_anyway = Estimated:
        "Expected if left alone",
        "The sum over these customers of the chance, by today's model and what was known on the earlier day, that they order at least once by the later one: P(alive) times the chance that the next order comes in time. The range (95%) is that of chance alone. What was done meanwhile is in today's model too, so an effect may look smaller here; only a holdout measures it.";
    stages = Measured, Estimated:
        "Stages",
        "Everybody is in exactly one, the first that holds. Lead: known, no order yet. New: one order, no longer ago than the shop's usual gap (the median of all gaps between orders). Won back: the last order ended a long pause (longer than nine in ten of all gaps and three times the customer's own mean before) and is no longer ago than the usual gap. Lapsed: the upper end of the 95% range of P(alive) is below 20%. At risk: its lower end is below 50%. Active: everybody else. Both days are judged by today's model and gaps; the leads of the earlier day are those who ordered first after it.";
}
