//! What can be wrong with a regression.

/// Why there is no fit of a survival regression.
///
/// ```
/// use shared::scoring::survival::{Covariates, FitError, Spells, cox};
/// let spells = Spells::new(vec![2.0, 3.0, 5.0], vec![true, true, false])?;
/// let constant = Covariates::new(vec!["monthly".to_owned()], vec![1.0; 3])?;
/// assert_eq!(cox::fit(&spells, &constant), Err(FitError::Constant { covariate: "monthly".to_owned() }));
/// // All who leave do so in the order of their price.
/// let price = Covariates::new(vec!["price".to_owned()], vec![30.0, 20.0, 10.0])?;
/// assert!(matches!(cox::fit(&spells, &price), Err(FitError::Separated { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// The values do not fill rows of the given columns.
    #[error("{values} values do not fill rows of {columns} covariates")]
    Covariates {
        /// Columns named.
        columns: usize,
        /// Values given.
        values: usize,
    },
    /// A value that is none.
    #[error("{covariate} of spell {spell} is not a finite number")]
    NotANumber {
        /// The column's name.
        covariate: String,
        /// Which row, from 0.
        spell: usize,
    },
    /// Rows and spells differ in number.
    #[error("there are {spells} spells, but {rows} rows of covariates")]
    Rows {
        /// Number of spells.
        spells: usize,
        /// Number of rows.
        rows: usize,
    },
    /// Nothing to learn from.
    #[error("no spell ended: there is nothing to learn from")]
    NobodyEnded,
    /// A duration without a logarithm.
    #[error("spell {spell} lasts 0: a Weibull time is above 0")]
    NoDuration {
        /// Which spell, from 0.
        spell: usize,
    },
    /// A column that never changes.
    #[error("{covariate} is the same for all spells: it tells nothing")]
    Constant {
        /// The column's name.
        covariate: String,
    },
    /// Columns that determine each other.
    #[error("{} determine one another: leave one of them out", .covariates.join(", "))]
    Collinear {
        /// Their names.
        covariates: Vec<String>,
    },
    /// The covariates tell perfectly whose spells end, so that the likelihood rises for ever.
    #[error("{} separate spells that end from others perfectly: no finite coefficient is the best", .covariates.join(", "))]
    Separated {
        /// The columns that do.
        covariates: Vec<String>,
    },
    /// All ends fall where they would without chance.
    #[error("the spread of durations vanishes: the shape grows without bound")]
    NoSpread,
    /// The iteration ended nowhere.
    #[error("the fit did not converge")]
    NotConverged,
}
