//! One table: the few calls the stores need, paging and conditions included.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{Delete, Put, ReturnConsumedCapacity, ReturnValue, TransactWriteItem};

use super::{Expression, Meter, StoreError};

/// One attribute's value.
pub type Value = aws_sdk_dynamodb::types::AttributeValue;

/// One item.
pub type Item = HashMap<String, Value>;

/// An item's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Partition key.
    pub pk: String,
    /// Sort key.
    pub sk: String,
}

impl Key {
    /// A key.
    #[must_use]
    pub fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }

    /// The key as an item's attributes.
    #[must_use]
    pub fn attributes(self) -> Item {
        HashMap::from([("pk".to_owned(), Value::S(self.pk)), ("sk".to_owned(), Value::S(self.sk))])
    }
}

/// One change of several that happen together or not at all.
#[derive(Clone, Debug)]
pub enum Change {
    /// Puts an item, under a condition if there is one.
    Put(Item, Option<Expression>),
    /// Removes an item, under a condition if there is one.
    Delete(Key, Option<Expression>),
}

/// A table of the system. Its items are keyed by `pk` and `sk`.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) client: Client,
    pub(super) name: String,
    pub(super) meter: Arc<Meter>,
}

impl Table {
    /// A table by its name.
    #[must_use]
    pub fn new(client: Client, name: impl Into<String>) -> Self {
        Self { client, name: name.into(), meter: Arc::default() }
    }

    /// What the calls through this table have cost.
    #[must_use]
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Reads one item, strongly consistent.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn get(&self, key: Key) -> Result<Option<Item>, StoreError> {
        let output = self
            .client
            .get_item()
            .table_name(&self.name)
            .set_key(Some(key.attributes()))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(|error| StoreError::service("GetItem", error))?;
        self.meter.read(output.consumed_capacity.and_then(|consumed| consumed.capacity_units));
        Ok(output.item)
    }

