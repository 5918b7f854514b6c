//! Fitting models in the browser.

use shared::planning::{Mark, RefitProblem, RefitStep, RefitVerdict};
use shared::scoring::catalogue::ModelKind;

use super::{Basis, Term, say, sentence, words};

words! {
    title = "What would another model say?";
    subtitle = "Fit models to these orders, here in the browser, and compare them.";
    models = "Models";
    from = "Orders from";
    to = "Orders to";
    chosen_by_deeds = "These customers are chosen by what they did, so the fit describes them as they were chosen: its dropout and its holdout error say little about customers who come later.";
    split = "Holdout date";
    split_hint = "Fits of the holdout see orders up to this day; the rest is compared. Empty: the last third.";
    period_hint = "Empty: all. Who ordered before counts from their first order in the period.";
    start = "Fit and compare";
    cancel = "Cancel";
    cancelling = "Stopping after this step…";
    cancelled = "Stopped. Nothing was changed.";
    running = "Fitting…";
    failed = "Nothing could be fitted";
    model = "Model";
    log_likelihood = "Log-likelihood";
    akaike = "AIC";
    schwarz = "BIC";
    expected = "Expected after the date";
    weekly_error = "Error a week";
    log_score = "Log score";
    best = "best";
    alike = "as good";
    out = "at a limit";
    fit_caption = "How the models compare";
    answer_title = "What it does to the answer";
    answer_caption = "What each model says of these customers";
    active = "Active customers";
    orders = "Orders in the next year";
    of_parameters = "By its parameters alone";
    parameters = "Parameters and standard errors";
    parameter = "Parameter";
    estimate = "Estimate";
    error = "Standard error";
    chosen = "chosen";
    no_range = "no range";
    server_coming = "The server is computing the same…";
    server_failed = "The server could not be asked:";
}

/// Name of a model.
pub(crate) fn name(model: ModelKind) -> &'static str {
    say(match model {
        ModelKind::Nbd => "NBD",
        ModelKind::BgNbd => "BG/NBD",
        ModelKind::MbgNbd => "MBG/NBD",
        ModelKind::ParetoNbd => "Pareto/NBD",
        ModelKind::GgompertzNbd => "GGompertz/NBD",
        ModelKind::BgCnbdK => "BG/CNBD-k",
        ModelKind::MbgCnbdK => "MBG/CNBD-k",
    })
}

/// What a model says of customers.
pub(crate) fn meaning(model: ModelKind) -> &'static str {
    say(match model {
        ModelKind::Nbd => "nobody ever stops",
        ModelKind::BgNbd => "they may stop after each repeat order",
        ModelKind::MbgNbd => "they may stop after each order, the first included; in use",
        ModelKind::ParetoNbd => "they may stop at any time",
        ModelKind::GgompertzNbd => "at any time, the likelier the older; takes longest",
        ModelKind::BgCnbdK => "as BG/NBD, with orders at some regularity",
        ModelKind::MbgCnbdK => "as MBG/NBD, with orders at some regularity",
    })
}

/// "MBG/NBD: fitting to the whole period, step 4 of 12"
pub(crate) fn progress(model: ModelKind, step: RefitStep, done: &str, of: &str) -> String {
    let what = match step {
        RefitStep::Fit => "fitting to the whole period",
        RefitStep::Ahead => "looking a year ahead",
        RefitStep::Holdout => "fitting up to the holdout date and comparing the rest",
    };
    sentence(format!("{}: {what}, step {done} of {of}", name(model)))
}

/// Why nothing was fitted, and what would change it.
pub(crate) fn problem(problem: &RefitProblem) -> String {
    sentence(match problem {
        RefitProblem::NoModel => "Choose at least one model.".to_owned(),
        RefitProblem::RepeatedModel => "Choose each model once.".to_owned(),
        RefitProblem::UnknownScope { message } => message.clone(),
        RefitProblem::NoOrders => "Nobody ordered within the period: choose a longer one.".to_owned(),
        RefitProblem::TooFewRepeatCustomers { have, need } => format!(
            "Only {have} customers came back within the period, and {need} are needed to tell a pause from an end: choose a longer period or everyone."
        ),
        RefitProblem::HoldoutTooShort => {
            "Six weeks of the period are needed on either side of the holdout date.".to_owned()
        }
    })
}

