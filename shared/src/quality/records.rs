//! What only whole records show: who has no address, and which orders may be one.
//!
//! Orders of one person are compared one by one. Of two records with the same e-mail address that nobody has merged, as when a shop
//! delivers by itself and its exports are imported as well, the order days of the base are compared.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::api::{ConcernedPerson, DoubledOrder, IdentityRow, MOST_CONCERNED, QualityAnswer};
use crate::base::Base;
use crate::domain::{CustomerHistory, CustomerId, ERASED_SOURCE, Order};

/// An address that more records have is nobody's, as for erasing.
const MOST_RECORDS: usize = 20;

/// Looks at one person after the other.
#[derive(Debug, Default)]
pub struct RecordChecks {
    found: QualityAnswer,
    /// Hash of the address, and who has it.
    addresses: Vec<(u64, CustomerId)>,
}

impl RecordChecks {
    /// Adds a person, all records that were merged into theirs included. What is left of somebody who was erased is nobody.
    pub fn add(&mut self, person: &CustomerHistory) {
        if person.key.data_source == ERASED_SOURCE {
            return;
        }
        self.found.customers += 1;
        match address(person) {
            Some(address) => self.addresses.push((hash(address), person.key.id())),
            None => {
                self.found.without_address += 1;
                if self.found.listed_without_address.len() < MOST_CONCERNED {
                    self.found.listed_without_address.push(concerned(person));
                }
            }
        }
        self.found.orders += person.orders.iter().filter(|order| order.net_minor > 0).count() as u64;
        for (one, other) in doubled(&person.orders) {
            let orders = Some((one.id.clone(), other.id.clone()));
            let (day, net_minor) = (one.day, one.net_minor);
            self.tell(|| DoubledOrder { customer: concerned(person), other: None, day, net_minor, orders });
        }
    }

    /// Addresses that several records have, and what those records are called. The rows are those of the base.
    #[must_use]
    pub fn shared_addresses(&mut self, rows: impl Iterator<Item = IdentityRow>) -> SharedAddresses {
        let mut addresses = std::mem::take(&mut self.addresses);
        addresses.sort_unstable();
        let groups = addresses.chunk_by(|a, b| a.0 == b.0).filter(|group| (2..=MOST_RECORDS).contains(&group.len()));
        let groups: Vec<Vec<CustomerId>> = groups.map(|group| group.iter().map(|(_, id)| *id).collect()).collect();
        let wanted: BTreeSet<CustomerId> = groups.iter().flatten().copied().collect();
        let people = rows.filter(|row| wanted.contains(&row.id)).map(|row| {
            let IdentityRow { id, number, name, .. } = row;
            (id, ConcernedPerson { id, number, name })
        });
        let people = if groups.is_empty() { BTreeMap::new() } else { people.collect() };
        SharedAddresses { groups, people }
    }

    /// What was found, in the base with this generation's number.
    #[must_use]
    pub fn finish(mut self, shared: &SharedAddresses, base: &Base, generation: u64) -> QualityAnswer {
        for group in &shared.groups {
            for (at, one) in group.iter().enumerate() {
                for other in &group[at + 1..] {
                    self.compare(shared, base, *one, *other);
                }
            }
        }
        QualityAnswer { generation, ..self.found }
    }

    fn compare(&mut self, shared: &SharedAddresses, base: &Base, one: CustomerId, other: CustomerId) {
        let row = |id: CustomerId| base.customers.id.binary_search(&id).ok();
        let (Some(row_of_one), Some(row_of_other)) = (row(one), row(other)) else { return };
        let (days, values) = base.orders.of(row_of_one);
        let (other_days, other_values) = base.orders.of(row_of_other);
        for (day, net_minor) in days.iter().zip(values) {
            let Ok(at) = other_days.binary_search(day) else { continue };
            if other_values[at] == *net_minor {
                self.tell(|| DoubledOrder {
                    customer: shared.person(one),
                    other: Some(shared.person(other)),
                    day: *day,
                    net_minor: *net_minor,
                    orders: None,
                });
            }
        }
    }

    fn tell(&mut self, pair: impl FnOnce() -> DoubledOrder) {
        self.found.doubled += 1;
        if self.found.listed_doubled.len() < MOST_CONCERNED {
            self.found.listed_doubled.push(pair());
        }
    }
}

