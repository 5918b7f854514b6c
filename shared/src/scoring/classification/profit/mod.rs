//! What a retention campaign earns at best when customers are contacted in the order of their scores.
//!
//! A contacted customer who would leave takes the offer with a probability γ and then stays; one who would have stayed
//! takes it for certain and is worth no more than before. With the value v of a customer, the cost d of an offer taken
//! and f of a contact, a contacted leaver brings γ(v − d) − f and a contacted stayer −(d + f). The maximum profit takes
//! the best number of contacts; its expectation lets γ vary by a beta distribution and takes the best number for every γ
//! (Verbraken, Verbeke and Baesens 2013, "A novel profit maximizing metric for measuring classification performance of
//! customer churn prediction models", IEEE Transactions on Knowledge and Data Engineering 25).
//!
//! All money is in one unit; profits are per customer ranked, contacted or not.

mod expected;
mod frontier;
mod offer;

pub use expected::{CampaignProfit, CustomerValue, campaign_profit};
pub use offer::{OfferError, RetentionOffer};
