//! The search index of a generation: sorted terms in blocks, and a root with each block's first term.
//!
//! Terms of a customer, lower-cased: the e-mail address, the number, and the name from each of its words on
//! (`robin maple`, `maple`), so that the beginning of any word finds it and the whole name narrows it down.

use serde::{Deserialize, Serialize};
use shared::api::IdentityRow;

/// Terms in one block: about 20 KB packed.
pub const TERMS_PER_BLOCK: usize = 2_000;

/// Characters of a term; longer ones are cut.
const TERM_CHARACTERS: usize = 120;

/// Words of a name that begin a term.
const WORDS: usize = 8;

/// One way to find a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Term {
    /// Lower-cased text.
    pub text: String,
    /// Row of the base; in the root, number of the block.
    pub row: u32,
}

/// Text as it is compared: lower case, single spaces.
#[must_use]
pub fn normalised(text: &str) -> String {
    let lower = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    lower.chars().take(TERM_CHARACTERS).collect()
}

/// Terms whose texts stand in one text: a million customers have several million terms. A name's words share its text.
#[derive(Debug, Default)]
pub struct Terms {
    texts: String,
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    from: u32,
    row: u32,
    bytes: u16,
}

impl Terms {
    /// The terms of rows in their order.
    #[must_use]
    pub fn of(rows: impl Iterator<Item = IdentityRow>) -> Self {
        let mut terms = Self::default();
        (0..).zip(rows).for_each(|(row, identity)| terms.push(row, &identity));
        terms
    }

    /// Makes the index: hands out its blocks, encoded but not packed, one after the other, and gives the root, which has
    /// the first term of each.
    #[must_use]
    pub fn write(self, mut block: impl FnMut(u32, &[u8])) -> Vec<u8> {
        let Self { texts, mut places } = self;
        let key = |place: &Place| {
            let from = place.from as usize;
            (&texts[from..from + usize::from(place.bytes)], place.row)
        };
        places.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        places.dedup_by(|a, b| key(a) == key(b));
        let term = |place: &Place| Term { text: key(place).0.to_owned(), row: place.row };
        let mut root = Vec::new();
        for (number, terms) in (0..).zip(places.chunks(TERMS_PER_BLOCK)) {
            root.push(Term { row: number, ..term(&terms[0]) });
            block(number, &encode(&terms.iter().map(term).collect::<Vec<_>>()));
        }
        encode(&root)
    }

    fn push(&mut self, row: u32, identity: &IdentityRow) {
        self.add(row, &identity.number, 1);
        if let Some(email) = &identity.email {
            self.add(row, email, 1);
        }
        if let Some(name) = &identity.name {
            self.add(row, name, WORDS);
        }
    }

    /// Adds a text from its beginning, and from each of its next words on up to so many.
    fn add(&mut self, row: u32, text: &str, words: usize) {
        let text = normalised(text);
        let begin = self.texts.len();
        self.texts.push_str(&text);
        let words_after = text.match_indices(' ').map(|(space, _)| space + 1);
        for from in std::iter::once(0).chain(words_after).take(words) {
            let bytes = u16::try_from(text.len() - from).expect("a term is cut");
            if bytes > 0 {
                let from = u32::try_from(begin + from).expect("terms of 80 million customers fit 4 GB");
                self.places.push(Place { from, row, bytes });
            }
        }
    }
}

/// Reads a block or the root.
///
/// # Errors
/// When the bytes are not one.
pub fn decode(bytes: &[u8]) -> Result<Vec<Term>, postcard::Error> {
    postcard::from_bytes(bytes)
}

fn encode(terms: &[Term]) -> Vec<u8> {
    postcard::to_allocvec(terms).expect("plain data always encodes")
}

#[cfg(test)]
mod tests {
    use shared::api::IdentityRow;
    use shared::domain::CustomerId;

    use super::{Terms, decode, normalised};

    #[test]
    fn a_customer_is_found_by_every_word_of_the_name_and_by_number_and_address() {
        let row = IdentityRow {
            id: CustomerId(1),
            number: "A-17".into(),
            name: Some(" Anna  Maria Ölz ".into()),
            email: Some("Anna@Example.com".into()),
        };
        let mut blocks = Vec::new();
        let root = Terms::of([row].into_iter()).write(|number, block| blocks.push((number, block.to_vec())));
        let [(0, block)] = blocks.as_slice() else { panic!("one block, not {}", blocks.len()) };
        let terms: Vec<_> = decode(block).expect("a block").into_iter().map(|term| term.text).collect();
        assert_eq!(terms, ["a-17", "anna maria ölz", "anna@example.com", "maria ölz", "ölz"]);
        assert_eq!(decode(&root).expect("a root").len(), 1);
    }

    #[test]
    fn an_empty_base_has_an_empty_index() {
        let root = Terms::of(std::iter::empty()).write(|number, _| panic!("block {number} of nothing"));
        assert!(decode(&root).expect("a root").is_empty());
        assert_eq!(normalised("  "), "");
    }
}
