//! Cutting a file into upload chunks by customer hash.

use shared::api::ChunkPlace;
use shared::domain::{PARTITIONS, ReportingCurrency};
use shared::ingest::{Dialect, EncodedRows, FileProblem, Mapping, Reader, RowOutcome};

/// Most rows of one chunk.
pub const ROWS_PER_CHUNK: usize = 4_000;

/// Bytes at which a chunk is full, so that long texts do not make one that no job can hold.
const BYTES_PER_CHUNK: usize = 4 << 20;

/// Bytes that wait in all buckets together; beyond, the fullest is handed out.
const WAITING_BYTES: usize = 8 << 20;

/// One upload chunk, before gzip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Where it belongs.
    pub place: ChunkPlace,
    /// What `shared::ingest::encode_rows` wrote.
    pub bytes: Vec<u8>,
}

/// Reads a file and hands out a chunk whenever a bucket is full. Where one row ends and the next begins decides, not how the
/// file was sliced, so that an upload that goes on later cuts the same chunks.
#[derive(Debug)]
pub struct Cutter {
    reader: Reader,
    buckets: Buckets,
    lines: u64,
}

impl Cutter {
    /// A cutter for a file of this dialect and checked mapping, for an import with so many buckets.
    #[must_use]
    pub fn new(
        dialect: Dialect,
        mapping: Mapping,
        currency: impl Into<ReportingCurrency>,
        data_source: String,
        buckets: u16,
    ) -> Self {
        Self { reader: Reader::new(dialect, mapping, currency), buckets: Buckets::new(data_source, buckets), lines: 0 }
    }

    /// Reads the next slice; chunks that became full are added to `full`.
    ///
    /// # Errors
    /// When the file as a whole cannot be read on.
    pub fn push(&mut self, bytes: &[u8], full: &mut Vec<Chunk>) -> Result<(), FileProblem> {
        let Self { reader, buckets, lines } = self;
        reader.push(bytes, &mut |_, outcome| {
            *lines += 1;
            buckets.add(outcome, full);
        })
    }

    /// Lines read so far.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Adds the last chunks to `full`. Returns the number of chunks of each bucket.
    ///
    /// # Errors
    /// When the file as a whole cannot be read.
    pub fn finish(mut self, full: &mut Vec<Chunk>) -> Result<Vec<u16>, FileProblem> {
        self.reader.finish(&mut |_, outcome| self.buckets.add(outcome, full))?;
        Ok(self.buckets.finish(full))
    }
}

#[derive(Debug)]
struct Buckets {
    data_source: String,
    buckets: Vec<Bucket>,
    waiting: usize,
}

#[derive(Clone, Debug, Default)]
struct Bucket {
    rows: EncodedRows,
    chunks: u16,
}

impl Buckets {
    fn new(data_source: String, buckets: u16) -> Self {
        Self { data_source, buckets: vec![Bucket::default(); usize::from(buckets)], waiting: 0 }
    }

    fn add(&mut self, outcome: RowOutcome, full: &mut Vec<Chunk>) {
        let RowOutcome::Row(row) = outcome else { return };
        let number = bucket_of(row.customer_key(&self.data_source).id().partition(), self.buckets.len());
        let bucket = &mut self.buckets[usize::from(number)];
        let before = bucket.rows.size();
        bucket.rows.push(&row);
        self.waiting += bucket.rows.size() - before;
        if bucket.rows.count() >= ROWS_PER_CHUNK || bucket.rows.size() >= BYTES_PER_CHUNK {
            self.hand_out(number, full);
        } else if self.waiting >= WAITING_BYTES {
            let fullest = (0..).zip(&self.buckets).max_by_key(|(_, bucket)| bucket.rows.size());
            self.hand_out(fullest.expect("one at least").0, full);
        }
    }

    fn hand_out(&mut self, number: u16, full: &mut Vec<Chunk>) {
        let bucket = &mut self.buckets[usize::from(number)];
        self.waiting -= bucket.rows.size();
        full.push(bucket.take(number));
    }

    fn finish(mut self, full: &mut Vec<Chunk>) -> Vec<u16> {
        for (bucket, number) in self.buckets.iter_mut().zip(0..) {
            if bucket.rows.count() > 0 {
                full.push(bucket.take(number));
            }
        }
        self.buckets.iter().map(|bucket| bucket.chunks).collect()
    }
}

impl Bucket {
    fn take(&mut self, number: u16) -> Chunk {
        let place = ChunkPlace { bucket: number, number: self.chunks };
        let bytes = std::mem::take(&mut self.rows).finish();
        self.chunks += 1;
        Chunk { place, bytes }
    }
}

