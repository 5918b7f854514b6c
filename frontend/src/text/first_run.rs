//! The first minute.

use super::{sentence, words};

words! {
    title = "Find out who is slipping away";
    subtitle = "Holdfast reads your orders and says, for every customer, how likely they are still there and what they are worth.";
    drop_title = "Drop in your orders";
    drop_text = "A CSV export of your shop: one line an order or an item, with customer, date and amount. It is checked in your browser before anything is stored.";
    drop_button = "Choose a file";
    sample_title = "Look around with a sample shop";
    sample_text = "An invented shop with a few thousand customers. It is marked as sample on every screen and leaves with one click.";
    sample_button = "Load the sample shop";
    sample_running = "The sample shop is being stocked: orders, then scores. About half a minute.";
    sample_failed = "The sample shop could not be loaded.";
    no_right = "Someone who may import orders has to bring the first ones in: a marketer, an admin or the owner.";
    what_happens = "What happens next";
    step_import = "Orders are checked, line by line, and stored once.";
    step_score = "Models of purchase and spend are fitted to all histories.";
    step_board = "The board says who is slipping and what that is worth, each number with its range.";
    formats = "Exports of Shopify, WooCommerce, Magento and Stripe are understood as they are; others need a minute to say which column is which.";
    needs_orders = "This page begins with orders";
    contracts_alone = "There are contracts here and no orders yet. Who leaves a contract is counted; what customers buy beside it, and what they are worth, is estimated from orders.";
    counted_title = "Counted from your contracts";
    orders_title = "Next: bring in the orders";
    orders_text = "What the same customers bought, one line an order or an item. It is checked in your browser before anything is stored, and changes nothing about the contracts.";
    orders_same_numbers = "Use the same data source and the same customer numbers as in the list of contracts, so that both meet in one customer.";
    orders_button = "Choose a file of orders";
    needing_title = "What begins with the first orders";
    needing_customers = "Customers: who is slipping away, with chance and value of each.";
    needing_health = "Health: a score for every customer, and what goes with coming back.";
    needing_what_if = "What-if: what a change in retention, frequency or margin would be worth.";
    needing_segments = "Segments: groups by what customers bought, when and for how much.";
    later = "Connecting a shop directly is not available yet; an export is all that is needed.";
}

/// How far the sample shop is.
pub(crate) fn seconds(seconds: &str) -> String {
    sentence(format!("{seconds} seconds so far"))
}
