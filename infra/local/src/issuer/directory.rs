//! Who belongs to which workspace: the items the functions read.

use anyhow::Context as _;
use dynoxide::Database;
use dynoxide::errors::DynoxideError;
use serde_json::{Map, Value, json};
use shared::domain::Settings;

use super::Person;
use super::people::role_name;

/// The workspace of the sample shop.
pub const DEFAULT_TENANT: &str = "maple-finch";
/// The name of the sample shop.
const DEFAULT_SHOP: &str = "Maple & Finch";

/// Memberships and workspaces in the table of workspaces.
#[derive(Clone)]
pub struct Directory {
    database: Database,
    table: String,
}

impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Directory").field("table", &self.table).finish_non_exhaustive()
    }
}

impl Directory {
    /// The directory in the table of workspaces.
    #[must_use]
    pub fn new(database: Database, table: String) -> Self {
        Self { database, table }
    }

    /// Makes the sample shop's workspace with everybody in it, where missing.
    ///
    /// # Errors
    /// When the table cannot be written.
    pub fn open_sample_shop(&self) -> anyhow::Result<()> {
        self.add_workspace(DEFAULT_TENANT)?;
        Person::all().iter().try_for_each(|person| self.add_member(DEFAULT_TENANT, person))
    }

    /// Makes a workspace with the initial settings, where missing.
    ///
    /// # Errors
    /// When the table cannot be written.
    pub fn add_workspace(&self, tenant: &str) -> anyhow::Result<()> {
        let shop_name = if tenant == DEFAULT_TENANT { DEFAULT_SHOP } else { tenant };
        let settings = serde_json::to_value(Settings::initial(shop_name)).context("settings are plain data")?;
        let Value::Object(settings) = settings else { anyhow::bail!("settings are a mapping") };
        self.add(&format!("tenant#{tenant}"), "settings", settings)?;
        self.add("tenants", &format!("tenant#{tenant}"), Map::new())
    }

    /// Makes somebody a member of a workspace, where they are not a member of one already.
    ///
    /// # Errors
    /// When the table cannot be written.
    pub fn add_member(&self, tenant: &str, person: &Person) -> anyhow::Result<()> {
        let mut item = Map::new();
        item.insert("tenant".into(), json!(tenant));
        item.insert("role".into(), json!(role_name(person.role)));
        item.insert("name".into(), json!(person.name));
        self.add(&format!("person#{}", person.subject), "membership", item)
    }

    fn add(&self, pk: &str, sk: &str, fields: Map<String, Value>) -> anyhow::Result<()> {
        let mut item: Map<String, Value> = fields.into_iter().map(|(name, value)| (name, attribute(&value))).collect();
        item.insert("pk".into(), json!({"S": pk}));
        item.insert("sk".into(), json!({"S": sk}));
        let request = json!({
            "TableName": self.table,
            "Item": item,
            "ConditionExpression": "attribute_not_exists(pk)",
        });
        match self.database.put_item(serde_json::from_value(request).context("the request is well formed")?) {
            Ok(_) => Ok(()),
            Err(DynoxideError::ConditionalCheckFailedException(..)) => Ok(()),
            Err(error) => Err(anyhow::anyhow!("{error}")).context("the table of workspaces cannot be written"),
        }
    }
}

/// A plain value as DynamoDB has it.
fn attribute(value: &Value) -> Value {
    match value {
        Value::String(text) => json!({"S": text}),
        Value::Number(number) => json!({"N": number.to_string()}),
        Value::Bool(truth) => json!({"BOOL": truth}),
        Value::Null => json!({"NULL": true}),
        other => json!({"S": other.to_string()}),
    }
}