/// What the comparison says.
pub(crate) fn verdict(verdict: &RefitVerdict) -> String {
    sentence(match verdict {
        RefitVerdict::NoModel => "No model can be told from these orders".to_owned(),
        RefitVerdict::FitsBest { model } => {
            format!("{} fits best; the period is too short to check a forecast", name(*model))
        }
        RefitVerdict::NaiveIsCloser { model, .. } => format!(
            "Going on as before came closer to what customers did than {}, the best of these models",
            name(*model)
        ),
        RefitVerdict::Clear { model } => format!("{} fits best and forecasts best", name(*model)),
        RefitVerdict::Close { model, other } => {
            format!("{} fits best; its forecasts cannot be told from those of {}", name(*model), name(*other))
        }
        RefitVerdict::Conflict { fits_best, forecasts_best } => {
            format!("{} forecasts best, though {} fits what is known better", name(*forecasts_best), name(*fits_best))
        }
    })
}

/// What was compared.
pub(crate) fn compared(customers: &str, orders: &str, first: &str, last: &str) -> String {
    sentence(format!("{customers} customers with {orders} orders from {first} to {last}."))
}

/// What was held out.
pub(crate) fn held_out(split: &str, customers: &str, actual: &str) -> String {
    sentence(format!(
        "After {split} the {customers} customers known then made {actual} repeat orders; models fitted up to that day had to expect them."
    ))
}

/// A mark in words; nothing where it is worse.
pub(crate) fn mark(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Best => Some(best()),
        Mark::Alike => Some(alike()),
        Mark::Worse => None,
        Mark::Out => Some(out()),
    }
}

/// The hash of the comparison.
pub(crate) fn hash(hash: &str) -> String {
    sentence(format!("Computed here · result {hash}."))
}

/// The same hash on the server.
pub(crate) fn server_same(hash: &str) -> String {
    sentence(format!("The server came to the same result, to the last bit: {hash}."))
}

/// Another hash on the server.
pub(crate) fn server_differs(hash: &str) -> String {
    sentence(format!(
        "The server came to another result, {hash}: it may hold newer scores. Reload the page; if it stays so, tell your administrator."
    ))
}

/// Definitions of the comparison.
pub(crate) fn terms() -> Vec<Term> {
    vec![
        Term::new(
            &[Basis::Estimated],
            "Log-likelihood, AIC and BIC",
            "How probable the model holds all orders of the period; AIC takes off 2, and BIC the logarithm of the number of customers, for every parameter. Lower AIC and BIC are better; differences below 2 mean nothing and are marked as good as the best.",
        ),
        Term::new(
            &[Basis::Measured, Basis::Estimated],
            "Error a week",
            "The mean over held-out weeks of the distance between expected and actual repeat orders. As good as the best: the mean difference between the two models' errors, week by week, lies within two of its standard errors.",
        ),
        Term::new(
            &[Basis::Measured, Basis::Estimated],
            "Log score",
            "The mean over customers of the logarithm of the probability that the model, fitted up to the holdout date, gave to what each did after it. Higher is better; as good as the best is judged customer by customer in the same way.",
        ),
        Term::new(
            &[Basis::Estimated],
            "At a limit",
            "The fit ended at an edge of what the model can say, or did not settle: its figures are shown, but it is out of the comparison.",
        ),
        Term::new(
            &[Basis::Estimated],
            "Active customers, orders in the next year",
            "The sum of the chances of still being a customer on the last day, and the orders expected in the 365.25 days after it, with 95% ranges of parameters, individuals and counts, if the model holds.",
        ),
        Term::new(
            &[Basis::Estimated],
            "By its parameters alone",
            "The 95% range of the same expectation that the standard errors of the parameters leave, before it is open who stays and how often each orders. More orders make this part of the range narrower; the rest of it stays.",
        ),
    ]
}
