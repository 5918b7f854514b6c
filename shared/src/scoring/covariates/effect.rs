//! Which parameters covariates act on, and where their coefficients stand among the optimiser's coordinates.

use super::{CovariateError, Profile};

/// A part of a model that covariates can act on.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::covariates::{Process, Profile};
/// let profile = Profile { purchase: vec![1.0, 42.0], dropout: vec![0.0], histories: Histories::default() };
/// assert_eq!((profile.values(Process::Purchase), profile.values(Process::Dropout)), (&[1.0, 42.0][..], &[0.0][..]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// How often a customer buys.
    Purchase,
    /// How soon a customer leaves.
    Dropout,
}

/// What covariates do to one log parameter of the plain model: sign times γ·z of the process is added to it.
///
/// ```
/// use shared::scoring::covariates::{Effect, Process};
/// use shared::scoring::pareto_nbd::covariates::EFFECTS;
/// // Who leaves sooner has a smaller beta.
/// assert_eq!(EFFECTS[3], Effect::Shift { process: Process::Dropout, sign: -1.0 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Nothing.
    None,
    /// They shift it.
    Shift {
        /// The covariates of which process.
        process: Process,
        /// 1, or −1 where a larger parameter means less of the process.
        sign: f64,
    },
}

/// The optimiser's coordinates: first the plain model's log parameters, then the coefficients; a coefficient that
/// both processes share stands there once.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::covariates::{Layout, Process, Profile};
/// use shared::scoring::pareto_nbd::covariates::EFFECTS;
/// // Four parameters, then "age" for both processes with one coefficient, then "newsletter" for purchases.
/// let [age, newsletter] = ["age", "newsletter"].map(str::to_owned);
/// let layout = Layout::new(&EFFECTS, &[age.clone(), newsletter], &[age.clone()], &[age])?;
/// assert_eq!((layout.plain(), layout.len()), (4, 6));
/// assert_eq!(layout.coefficients(Process::Purchase), [4, 5]);
/// assert_eq!(layout.coefficients(Process::Dropout), [4]);
/// // Purchases shift ln alpha by −(2 · 0.1 + 1 · 0.5), dropout shifts ln beta by −2 · 0.1.
/// let profile = Profile { purchase: vec![2.0, 1.0], dropout: vec![2.0], histories: Histories::default() };
/// let shifted = layout.plain_point(&[0.0, 3.0, 0.0, 3.0, 0.1, 0.5], &profile);
/// for (shifted, expected) in shifted.into_iter().zip([0.0, 2.3, 0.0, 2.8]) {
///     assert!((shifted - expected).abs() < 1e-12);
/// }
/// # Ok::<(), shared::scoring::covariates::CovariateError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    effects: Vec<Effect>,
    purchase: Vec<usize>,
    dropout: Vec<usize>,
    len: usize,
}

impl Layout {
    /// The layout for a plain model with these effects on its log parameters and covariates of these names. Those named
    /// in `shared` have one coefficient for both processes.
    ///
    /// # Errors
    /// When a shared name is not in both tables.
    pub fn new(
        effects: &[Effect],
        purchase_names: &[String],
        dropout_names: &[String],
        shared: &[String],
    ) -> Result<Self, CovariateError> {
        if let Some(name) = shared.iter().find(|name| !purchase_names.contains(name) || !dropout_names.contains(name)) {
            return Err(CovariateError::NotInBoth { name: name.clone() });
        }
        let mut len = effects.len();
        let mut next = || {
            len += 1;
            len - 1
        };
        let purchase: Vec<usize> = purchase_names.iter().map(|_| next()).collect();
        let dropout = dropout_names
            .iter()
            .map(|name| match purchase_names.iter().position(|other| other == name) {
                Some(position) if shared.contains(name) => purchase[position],
                _ => next(),
            })
            .collect();
        Ok(Self { effects: effects.to_vec(), purchase, dropout, len })
    }

    /// Number of coordinates.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no coordinate.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Number of the plain model's log parameters.
    #[must_use]
    pub fn plain(&self) -> usize {
        self.effects.len()
    }

    /// What covariates do to each of the plain model's log parameters.
    #[must_use]
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// The coordinate of each coefficient of a process, in the order of its covariates.
    #[must_use]
    pub fn coefficients(&self, process: Process) -> &[usize] {
        match process {
            Process::Purchase => &self.purchase,
            Process::Dropout => &self.dropout,
        }
    }

    /// The plain model's log parameters for customers with these covariates.
    #[must_use]
    pub fn plain_point(&self, point: &[f64], profile: &Profile) -> Vec<f64> {
        let shift = |process| -> f64 {
            self.coefficients(process).iter().zip(profile.values(process)).map(|(at, value)| point[*at] * value).sum()
        };
        let (purchase, dropout) = (shift(Process::Purchase), shift(Process::Dropout));
        let shifted = |(effect, parameter): (&Effect, &f64)| match effect {
            Effect::None => *parameter,
            Effect::Shift { process: Process::Purchase, sign } => parameter + sign * purchase,
            Effect::Shift { process: Process::Dropout, sign } => parameter + sign * dropout,
        };
        self.effects.iter().zip(point).map(shifted).collect()
    }

    /// Derivatives of the plain model's log parameters, one row each, in the coordinates.
    pub(super) fn slopes(&self, profile: &Profile) -> Vec<Vec<f64>> {
        let row = |(index, effect): (usize, &Effect)| {
            let mut row = vec![0.0; self.len];
            row[index] = 1.0;
            if let Effect::Shift { process, sign } = effect {
                for (at, value) in self.coefficients(*process).iter().zip(profile.values(*process)) {
                    row[*at] += sign * value;
                }
            }
            row
        };
        self.effects.iter().enumerate().map(row).collect()
    }
}
