//! What a segment comes to.

use serde::{Deserialize, Serialize};

use super::Members;
use crate::base::Customers;

/// Size and worth of a segment. Money in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SegmentFigures {
    /// Customers in it.
    pub customers: u32,
    /// Customers in the base.
    pub of: u32,
    /// Sum of their lifetime values; `None` where none is known.
    pub lifetime_value_minor: Option<f64>,
    /// Sum of their value at risk over 90 days; `None` where none is known.
    pub value_at_risk_minor: Option<f64>,
}

/// The figures of a segment, summed in the order of rows.
///
/// ```
/// use shared::base::Customers;
/// use shared::segments::{Members, figures};
/// let nobody = figures(&Members::nobody(0), &Customers::default());
/// assert_eq!((nobody.customers, nobody.lifetime_value_minor), (0, None));
/// ```
#[must_use]
pub fn figures(members: &Members, customers: &Customers) -> SegmentFigures {
    SegmentFigures {
        customers: members.count(),
        of: customers.len() as u32,
        lifetime_value_minor: sum(members, &customers.lifetime_value_minor),
        value_at_risk_minor: sum(members, &customers.value_at_risk_minor),
    }
}

fn sum(members: &Members, column: &[f64]) -> Option<f64> {
    let known = members.iter().map(|row| column[row as usize]).filter(|value| !value.is_nan());
    known.fold(None, |sum, value| Some(sum.unwrap_or(0.0) + value))
}

#[cfg(test)]
mod tests {
    use super::figures;
    use crate::base::Customers;
    use crate::domain::CustomerId;
    use crate::segments::Members;

    #[test]
    fn what_is_not_known_is_not_counted_as_nothing() {
        let customers = Customers {
            id: (0..3).map(CustomerId).collect(),
            lifetime_value_minor: vec![5.0, f64::NAN, 7.0],
            value_at_risk_minor: vec![f64::NAN; 3],
            ..Customers::default()
        };
        let of = |row_of: fn(usize) -> bool| figures(&Members::of(3, row_of), &customers);
        assert_eq!(of(|_| true).lifetime_value_minor, Some(12.0));
        assert_eq!(of(|row| row == 1).lifetime_value_minor, None);
        assert_eq!((of(|_| true).value_at_risk_minor, of(|_| true).of), (None, 3));
    }
}
