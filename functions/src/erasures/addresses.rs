//! Addresses of erased customers as hashes, in the table of workspaces: `tenant#<id>#erased` / hash.

use std::collections::BTreeMap;

use shared::domain::{CustomerHistory, CustomerId, Earlier, TenantId};
use shared::ingest::Row;

use crate::aws::{Key, Query, StoreError, Table, Value};
use crate::suppressions::hash;

/// Hashes of a workspace, each with the customer whose erasure brought it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasedAddresses(BTreeMap<String, CustomerId>);

impl ErasedAddresses {
    /// All of a workspace.
    ///
    /// # Errors
    /// When the table fails or holds something else.
    pub async fn read(table: &Table, tenant: &TenantId) -> Result<Self, StoreError> {
        let items = table.all(Query { pk: partition(tenant), ..Query::default() }).await?;
        let text = |item: &crate::aws::Item, name: &str| Some(item.get(name)?.as_s().ok()?.clone());
        let read = |item| Some((text(&item, "sk")?, text(&item, "erased_with")?.parse().ok()?));
        let all: Option<BTreeMap<_, _>> = items.into_iter().map(read).collect();
        all.map(Self).ok_or_else(|| StoreError::unreadable("erased address", "it has no hash or no erasure"))
    }

    /// Whether a row names one of them.
    #[must_use]
    pub fn names(&self, tenant: &TenantId, rows: &[Row]) -> bool {
        !self.0.is_empty()
            && rows.iter().flat_map(Row::addresses).any(|address| self.0.contains_key(&hash(tenant, address)))
    }

    /// The erasure a customer belongs to by an address.
    pub(super) fn erasure_of(&self, tenant: &TenantId, customer: &CustomerHistory) -> Option<CustomerId> {
        if self.0.is_empty() {
            return None;
        }
        addresses(customer).find_map(|address| self.0.get(&hash(tenant, address)).copied())
    }

    /// A customer without what mentions an erased address beside their own: values that were kept for undo, and words of
    /// conversations. `None` where nothing does.
    pub(super) fn without_mentions(&self, tenant: &TenantId, customer: &CustomerHistory) -> Option<CustomerHistory> {
        if self.0.is_empty() {
            return None;
        }
        let is_erased = |address: &str| address.contains('@') && self.0.contains_key(&hash(tenant, address));
        let mut after = customer.clone();
        let earlier = &mut after.provenance.replaced;
        earlier.retain(|one| !matches!(&one.earlier, Earlier::Field(_, text) if is_erased(text)));
        let kept_for_undo = earlier.iter_mut().filter_map(|one| match &mut one.earlier {
            Earlier::Event(event) => Some(event),
            _ => None,
        });
        for event in after.events.iter_mut().chain(kept_for_undo) {
            if let Some(text) = &mut event.text {
                *text = without(text, &is_erased);
            }
        }
        (after != *customer).then_some(after)
    }
}

/// A text with three points in the place of each word that is such an address.
fn without(text: &str, is_erased: &dyn Fn(&str) -> bool) -> String {
    let is_of_address = |character: char| character.is_alphanumeric() || "@.!#$%&'*+/=?^_`{|}~-".contains(character);
    let mut rest = text;
    let mut kept = String::new();
    while let Some(start) = rest.find(is_of_address) {
        let word = &rest[start..];
        let word = &word[..word.find(|character| !is_of_address(character)).unwrap_or(word.len())];
        let bare = word.trim_end_matches(['.', '!', '?', '\'']);
        kept.push_str(&rest[..start]);
        kept.push_str(if is_erased(bare) { "…" } else { bare });
        kept.push_str(&word[bare.len()..]);
        rest = &rest[start + word.len()..];
    }
    kept.push_str(rest);
    kept
}

/// Addresses by which a customer is known.
pub(super) fn addresses(customer: &CustomerHistory) -> impl Iterator<Item = &str> {
    let number = Some(customer.key.number.as_str()).filter(|number| number.contains('@'));
    customer.identity.email.as_deref().filter(|email| !email.trim().is_empty()).into_iter().chain(number)
}

/// Keeps the hash of an address for good.
pub(super) async fn keep(
    table: &Table,
    tenant: &TenantId,
    address: &str,
    erasure: CustomerId,
) -> Result<(), StoreError> {
    let mut item = Key::new(partition(tenant), hash(tenant, address)).attributes();
    item.insert("erased_with".to_owned(), Value::S(erasure.to_string()));
    table.put(item).await
}

fn partition(tenant: &TenantId) -> String {
    format!("tenant#{tenant}#erased")
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn an_address_goes_from_a_text_whatever_stands_around_it() {
        let is_erased = |word: &str| word == "ann@example.com";
        for (text, left) in [
            ("ann@example.com", "…"),
            ("Called for <ann@example.com>.", "Called for <…>."),
            ("Is it ann@example.com? Not bo@example.com.", "Is it …? Not bo@example.com."),
            ("Grüße, 3,50 €", "Grüße, 3,50 €"),
            ("", ""),
        ] {
            assert_eq!(without(text, &is_erased), left);
        }
    }
}
