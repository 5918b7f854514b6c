//! Addresses to upload to, asked for ahead.

use std::collections::BTreeMap;

use shared::api::{ChunkPlace, ChunkUpload};
use shared::domain::ImportId;

use crate::requests::{self, ApiClientError};

/// Most places of one request.
const AT_ONCE: u16 = 64;
/// Chunk numbers of a bucket end here.
const NUMBERS: u16 = 10_000;

/// Addresses known but not used yet.
#[derive(Debug)]
pub(super) struct Places {
    import: ImportId,
    buckets: u16,
    known: BTreeMap<ChunkPlace, ChunkUpload>,
}

impl Places {
    /// None known yet.
    pub(super) fn new(import: ImportId, buckets: u16) -> Self {
        Self { import, buckets, known: BTreeMap::new() }
    }

    /// The address of a chunk; asks for those of its neighbours too.
    pub(super) async fn of(&mut self, place: ChunkPlace) -> Result<ChunkUpload, ApiClientError> {
        if let Some(upload) = self.known.remove(&place) {
            return Ok(upload);
        }
        let uploads = requests::chunk_uploads(&self.import, ahead(place, self.buckets)).await?.uploads;
        self.known.extend(uploads.into_iter().map(|upload| (upload.place, upload)));
        self.known.remove(&place).ok_or_else(|| ApiClientError::Unexpected("no place".to_owned()))
    }
}

/// A chunk and those that will follow: as many numbers of each bucket as one request may name.
fn ahead(place: ChunkPlace, buckets: u16) -> Vec<ChunkPlace> {
    let end = place.number.saturating_add((AT_ONCE / buckets.max(1)).max(1)).min(NUMBERS);
    let all = (place.number..end).flat_map(|number| (0..buckets).map(move |bucket| ChunkPlace { bucket, number }));
    let mut places: Vec<ChunkPlace> = all.filter(|other| *other != place).take(usize::from(AT_ONCE) - 1).collect();
    places.insert(0, place);
    places
}

#[cfg(test)]
mod tests {
    use shared::api::ChunkPlace;

    use super::ahead;

    #[test]
    fn never_more_than_one_request_may_name_and_always_the_one_wanted() {
        for buckets in [1, 4, 16, 64] {
            for number in [0, 17, 9_998, 9_999] {
                let wanted = ChunkPlace { bucket: buckets - 1, number };
                let mut places = ahead(wanted, buckets);
                assert!(places.len() <= 64 && places.contains(&wanted));
                assert!(places.iter().all(|place| place.bucket < buckets && place.number < 10_000));
                places.sort_unstable();
                places.dedup();
                assert_eq!(places.len(), ahead(wanted, buckets).len(), "each once");
            }
        }
    }
}