/// The bucket of a partition: as many neighbouring partitions in each.
fn bucket_of(partition: u16, buckets: usize) -> u16 {
    (usize::from(partition) * buckets / usize::from(PARTITIONS)) as u16
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use shared::domain::ConsentStatus;
    use shared::ingest::{OrderRow, Placed, Row, RowOutcome, decode_rows};

    use super::{Buckets, Chunk, ROWS_PER_CHUNK, WAITING_BYTES, bucket_of};

    fn row(number: usize, name: &str) -> Row {
        Row::Order(OrderRow {
            customer_number: (number % 977).to_string(),
            order_id: number.to_string(),
            placed: Placed::Local(number as i32 % 400),
            net_milli_minor: number as i64,
            units: 1,
            product: None,
            email: None,
            name: Some(name.into()),
            acquisition_source: None,
            email_consent: ConsentStatus::Unknown,
            original: None,
            refunded: None,
        })
    }

    fn cut(rows: &[Row], buckets: u16) -> (Vec<Chunk>, Vec<u16>) {
        let mut chunks = Vec::new();
        let mut cutting = Buckets::new("shop".into(), buckets);
        for row in rows {
            cutting.add(RowOutcome::Row(row.clone()), &mut chunks);
            cutting.add(RowOutcome::WithoutCustomer { net_milli_minor: 5, original: None }, &mut chunks);
        }
        let counts = cutting.finish(&mut chunks);
        (chunks, counts)
    }

    #[test]
    fn all_chunks_together_are_all_accepted_rows_each_in_its_bucket() {
        let rows: Vec<Row> = (0..30_000).map(|number| row(number, "Ann Oak")).collect();
        for buckets in [1, 4, 16, 64] {
            let (chunks, counts) = cut(&rows, buckets);
            let mut seen = BTreeMap::new();
            let mut found = Vec::new();
            for chunk in &chunks {
                let next = seen.entry(chunk.place.bucket).or_insert(0_u16);
                assert_eq!(chunk.place.number, *next, "numbered without gap");
                *next += 1;
                let decoded = decode_rows(&chunk.bytes).expect("our own chunk");
                assert!(!decoded.is_empty() && decoded.len() <= ROWS_PER_CHUNK);
                for row in &decoded {
                    let partition = row.customer_key("shop").id().partition();
                    assert_eq!(chunk.place.bucket, partition / (64 / buckets));
                }
                found.extend(decoded);
            }
            let expected: Vec<u16> = (0..buckets).map(|bucket| seen.get(&bucket).copied().unwrap_or(0)).collect();
            assert_eq!(counts, expected);
            found.sort_by_key(Row::milli_minor);
            assert_eq!(found, rows);
        }
    }

    #[test]
    fn long_texts_make_a_chunk_full_early() {
        let rows: Vec<Row> = (0..40).map(|number| row(number, &"x".repeat(500_000))).collect();
        let (chunks, _) = cut(&rows, 1);
        assert!(chunks.iter().all(|chunk| chunk.bytes.len() < 5 << 20));
        assert_eq!(chunks.iter().map(|chunk| decode_rows(&chunk.bytes).expect("ours").len()).sum::<usize>(), 40);
    }

    #[test]
    fn what_waits_stays_as_small_however_many_buckets_there_are() {
        let text = "x".repeat(1_000);
        let mut cutting = Buckets::new("shop".into(), 64);
        let (mut chunks, mut most) = (Vec::new(), 0);
        for number in 0..60_000 {
            cutting.add(RowOutcome::Row(row(number, &text)), &mut chunks);
            let waiting: usize = cutting.buckets.iter().map(|bucket| bucket.rows.size()).sum();
            assert_eq!(waiting, cutting.waiting);
            most = most.max(waiting);
        }
        assert!((WAITING_BYTES - 2_000..WAITING_BYTES).contains(&most), "{most}");
        let handed_out = chunks.len();
        cutting.finish(&mut chunks);
        let rows: usize = chunks.iter().map(|chunk| decode_rows(&chunk.bytes).expect("ours").len()).sum();
        assert_eq!(rows, 60_000);
        // The fullest go, so that chunks are larger than the mean of what waits.
        let mean = chunks[..handed_out].iter().map(|chunk| chunk.bytes.len()).sum::<usize>() / handed_out;
        assert!(mean > WAITING_BYTES / 64, "{mean}");
    }

    #[test]
    fn every_partition_has_one_bucket_and_every_bucket_as_many() {
        for buckets in [1, 4, 16, 64] {
            let mut sizes = vec![0; buckets];
            (0..64).for_each(|partition| sizes[usize::from(bucket_of(partition, buckets))] += 1);
            assert!(sizes.iter().all(|size| *size == 64 / buckets));
        }
    }
}
