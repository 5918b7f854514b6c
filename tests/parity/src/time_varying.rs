//! Pareto/NBD with covariates that change over time.

use shared::math::sin;
use shared::random::Random;
use shared::scoring::covariates::Options;
use shared::scoring::pareto_nbd::Parameters;
use shared::scoring::pareto_nbd::time_varying::{
    VaryingColumn, VaryingCovariates, VaryingCustomer, VaryingError, VaryingHistory, VaryingModel, fit,
};
use shared::scoring::purchase_model::{NextPurchase, Posterior};
use shared::scoring::{DiscountRate, Levers, Weeks};

use crate::digest::Bits;
use crate::models::digest_certificate;

const CUSTOMERS: usize = 150;
/// Weeks seen, and weeks that covariates are known for.
const SEEN: f64 = 52.0;
const KNOWN: usize = 65;

/// A generated base fitted, what is said of some customers and what is drawn.
pub(crate) fn digest_time_varying(bits: &mut Bits) {
    digest(bits).expect("the covariates and the histories are possible");
}

fn digest(bits: &mut Bits) -> Result<(), VaryingError> {
    let mut random = Random::new(20_261_122, 2);
    let season = (0..KNOWN).map(|week| sin(week as f64 * 0.12)).collect();
    let mailing = (0..CUSTOMERS * KNOWN).map(|_| f64::from(random.below(2))).collect();
    let columns = vec![
        ("season".to_owned(), VaryingColumn::OfPeriods(season)),
        ("mailing".to_owned(), VaryingColumn::OfBoth(mailing)),
    ];
    let covariates = VaryingCovariates::new(Weeks::of_weeks(1.0), KNOWN, CUSTOMERS, columns)?;
    let coefficients = |season: f64, mailing: f64| vec![("season".to_owned(), season), ("mailing".to_owned(), mailing)];
    let truth = Parameters { r: 1.5, alpha: 15.0, s: 0.7, beta: 20.0 };
    let truth = VaryingModel::new(truth, coefficients(0.6, 0.5), coefficients(-0.5, -0.4))?;
    let histories: Vec<VaryingHistory> = (0..CUSTOMERS)
        .map(|customer| {
            let first = (customer % 84) as f64 / 7.0;
            let age = Weeks::of_weeks(SEEN - first);
            truth.simulate_history(customer, first, age, &covariates, &covariates, &mut random)
        })
        .collect::<Result<_, _>>()?;
    let fitted = fit(&histories, &covariates, &covariates, &Options::default())?;
    digest_certificate(&fitted.estimate.certificate, bits);
    bits.add_text(&fitted.model.save());
    let (quarter, rate) = (Weeks::of_weeks(13.0), DiscountRate::annual_effective(0.12).expect("a rate"));
    for (row, history) in histories.iter().enumerate().step_by(5) {
        let customer = fitted.model.customer(row, history, &covariates, &covariates)?;
        bits.add_all([customer.log_likelihood(), customer.probability_alive()]);
        bits.add_all([customer.probability_alive_after(quarter)?, customer.expected_purchases(quarter)?]);
        bits.add_all([customer.discounted_purchases(rate, quarter)?, customer.no_purchase_probability(quarter)?]);
        bits.add_all(customer.simulate_future(quarter, &mut random)?);
        let levers = Levers { purchase_rate: 1.1, dropout: 0.8 };
        digest_ahead(&customer.with_afterwards(&[0.0, 0.5], &[0.0, 0.5])?.with_levers(&levers)?, rate, bits)?;
    }
    Ok(())
}

/// What is said of a customer under levers, the time after the tables included.
fn digest_ahead(customer: &VaryingCustomer<'_>, rate: DiscountRate, bits: &mut Bits) -> Result<(), VaryingError> {
    let Posterior { purchase_rate, dropout } = customer.posterior();
    bits.add_all([purchase_rate.mean, purchase_rate.variance, dropout.mean, dropout.variance]);
    let year = Weeks::of_weeks(52.0);
    for count in [1, 2, 10] {
        bits.add(customer.purchase_count_probability(count, year)?);
    }
    bits.add_all([customer.expected_purchases(year)?, customer.discounted_purchases(rate, Weeks::FOREVER)?]);
    bits.add(customer.no_purchase_probability(Weeks::FOREVER)?);
    let never = -1.0;
    for chance in [0.2, 0.5, 0.9] {
        bits.add(match customer.next_purchase_quantile(chance)? {
            NextPurchase::Within(wait) => wait.get(),
            NextPurchase::Never => never,
        });
        for time in [customer.silence_until_alive_below(chance)?, customer.time_until_alive_below(chance)?] {
            bits.add(time.map_or(never, Weeks::get));
        }
    }
    Ok(())
}
