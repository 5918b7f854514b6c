//! The list of customers as a file.

use protocol::ExportQuestion;
use shared::api::{IdentityRow, decode_identities};

use crate::{Reply, Session, text};

/// Answers with the file, from identity chunks in the order of rows, unzipped.
pub fn answer(session: &mut Session, question: &str, chunks: &[Vec<u8>]) -> Reply {
    let identities: Result<Vec<Vec<IdentityRow>>, _> = chunks.iter().map(|bytes| decode_identities(bytes)).collect();
    let mut file = Vec::new();
    let reply = session.answer(question, |base, asked: ExportQuestion| {
        base.check_filter(&asked.query.filter)?;
        let identities = identities.map_err(|_| text::DAMAGED_NAMES)?;
        let (rows, bytes) = base.export_csv(&asked.query, &identities.concat())?;
        file = bytes;
        Ok(rows)
    });
    if file.is_empty() { reply } else { reply.with(file) }
}

#[cfg(test)]
mod tests {
    use protocol::{Column, ExportQuestion, Filter, ListQuery, Question, Sort, State};

    use crate::answers::test_ask::loaded;
    use crate::base::test_base;

    #[test]
    fn an_export_needs_the_names_of_every_row() {
        let base = test_base::random(53, 90);
        let mut session = loaded(&base);
        let identities = base.customers.id.iter().map(|id| shared::api::IdentityRow {
            id: *id,
            number: id.to_string(),
            name: None,
            email: None,
        });
        let identities: Vec<_> = identities.collect();
        let chunks: Vec<Vec<u8>> = identities.chunks(40).map(shared::api::encode_identities).collect();
        let sort = Sort { column: Column::NetValue, descending: true };
        let query = ListQuery { sort, filter: Filter::default(), offset: 0, limit: 90 };
        let question = ExportQuestion { query }.write();
        let mut export = |chunks: &[Vec<u8>]| super::answer(&mut session, &question, chunks);
        let reply = export(&chunks);
        assert_eq!(ExportQuestion::read_answer(&reply.text), Ok(90));
        assert!(reply.buffer.expect("the file").starts_with("\u{feff}Number,".as_bytes()));
        assert_eq!(export(&chunks[1..]).state, State::Failed);
        assert_eq!(export(&[vec![1, 2, 3]]).state, State::Failed);
    }
}
