//! The columns of each file. Together they are the mark by which a file is known as Holdfast's own.

use super::super::{ImportKind, safe_csv};

/// The last column of every file: the data source its customers belong to.
const DATA_SOURCE: &str = "holdfast_data_source";

/// Names of the columns in their order, each as an ordinary import knows it.
pub(super) fn columns(kind: ImportKind) -> &'static [&'static str] {
    match kind {
        ImportKind::Orders => &[
            "customer_number",
            "order_id",
            "order_date",
            "net_amount",
            "currency",
            "quantity",
            "product",
            "original_amount",
            "original_currency",
            DATA_SOURCE,
        ],
        ImportKind::Customers => &["customer_number", "email", "name", "acquisition_source", "updated_at", DATA_SOURCE],
        ImportKind::Refunds => &[
            "customer_number",
            "order_id",
            "refund_id",
            "refund_date",
            "amount",
            "currency",
            "original_amount",
            "original_currency",
            DATA_SOURCE,
        ],
        ImportKind::Costs => &[
            "customer_number",
            "cost_id",
            "cost_kind",
            "date",
            "amount",
            "currency",
            "original_amount",
            "original_currency",
            DATA_SOURCE,
        ],
        ImportKind::Events => &[
            "customer_number",
            "event_id",
            "occurred_at",
            "event_kind",
            "contact_channel",
            "staff",
            "score",
            "text",
            DATA_SOURCE,
        ],
        ImportKind::Consents => &[
            "customer_number",
            "purpose",
            "consent_channel",
            "consent_status",
            "consent_at",
            "stated_in",
            "wording",
            DATA_SOURCE,
        ],
        ImportKind::Contracts => &[
            "customer_number",
            "contract_id",
            "contract_start",
            "contract_end",
            "end_reason",
            "amount",
            "currency",
            "original_amount",
            "original_currency",
            DATA_SOURCE,
        ],
        ImportKind::Merges => {
            &["customer_number", "merged_into_data_source", "merged_into_customer_number", DATA_SOURCE]
        }
        ImportKind::Suppressions => &["email", "date", DATA_SOURCE],
    }
}

/// The first line of such a file, with the byte order mark before it.
#[must_use]
pub fn header(kind: ImportKind) -> String {
    format!("{}{}{}", safe_csv::BYTE_ORDER_MARK, columns(kind).join(","), safe_csv::LINE_END)
}

/// The kind of file these are exactly the columns of.
pub(in crate::ingest) fn kind_of(names: &[String]) -> Option<ImportKind> {
    ImportKind::ALL.into_iter().find(|kind| names == columns(*kind))
}

/// The kind of file that begins with these bytes.
pub(in crate::ingest) fn kind_at(head: &[u8]) -> Option<ImportKind> {
    ImportKind::ALL.into_iter().find(|kind| head.starts_with(header(*kind).as_bytes()))
}

/// Where a line says the data source.
pub(in crate::ingest) fn source_column(kind: ImportKind) -> usize {
    columns(kind).len() - 1
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::super::{ImportKind, Mapping};
    use super::{columns, header, kind_at, kind_of};

    #[test]
    fn every_file_is_known_by_its_columns_and_an_ordinary_import_could_read_it_too() {
        let mut seen = BTreeSet::new();
        for kind in ImportKind::ALL {
            assert!(seen.insert(columns(kind)));
            let names: Vec<String> = columns(kind).iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(kind_of(&names), Some(kind));
            assert_eq!(kind_at(header(kind).as_bytes()), Some(kind));
            assert_eq!(Mapping::suggest(kind, &names).check(), Ok(()), "{kind:?}");
            assert_eq!(kind_of(&names[1..]), None);
        }
    }
}
