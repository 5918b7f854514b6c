//! Logistic regression: the log-odds of the event are a weighted sum of features.
//!
//! The penalised log-likelihood Σ ln P(outcome) − (ridge/2) Σ β² − lasso Σ |β| is maximised over the intercept, which is
//! not penalised, and the coefficients β of the standardised features (mean 0, standard deviation 1 with divisor n). Without
//! lasso by exact Newton steps, with it by Newton steps whose inner problem is solved by coordinate descent (Friedman,
//! Hastie and Tibshirani 2010, "Regularization paths for generalized linear models via coordinate descent").

mod certificate;
mod collinear;
mod elastic_net;
mod error;
mod fit;
mod likelihood;
mod model;
mod penalty;
mod separation;
mod standardisation;

pub use certificate::LogisticCertificate;
pub use error::LogisticError;
pub use fit::{LogisticFit, fit};
pub(super) use likelihood::PenalisedLikelihood;
pub use model::LogisticModel;
pub use penalty::Penalty;
