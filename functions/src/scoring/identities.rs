//! What customers are called, packed: a million of them take about 90 MB.

use shared::api::IdentityRow;
use shared::domain::CustomerId;

/// Names, numbers and addresses of customers.
#[derive(Debug, Default)]
pub(super) struct Identities {
    packed: Vec<u8>,
    /// Whose stands where in `packed`.
    places: Vec<(CustomerId, usize)>,
}

impl Identities {
    /// Adds a customer.
    pub(super) fn push(&mut self, row: &IdentityRow) {
        self.places.push((row.id, self.packed.len()));
        self.packed = postcard::to_extend(row, std::mem::take(&mut self.packed)).expect("a plain row always encodes");
    }

    /// Puts them in ascending order of their ids.
    pub(super) fn sort(&mut self) {
        self.places.sort_unstable();
    }

    /// All of them in their order.
    pub(super) fn rows(&self) -> impl Iterator<Item = IdentityRow> {
        self.places.iter().map(|(_, place)| postcard::from_bytes(&self.packed[*place..]).expect("written by `push`"))
    }
}

#[cfg(test)]
mod tests {
    use shared::api::IdentityRow;
    use shared::domain::CustomerId;

    use super::Identities;

    #[test]
    fn rows_come_back_in_the_order_of_their_ids() {
        let row = |id: u64, name: Option<&str>| IdentityRow {
            id: CustomerId(id),
            number: format!("N-{id}"),
            name: name.map(str::to_owned),
            email: (id > 1).then(|| format!("{id}@example.com")),
        };
        let pushed = [row(3, Some("Zoë O’Brien")), row(1, None), row(2, Some(""))];
        let mut identities = Identities::default();
        pushed.iter().for_each(|row| identities.push(row));
        identities.sort();
        let [three, one, two] = pushed;
        assert_eq!(identities.rows().collect::<Vec<_>>(), [one, two, three]);
    }
}