/// Records that have an address in common.
#[derive(Debug, Default)]
pub struct SharedAddresses {
    groups: Vec<Vec<CustomerId>>,
    people: BTreeMap<CustomerId, ConcernedPerson>,
}

impl SharedAddresses {
    fn person(&self, id: CustomerId) -> ConcernedPerson {
        let unnamed = || ConcernedPerson { id, number: id.to_string(), name: None };
        self.people.get(&id).cloned().unwrap_or_else(unnamed)
    }
}

/// By what a customer can be written to, if by anything: the address, or the number where it is one.
fn address(person: &CustomerHistory) -> Option<&str> {
    let candidates = [person.identity.email.as_deref(), Some(person.key.number.as_str())];
    candidates.into_iter().flatten().map(str::trim).find(|text| text.contains('@'))
}

fn concerned(person: &CustomerHistory) -> ConcernedPerson {
    let name = person.identity.name.clone();
    ConcernedPerson { id: person.key.id(), number: person.key.number.clone(), name }
}

/// Pairs of orders of one day, one positive value and the same products, or of which one does not say what was bought. Of three
/// alike the second and third each make a pair with one before them.
fn doubled(orders: &[Order]) -> Vec<(&Order, &Order)> {
    let mut sorted: Vec<&Order> = orders.iter().filter(|order| order.net_minor > 0).collect();
    sorted.sort_by(|a, b| (a.day, a.net_minor, &a.id).cmp(&(b.day, b.net_minor, &b.id)));
    let is_alike = |a: &Order, b: &Order| a.lines == b.lines || a.lines.is_empty() || b.lines.is_empty();
    let mut pairs = Vec::new();
    for group in sorted.chunk_by(|a, b| (a.day, a.net_minor) == (b.day, b.net_minor)) {
        for (at, other) in group.iter().enumerate() {
            if let Some(one) = group[..at].iter().find(|one| is_alike(one, other)) {
                pairs.push((*one, *other));
            }
        }
    }
    pairs
}

