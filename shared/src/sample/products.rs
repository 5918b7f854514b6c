//! What the sample shop sells.

use crate::domain::OrderLine;
use crate::random::Random;

/// Products of the invented shop, the best sold first: the n-th is bought in proportion to 1/(n + 2).
#[rustfmt::skip]
const PRODUCTS: &[&str] = &[
    "Filter coffee, 500 g", "Beeswax candle", "Linen tea towel", "Espresso beans, 1 kg", "Olive oil soap",
    "Stoneware mug", "Breakfast tea, loose", "Oat biscuits", "Hand cream", "Notebook, dotted", "Wool socks",
    "Honey, wild flower", "Dish brush, beech", "Cotton tote", "Enamel pot", "Bread knife", "Salt, fleur de sel",
    "Throw, merino", "Cutting board, oak", "Carafe, one litre", "Herb garden", "Apron, denim", "Picnic blanket",
    "Lamp, paper shade",
];

/// Weight of the n-th product in whole numbers: 2520 is divisible by all up to ten.
fn weight(number: usize) -> u32 {
    2_520 / (number as u32 + 2)
}

/// Draws so many units of an order, each of a product of its own choice.
pub(super) fn lines(draw: &mut Random, units: i64) -> Vec<OrderLine> {
    let total: u32 = (0..PRODUCTS.len()).map(weight).sum();
    let mut count = [0; PRODUCTS.len()];
    for _ in 0..units {
        let mut rest = draw.below(total);
        let bought = (0..PRODUCTS.len()).find(|number| {
            let (is_it, left) = (rest < weight(*number), rest.saturating_sub(weight(*number)));
            rest = left;
            is_it
        });
        count[bought.expect("the weights add up to the total")] += 1;
    }
    let bought = PRODUCTS.iter().zip(count).filter(|(_, units)| *units > 0);
    let mut lines: Vec<OrderLine> =
        bought.map(|(product, units)| OrderLine { product: (*product).to_owned(), units }).collect();
    lines.sort_unstable();
    lines
}

#[cfg(test)]
mod tests {
    use super::{PRODUCTS, lines, weight};
    use crate::random::Random;

    #[test]
    fn units_are_spread_over_products_by_their_weights() {
        let drawn = lines(&mut Random::new(1, 0), 100_000);
        assert!(drawn.is_sorted() && drawn.len() == PRODUCTS.len());
        assert_eq!(drawn.iter().map(|line| line.units).sum::<i64>(), 100_000);
        let total: f64 = (0..PRODUCTS.len()).map(|number| f64::from(weight(number))).sum();
        for (number, product) in PRODUCTS.iter().enumerate() {
            let units = drawn.iter().find(|line| line.product == **product).expect("bought").units as f64;
            let share = f64::from(weight(number)) / total;
            let standard_error = (1e5 * share * (1.0 - share)).sqrt();
            assert!((units - 1e5 * share).abs() < 5.0 * standard_error, "{product}: {units}");
        }
    }
}
