//! Who recommended the shop to whom.

use shared::base::decode_referrals;
use shared::review::{ReferralOverview, referral_overview};

use super::LoadedBase;
use crate::text;

impl LoadedBase {
    /// Takes the referrals of this generation from their chunks, unzipped; how many there are.
    ///
    /// # Errors
    /// In words, when they are not those of this base.
    pub fn take_referrals(&mut self, generation: u64, chunks: &[Vec<u8>]) -> Result<u32, String> {
        if generation != self.generation() {
            return Err(text::OTHER_NAMES.into());
        }
        let referrals = decode_referrals(chunks.iter().map(Vec::as_slice)).map_err(|error| error.to_string())?;
        let count = referrals.len() as u32;
        self.base.referrals = Some(referrals);
        Ok(count)
    }

    /// What they have brought; `None` where there are none.
    #[must_use]
    pub fn referrals(&self) -> Option<ReferralOverview> {
        let referrals = self.base.referrals.as_ref().filter(|referrals| !referrals.is_empty())?;
        Some(referral_overview(&self.base, referrals))
    }
}

#[cfg(test)]
mod tests {
    use shared::base::{Referral, ReferralOutcome, encode_referrals};
    use shared::domain::Day;
    use shared::review::referral_overview;

    use crate::base::test_base;

    #[test]
    fn referrals_come_into_the_base_they_belong_to() {
        let base = test_base::random(83, 20);
        let ids = &base.customers.id;
        let referral = |row: usize| Referral {
            referred: ids[row],
            referrer: Some(ids[row + 1]),
            day: Day(10 + row as i32),
            outcome: ReferralOutcome::Ordered,
        };
        let referrals: Vec<Referral> = (0..9).map(referral).collect();
        let chunks = vec![encode_referrals(&referrals, 0)];
        let mut loaded = test_base::load(&test_base::manifest(&base), base.clone());
        assert_eq!(loaded.referrals(), None);
        assert!(loaded.take_referrals(loaded.generation() + 1, &chunks).is_err());
        assert!(loaded.take_referrals(loaded.generation(), &[vec![1, 2]]).is_err());
        assert_eq!(loaded.take_referrals(loaded.generation(), &chunks), Ok(9));
        let found = loaded.referrals().expect("referrals");
        assert_eq!((found.referred, found.referrals[0].row), (9, Some(8)));
        assert_eq!(found, referral_overview(&base, &referrals));
        assert_eq!(loaded.take_referrals(loaded.generation(), &[]), Ok(0));
        assert_eq!(loaded.referrals(), None);
    }
}
