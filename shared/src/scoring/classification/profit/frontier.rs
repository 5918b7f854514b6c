//! The numbers of contacts that are best for some acceptance.

/// Contacting all customers down to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reach {
    /// What comes in if every leaver contacted takes the offer: the profit at acceptance γ is γ · gain − cost.
    pub(super) gain: f64,
    /// What goes out whatever the acceptance.
    pub(super) cost: f64,
    /// Customers contacted.
    pub(super) customers: u64,
    /// The lowest score contacted; `None` for nobody.
    pub(super) score: Option<f64>,
}

impl Reach {
    pub(super) const NOBODY: Self = Self { gain: 0.0, cost: 0.0, customers: 0, score: None };

    pub(super) fn profit(&self, acceptance: f64) -> f64 {
        acceptance * self.gain - self.cost
    }
}

/// A reach with the least acceptance from which on it is the best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vertex {
    pub(super) reach: Reach,
    pub(super) from: f64,
}

/// The reaches, given with costs ascending, that are best for some acceptance between 0 and 1, in its order. For equal
/// values of all customers these are the vertices of the convex hull of the ROC curve.
pub(super) fn frontier(reaches: impl IntoIterator<Item = Reach>) -> Vec<Vertex> {
    let mut hull: Vec<Reach> = vec![Reach::NOBODY];
    for reach in reaches {
        let last = hull[hull.len() - 1];
        if reach.gain <= last.gain {
            continue;
        }
        if reach.cost <= last.cost {
            hull.pop();
        }
        while let [.., before, last] = hull[..]
            && (last.gain - before.gain) * (reach.cost - last.cost)
                <= (reach.gain - last.gain) * (last.cost - before.cost)
        {
            hull.pop();
        }
        hull.push(reach);
    }
    let mut vertices = vec![Vertex { reach: hull[0], from: 0.0 }];
    for pair in hull.windows(2) {
        let from = (pair[1].cost - pair[0].cost) / (pair[1].gain - pair[0].gain);
        if from >= 1.0 {
            break;
        }
        vertices.push(Vertex { reach: pair[1], from });
    }
    vertices
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reach, frontier};

    fn reaches(steps: &[(i32, u32)]) -> Vec<Reach> {
        let add = |total: &mut Reach, step: &(i32, u32)| {
            *total = Reach {
                gain: total.gain + f64::from(step.0),
                cost: total.cost + f64::from(step.1),
                customers: total.customers + 1,
                score: None,
            };
            Some(*total)
        };
        steps.iter().scan(Reach::NOBODY, add).collect()
    }

    proptest! {
        #[test]
        fn no_other_reach_is_better(steps in prop::collection::vec((-5_i32..20, 0_u32..6), 0..30), share in 0.0..1.0) {
            let all = reaches(&steps);
            let vertices = frontier(all.iter().copied());
            prop_assert!(vertices.is_sorted_by(|a, b| a.from <= b.from));
            let best = vertices.iter().rfind(|vertex| vertex.from <= share).expect("the first begins at 0");
            let most = all.iter().map(|reach| reach.profit(share)).fold(0.0, f64::max);
            prop_assert!((best.reach.profit(share) - most).abs() <= 1e-12 * most.max(1.0));
        }
    }
}