    /// Puts one item whatever was there.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn put(&self, item: Item) -> Result<(), StoreError> {
        let output = self
            .client
            .put_item()
            .table_name(&self.name)
            .set_item(Some(item))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(|error| StoreError::service("PutItem", error))?;
        self.meter.write(output.consumed_capacity.and_then(|consumed| consumed.capacity_units));
        Ok(())
    }

    /// Puts one item if the condition holds; `false` if it does not.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn put_if(&self, item: Item, condition: Expression) -> Result<bool, StoreError> {
        let none = Expression::default();
        let result = self
            .client
            .put_item()
            .table_name(&self.name)
            .set_item(Some(item))
            .set_expression_attribute_names(condition.names_with(&none))
            .set_expression_attribute_values(condition.values_with(&none))
            .condition_expression(condition.text)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        match result {
            Ok(output) => {
                self.meter.write(output.consumed_capacity.and_then(|consumed| consumed.capacity_units));
                Ok(true)
            }
            Err(error) if is_refused(&error, |e| e.is_conditional_check_failed_exception()) => Ok(false),
            Err(error) => Err(StoreError::service("PutItem", error)),
        }
    }

    /// Updates one item if the condition holds and gives it back as it is now; `None` if the condition fails.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn update_if(
        &self,
        key: Key,
        update: Expression,
        condition: Option<Expression>,
    ) -> Result<Option<Item>, StoreError> {
        let merged = condition.unwrap_or_default();
        let result = self
            .client
            .update_item()
            .table_name(&self.name)
            .set_key(Some(key.attributes()))
            .set_expression_attribute_names(update.names_with(&merged))
            .set_expression_attribute_values(update.values_with(&merged))
            .update_expression(update.text)
            .set_condition_expression((!merged.text.is_empty()).then_some(merged.text))
            .return_values(ReturnValue::AllNew)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        match result {
            Ok(output) => {
                self.meter.write(output.consumed_capacity.and_then(|consumed| consumed.capacity_units));
                Ok(Some(output.attributes.unwrap_or_default()))
            }
            Err(error) if is_refused(&error, |e| e.is_conditional_check_failed_exception()) => Ok(None),
            Err(error) => Err(StoreError::service("UpdateItem", error)),
        }
    }

    /// Removes one item if the condition holds; `false` if it does not.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn delete_if(&self, key: Key, condition: Expression) -> Result<bool, StoreError> {
        let none = Expression::default();
        let result = self
            .client
            .delete_item()
            .table_name(&self.name)
            .set_key(Some(key.attributes()))
            .set_expression_attribute_names(condition.names_with(&none))
            .set_expression_attribute_values(condition.values_with(&none))
            .condition_expression(condition.text)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        match result {
            Ok(output) => {
                self.meter.write(output.consumed_capacity.and_then(|consumed| consumed.capacity_units));
                Ok(true)
            }
            Err(error) if is_refused(&error, |e| e.is_conditional_check_failed_exception()) => Ok(false),
            Err(error) => Err(StoreError::service("DeleteItem", error)),
        }
    }

    /// Makes several changes together; `false` if a condition of one fails.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn change_together(&self, changes: Vec<Change>) -> Result<bool, StoreError> {
        let items = changes.into_iter().map(|change| self.transaction_item(change)).collect();
        let result = self
            .client
            .transact_write_items()
            .set_transact_items(Some(items))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        match result {
            Ok(output) => {
                for consumed in output.consumed_capacity.unwrap_or_default() {
                    self.meter.write(consumed.capacity_units);
                }
                Ok(true)
            }
            Err(error) if is_refused(&error, lost_to_another_writer) => Ok(false),
            Err(error) => Err(StoreError::service("TransactWriteItems", error)),
        }
    }

    /// Reads the next page of a partition, in ascending order of the sort key.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn page(&self, query: &Query) -> Result<Page, StoreError> {
        let mut key_condition = Expression::new("pk = :pk").text(":pk", &query.pk);
        if let Some(prefix) = &query.sk_prefix {
            key_condition.text.push_str(" AND begins_with(sk, :sk)");
            key_condition = key_condition.text(":sk", prefix);
        }
        let none = Expression::default();
        let output = self
            .client
            .query()
            .table_name(&self.name)
            .set_expression_attribute_values(key_condition.values_with(&none))
            .key_condition_expression(key_condition.text)
            .consistent_read(true)
            .scan_index_forward(!query.newest_first)
            .set_limit(query.limit)
            .set_projection_expression(query.attributes.map(str::to_owned))
            .set_exclusive_start_key(query.after.clone())
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(|error| StoreError::service("Query", error))?;
        self.meter.read(output.consumed_capacity.and_then(|consumed| consumed.capacity_units));
        Ok(Page { items: output.items.unwrap_or_default(), next: output.last_evaluated_key })
    }

    /// Reads everything a query finds, page by page.
    ///
    /// # Errors
    /// When the service fails.
    pub async fn all(&self, mut query: Query) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        loop {
            let page = self.page(&query).await?;
            items.extend(page.items);
            match page.next {
                Some(next) => query.after = Some(next),
                None => return Ok(items),
            }
        }
    }

    fn transaction_item(&self, change: Change) -> TransactWriteItem {
        match change {
            Change::Put(item, condition) => {
                let put = Put::builder().table_name(&self.name).set_item(Some(item));
                let put = match condition {
                    None => put,
                    Some(condition) => put
                        .set_expression_attribute_names(condition.names_with(&Expression::default()))
                        .set_expression_attribute_values(condition.values_with(&Expression::default()))
                        .condition_expression(condition.text),
                };
                TransactWriteItem::builder().put(put.build().expect("table and item are set")).build()
            }
            Change::Delete(key, condition) => {
                let delete = Delete::builder().table_name(&self.name).set_key(Some(key.attributes()));
                let delete = match condition {
                    None => delete,
                    Some(condition) => delete
                        .set_expression_attribute_names(condition.names_with(&Expression::default()))
                        .set_expression_attribute_values(condition.values_with(&Expression::default()))
                        .condition_expression(condition.text),
                };
                TransactWriteItem::builder().delete(delete.build().expect("table and key are set")).build()
            }
        }
    }
}

/// What to read of one partition.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Partition key.
    pub pk: String,
    /// Only sort keys that begin with this.
    pub sk_prefix: Option<String>,
    /// Descending order of the sort key.
    pub newest_first: bool,
    /// Most items of a page.
    pub limit: Option<i32>,
    /// Attributes to read, separated by commas; all if not said.
    pub attributes: Option<&'static str>,
    /// Where the page before ended.
    pub after: Option<Item>,
}

/// One page of a query.
#[derive(Debug)]
pub struct Page {
    /// The items.
    pub items: Vec<Item>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Item>,
}

fn is_refused<E, R>(error: &SdkError<E, R>, refused: impl Fn(&E) -> bool) -> bool {
    error.as_service_error().is_some_and(refused)
}

/// A failed condition, or a conflict with another transaction on the same items: both mean reading again.
fn lost_to_another_writer(error: &TransactWriteItemsError) -> bool {
    match error {
        TransactWriteItemsError::TransactionCanceledException(cancelled) => cancelled
            .cancellation_reasons()
            .iter()
            .filter_map(|reason| reason.code())
            .filter(|code| *code != "None")
            .all(|code| matches!(code, "ConditionalCheckFailed" | "TransactionConflict")),
        _ => false,
    }
}