fn hash(address: &str) -> u64 {
    let digest = Sha256::digest(address.to_lowercase());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::RecordChecks;
    use crate::api::{IdentityRow, MOST_CONCERNED, QualityAnswer};
    use crate::base::build;
    use crate::domain::{CustomerHistory, CustomerKey, Day, ImportId, Order, OrderLine, Origin};
    use crate::random::Random;

    fn person(source: &str, number: &str, email: Option<&str>, orders: Vec<Order>) -> CustomerHistory {
        let key = CustomerKey { data_source: source.into(), number: number.into() };
        let mut person = CustomerHistory::new(key, Origin::Own);
        person.identity.email = email.map(str::to_owned);
        person.identity.name = Some(format!("Kim {number}"));
        person.orders = orders;
        person
    }

    fn order(id: &str, day: i32, net_minor: i64, products: &[&str]) -> Order {
        let lines = products.iter().map(|product| OrderLine { product: (*product).into(), units: 1 }).collect();
        let (id, import) = (id.to_owned(), ImportId("i".into()));
        Order { id, day: Day(day), net_minor, units: 1, lines, import, originals: Vec::new() }
    }

    fn check(people: &[CustomerHistory]) -> QualityAnswer {
        let mut checks = RecordChecks::default();
        people.iter().for_each(|person| checks.add(person));
        let rows = people.iter().map(|person| IdentityRow {
            id: person.key.id(),
            number: person.key.number.clone(),
            name: person.identity.name.clone(),
            email: person.identity.email.clone(),
        });
        let shared = checks.shared_addresses(rows);
        checks.finish(&shared, &build(people), 7)
    }

    fn ids(found: &QualityAnswer) -> Vec<(String, String)> {
        found.listed_doubled.iter().filter_map(|pair| pair.orders.clone()).collect()
    }

    #[test]
    fn an_address_is_one_as_number_too() {
        let people = [
            person("shop", "1", Some("ann@example.com"), vec![]),
            person("shop", "bo@example.com", None, vec![]),
            person("shop", "3", Some(" "), vec![]),
            person("shop", "4", Some("no address"), vec![]),
            person("erased", "erased-0", None, vec![]),
        ];
        let found = check(&people);
        assert_eq!((found.generation, found.customers, found.without_address), (7, 4, 2));
        let listed: Vec<_> = found.listed_without_address.iter().map(|one| one.number.as_str()).collect();
        assert_eq!(listed, ["3", "4"]);
    }

    #[test]
    fn orders_of_one_person_are_pairs_only_by_day_value_and_products() {
        let orders = vec![
            order("a", 10, 500, &["mug"]),
            order("b", 10, 500, &["mug"]),
            order("c", 10, 500, &["jug"]),
            order("d", 11, 500, &["mug"]),
            order("e", 10, 501, &["mug"]),
            // One that does not say what was bought may be any.
            order("f", 11, 500, &[]),
            // Nobody pays nothing twice, and a return is no order.
            order("g", 12, 0, &[]),
            order("h", 12, 0, &[]),
            order("i", 12, -5, &[]),
            order("j", 12, -5, &[]),
        ];
        let found = check(&[person("shop", "1", None, orders)]);
        assert_eq!(ids(&found), [("a", "b"), ("d", "f")].map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!((found.doubled, found.orders), (2, 6));
        assert!(found.listed_doubled.iter().all(|pair| pair.other.is_none()));
    }

    #[test]
    fn records_with_one_address_are_compared_by_order_days() {
        let of =
            |source: &str, number: &str, email: &str, orders: Vec<Order>| person(source, number, Some(email), orders);
        let people = [
            of("shop", "17", "Ann@Example.com", vec![order("1", 10, 500, &["mug"]), order("2", 20, 700, &[])]),
            of(
                "web",
                "ann@example.com",
                "ann@example.com",
                vec![order("x", 10, 500, &["Mug"]), order("y", 20, 701, &[])],
            ),
            of("web", "other", "other@example.com", vec![order("z", 10, 500, &[])]),
        ];
        let found = check(&people);
        assert_eq!(found.doubled, 1);
        let pair = &found.listed_doubled[0];
        let mut numbers = [pair.customer.number.as_str(), pair.other.as_ref().expect("another record").number.as_str()];
        numbers.sort_unstable();
        assert_eq!((numbers, pair.day, pair.net_minor, &pair.orders), (["17", "ann@example.com"], Day(10), 500, &None));
    }

    #[test]
    fn an_address_of_many_is_nobodys() {
        let of = |count: usize| {
            let one =
                |n: usize| person("shop", &n.to_string(), Some("guest@example.com"), vec![order("a", 10, 500, &[])]);
            check(&(0..count).map(one).collect::<Vec<_>>()).doubled
        };
        assert_eq!((of(20), of(21)), (190, 0));
    }

    #[test]
    fn lists_end_and_counts_do_not() {
        let people: Vec<_> = (0..MOST_CONCERNED + 5)
            .map(|n| person("shop", &n.to_string(), None, vec![order("a", 1, 5, &[]), order("b", 1, 5, &[])]))
            .collect();
        let found = check(&people);
        assert_eq!((found.without_address, found.doubled), (1_005, 1_005));
        assert_eq!((found.listed_without_address.len(), found.listed_doubled.len()), (1_000, 1_000));
    }

    /// The number of orders less the number of kinds of them, counted by comparing every one with every one.
    #[test]
    fn pairs_are_those_of_brute_force() {
        let mut draw = Random::new(11, 0);
        for _ in 0..200 {
            let count = draw.below(12);
            let orders: Vec<Order> = (0..count)
                .map(|n| {
                    let products: &[&str] = [&["mug"][..], &["jug"], &["mug", "jug"]][draw.below(3) as usize];
                    let (day, value) = (draw.below(3) as i32, i64::from(draw.below(3)));
                    order(&n.to_string(), day, value, products)
                })
                .collect();
            let repeats = (0..orders.len()).filter(|at| {
                let one = &orders[*at];
                let is_same =
                    |other: &Order| (other.day, other.net_minor, &other.lines) == (one.day, one.net_minor, &one.lines);
                one.net_minor > 0 && orders[..*at].iter().any(is_same)
            });
            let expected = repeats.count() as u64;
            assert_eq!(check(&[person("shop", "1", None, orders)]).doubled, expected);
        }
    }
}
