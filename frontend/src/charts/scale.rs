//! From values to places.

/// A linear scale, or one of square roots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
    of_roots: bool,
}

impl Scale {
    /// Takes `domain` to `range`; a domain of no width is taken to the middle of the range.
    #[must_use]
    pub(crate) fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range, of_roots: false }
    }

    /// The same over square roots of values that are zero or more.
    #[must_use]
    pub(crate) fn of_roots(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain: (domain.0.sqrt(), domain.1.sqrt()), range, of_roots: true }
    }

    /// The place of a value.
    #[must_use]
    pub(crate) fn at(&self, value: f64) -> f64 {
        let (from, to) = self.domain;
        let value = if self.of_roots { value.sqrt() } else { value };
        let share = if to == from { 0.5 } else { (value - from) / (to - from) };
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The place of a value, kept within the range.
    #[must_use]
    pub(crate) fn within(&self, value: f64) -> f64 {
        let (low, high) = (self.range.0.min(self.range.1), self.range.0.max(self.range.1));
        // Not `clamp`, which may have to write the numbers in a message.
        self.at(value).max(low).min(high)
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn ends_of_the_domain_go_to_the_ends_of_the_range() {
        let scale = Scale::new((10.0, 30.0), (200.0, 0.0));
        assert_eq!((scale.at(10.0), scale.at(30.0), scale.at(20.0)), (200.0, 0.0, 100.0));
        assert_eq!((scale.within(0.0), scale.within(99.0)), (200.0, 0.0));
    }

    #[test]
    fn roots_give_small_values_room() {
        let scale = Scale::of_roots((0.0, 4.0), (100.0, 0.0));
        assert_eq!((scale.at(0.0), scale.at(1.0), scale.at(4.0)), (100.0, 50.0, 0.0));
    }

    #[test]
    fn a_single_value_stands_in_the_middle() {
        assert_eq!(Scale::new((5.0, 5.0), (0.0, 100.0)).at(5.0), 50.0);
    }
}
