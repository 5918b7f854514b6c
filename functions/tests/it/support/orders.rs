//! Orders to import.

use serde_json::Value;
use shared::api::{ImportAnswer, Method, StartImport, UploadsAnswer, buckets_for, path};
use shared::domain::{ConsentStatus, CustomerKey, Day};
use shared::ingest::{ImportKind, OrderRow, Placed, Row, encode_rows};

use super::System;

/// A row of one order line of 10.00.
pub(crate) fn a_row(customer: &str, order: &str, day: &str) -> OrderRow {
    let day: Day = day.parse().expect("a date");
    OrderRow {
        customer_number: customer.into(),
        order_id: order.into(),
        placed: Placed::Local(day.0),
        net_milli_minor: 1_000_000,
        product: None,
        units: 1,
        email: Some(format!("{customer}@example.com")),
        name: Some(format!("Kim Nr{customer}")),
        acquisition_source: None,
        email_consent: ConsentStatus::Unknown,
        original: None,
        refunded: None,
    }
}

/// The customer of a row.
pub(crate) fn key_of(row: &OrderRow) -> CustomerKey {
    Row::from(row.clone()).customer_key("shop")
}

/// The request to start an import of so many lines.
pub(crate) fn a_request(lines: u64) -> Value {
    serde_json::to_value(StartImport {
        file_name: "orders.csv".into(),
        file_bytes: 1_000,
        data_source: "shop".into(),
        accepted_lines: lines,
        without_customer_lines: 0,
        rejected_lines: 0,
        accepted_total: "10.00".into(),
        kind: ImportKind::Orders,
        reading: None,
        own_export: false,
    })
    .expect("plain data")
}

/// A chunk as the app uploads it.
pub(crate) fn chunk(rows: &[Row]) -> Vec<u8> {
    functions::base::pack(&encode_rows(rows))
}

impl System {
    /// Imports rows of this kind from start to scores.
    pub(crate) async fn import_kind(&self, kind: ImportKind, rows: &[Row]) -> ImportAnswer {
        let mut request = a_request(rows.len() as u64);
        request["kind"] = serde_json::to_value(kind).expect("plain data");
        let import: ImportAnswer = self.owner(Method::Post, path::IMPORTS, Some(&request)).await.read();
        let chunks = self.upload(&import, rows).await;
        self.commit(&import, &chunks).await;
        self.run_jobs().await;
        self.owner(Method::Get, &path::import(&import.id), None).await.read()
    }

    /// Starts an import as the owner of `maple`, as if the file had so many lines.
    pub(crate) async fn start_import(&self, lines: u64) -> ImportAnswer {
        self.owner(Method::Post, path::IMPORTS, Some(&a_request(lines))).await.read()
    }

    /// Uploads rows to their buckets by pre-signed address and gives the number of chunks of each bucket.
    pub(crate) async fn upload<R: Clone + Into<Row>>(&self, import: &ImportAnswer, rows: &[R]) -> Vec<u16> {
        let mut by_bucket = vec![Vec::new(); usize::from(import.buckets)];
        for row in rows.iter().cloned().map(Into::into) {
            let partition = row.customer_key(&import.request.data_source).id().partition();
            by_bucket[usize::from(partition * import.buckets / 64)].push(row);
        }
        let mut counts = Vec::new();
        for (bucket, rows) in by_bucket.iter().enumerate() {
            if !rows.is_empty() {
                self.upload_chunk(import, bucket as u16, 0, chunk(rows)).await;
            }
            counts.push(u16::from(!rows.is_empty()));
        }
        counts
    }

    /// Uploads one chunk by pre-signed address.
    pub(crate) async fn upload_chunk(&self, import: &ImportAnswer, bucket: u16, number: u16, bytes: Vec<u8>) {
        let places = serde_json::json!({ "chunks": [{ "bucket": bucket, "number": number }] });
        let answer = self.owner(Method::Post, &path::import_chunks(&import.id), Some(&places)).await;
        let upload = answer.read::<UploadsAnswer>().uploads.remove(0);
        let mut request = reqwest::Client::new().put(upload.url).body(bytes);
        for header in upload.headers {
            request = request.header(header.name, header.value);
        }
        let response = request.send().await.expect("an answer");
        assert!(response.status().is_success(), "{}", response.status());
    }

    pub(crate) async fn commit(&self, import: &ImportAnswer, chunks: &[u16]) -> ImportAnswer {
        let body = serde_json::json!({ "chunks": chunks });
        self.owner(Method::Post, &path::import_commit(&import.id), Some(&body)).await.read()
    }

    /// Imports rows from start to scores, with as many buckets as a file of so many lines has.
    pub(crate) async fn import_rows<R: Clone + Into<Row>>(&self, lines: u64, rows: &[R]) -> ImportAnswer {
        let import = self.start_import(lines).await;
        assert_eq!(import.buckets, buckets_for(lines));
        let chunks = self.upload(&import, rows).await;
        self.commit(&import, &chunks).await;
        self.run_jobs().await;
        self.owner(Method::Get, &path::import(&import.id), None).await.read()
    }
}
