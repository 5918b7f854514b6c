//! The job that loads or removes the sample shop.

use shared::domain::{CustomerHistory, Day, Origin, TenantId};
use shared::sample::{SampleShop, sample_shop};

use super::store;
use crate::aws::{Services, StoreError};
use crate::customers::store as customers;
use crate::jobs::JobError;
use crate::{scoring, settings};

/// Seed of the sample shop: everybody sees the same one.
const SEED: u64 = 7;
/// Days the sample shop has existed: two years, so that the second shows what the first foretold.
const DAYS: u32 = 730;
/// Customers written between two looks at whether the shop is still wanted.
const CUSTOMERS_AT_ONCE: usize = 500;

/// What a person sees when it failed in all deliveries.
const FAILED: &str = "The sample shop could not be loaded or removed completely. Your own orders are safe. Try again.";

/// Makes the workspace have the sample shop or not, as it was last asked for, and asks for scores.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn bring_about(services: &Services, tenant: &TenantId, last_delivery: bool) -> Result<(), JobError> {
    let outcome = settle(services, tenant).await;
    if let Err(error) = outcome {
        if last_delivery {
            scoring::give_up(services, tenant, FAILED).await?;
        }
        return Err(error.into());
    }
    Ok(())
}

/// Ends only when what was done last is what is wanted: the wish may have changed meanwhile.
async fn settle(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    loop {
        let wanted = store::wanted(&services.workspaces, tenant).await?;
        if wanted {
            load(services, tenant).await?;
        } else {
            customers::remove(&services.customers, tenant, Origin::Sample).await?;
        }
        if store::wanted(&services.workspaces, tenant).await? == wanted {
            return scoring::request(services, tenant).await;
        }
    }
}

/// Writes the customers, or stops when they are not wanted any more.
async fn load(services: &Services, tenant: &TenantId) -> Result<(), StoreError> {
    let last_day = yesterday(services, tenant).await?;
    let shop = SampleShop { seed: SEED, customers: services.sample_customers, last_day, days: DAYS };
    let histories: Vec<CustomerHistory> = sample_shop(shop).1.map(|(history, _)| history).collect();
    for histories in histories.chunks(CUSTOMERS_AT_ONCE) {
        if !store::wanted(&services.workspaces, tenant).await? {
            return Ok(());
        }
        customers::put_all(&services.customers, tenant, histories).await?;
    }
    Ok(())
}

/// The last whole day in the workspace's time zone.
async fn yesterday(services: &Services, tenant: &TenantId) -> Result<Day, StoreError> {
    let settings = settings::store::read(&services.workspaces, tenant).await?;
    let now = services.now();
    let today = match settings::time_zone(&settings.time_zone) {
        Some(zone) => settings::day_of_instant(&zone, now.as_second()),
        None => settings::day_of_instant(&jiff::tz::TimeZone::UTC, now.as_second()),
    };
    Ok(Day(today.0 - 1))
}
