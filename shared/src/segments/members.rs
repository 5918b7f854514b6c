//! Sets of rows, one bit a row.

/// Which rows of a base are meant: bit `row % 64` of word `row / 64`. Bits beyond the last row are zero.
///
/// ```
/// use shared::segments::Members;
/// let even = Members::of(130, |row| row % 2 == 0);
/// assert_eq!((even.count(), even.not().count()), (65, 65));
/// assert!(even.contains(128) && !even.contains(129) && !even.contains(130));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members {
    rows: usize,
    words: Vec<u64>,
}

impl Members {
    /// The rows, of so many, that pass.
    #[must_use]
    pub fn of(rows: usize, mut passes: impl FnMut(usize) -> bool) -> Self {
        let word = |first: usize| {
            (first..rows.min(first + 64)).fold(0, |bits, row| bits | u64::from(passes(row)) << (row - first))
        };
        Self { rows, words: (0..rows).step_by(64).map(word).collect() }
    }

    /// All of so many rows.
    #[must_use]
    pub fn everyone(rows: usize) -> Self {
        Self::nobody(rows).not()
    }

    /// None of so many rows.
    #[must_use]
    pub fn nobody(rows: usize) -> Self {
        Self { rows, words: vec![0; rows.div_ceil(64)] }
    }

    /// Adds rows; those beyond the last are left out.
    pub(super) fn add(&mut self, rows: &[u32]) {
        for row in rows.iter().map(|row| *row as usize).filter(|row| *row < self.rows) {
            self.words[row / 64] |= 1 << (row % 64);
        }
    }

    /// Those in both; both are over the same rows.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// Those in at least one; both are over the same rows.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// Those not in it.
    #[must_use]
    pub fn not(&self) -> Self {
        let mut words: Vec<u64> = self.words.iter().map(|word| !word).collect();
        if let Some(last) = words.last_mut().filter(|_| !self.rows.is_multiple_of(64)) {
            *last &= (1 << (self.rows % 64)) - 1;
        }
        Self { rows: self.rows, words }
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether a row is in it.
    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().zip((0_u32..).step_by(64)).flat_map(|(word, first)| {
            let rest = move |word: &u64| Some(word & (word - 1)).filter(|rest| *rest != 0);
            let words = std::iter::successors(Some(*word).filter(|word| *word != 0), rest);
            words.map(move |word| first + word.trailing_zeros())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Members;

    #[test]
    fn sets_of_every_length_keep_their_end() {
        for rows in [0, 1, 63, 64, 65, 127, 128, 200] {
            let third = Members::of(rows, |row| row % 3 == 0);
            let expected: Vec<u32> = (0..rows as u32).step_by(3).collect();
            assert_eq!(third.iter().collect::<Vec<_>>(), expected);
            assert_eq!(third.count() as usize, expected.len());
            assert_eq!(third.not().not(), third);
            assert_eq!(third.count() + third.not().count(), rows as u32);
            assert_eq!(third.clone().and(&third.not()), Members::nobody(rows));
            assert_eq!(third.clone().or(&third.not()), Members::everyone(rows));
            let mut added = Members::nobody(rows);
            added.add(&expected);
            added.add(&[100_000]);
            assert_eq!(added, third);
        }
    }
}
