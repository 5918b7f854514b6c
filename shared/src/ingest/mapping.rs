//! Which column means what.

use serde::{Deserialize, Serialize};

use super::ImportKind;
use super::column_names::{CONTRACT_IDS, CONTRACT_STARTS, NAMES, REFUND_DATES, plain};

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The customer's number in the shop. Where missing, the e-mail address identifies the customer.
    CustomerNumber,
    /// E-mail address.
    Email,
    /// Full name.
    Name,
    /// First name, joined with the last.
    FirstName,
    /// Last name.
    LastName,
    /// The order's id. Where no column has it, the lines of a customer on one day are one order.
    OrderId,
    /// When it was placed; of a contract, its first day.
    PlacedAt,
    /// Net amount of the line or order.
    Amount,
    /// Price of one unit; needs [`Field::Quantity`].
    UnitPrice,
    /// Number of units; negative for a return.
    Quantity,
    /// Currency code; rows in another currency than the workspace's are rejected by name.
    Currency,
    /// Where the customer came from.
    AcquisitionSource,
    /// Marketing consent by e-mail: yes, no, or empty for unknown.
    EmailConsent,
    /// Name or number of the product.
    Product,
    /// The id of a refund, cost, event or contract.
    RecordId,
    /// What kind of event or cost.
    EventKind,
    /// By which way: e-mail, phone, …
    Channel,
    /// Who of the shop.
    Staff,
    /// A whole number that belongs to an event, for example a grade.
    Value,
    /// What was said.
    Text,
    /// What a consent is for.
    Purpose,
    /// Whether consent was given or withdrawn.
    Status,
    /// Version of the wording that was agreed to.
    Wording,
    /// When a contract was no longer active.
    EndedAt,
    /// Why a contract ended.
    EndReason,
    /// Whether an order was paid; those that say they were not are left out by name.
    PaymentState,
    /// The data source of the customer who stands for this one.
    SurvivorSource,
    /// The number of the customer who stands for this one.
    SurvivorNumber,
    /// What was given back for the whole order so far; its amount is that before.
    Refunded,
    /// When something was last given back for an order.
    RefundedAt,
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum MappingProblem {
    /// No column says who bought.
    #[error("choose the column with the customer's number or e-mail address")]
    NoCustomer,
    /// No column says when.
    #[error("choose the column with the order's date")]
    NoDate,
    /// No column says how much.
    #[error("choose the column with the amount, or those with unit price and quantity")]
    NoAmount,
    /// No column says which order a refund belongs to.
    #[error("choose the column with the order's number")]
    NoOrder,
    /// No column says what happened.
    #[error("choose the column with the kind of event")]
    NoKind,
    /// No column says which customer another one stands for.
    #[error("choose the columns with data source and number of the customer who stays")]
    NoSurvivor,
    /// No column says whether consent was given or withdrawn.
    #[error("choose the column that says whether consent was given or withdrawn")]
    NoStatus,
    /// A column has a meaning that such a file does not know.
    #[error("a column is marked as {field:?}, which such a file does not have")]
    Unfit {
        /// The meaning.
        field: Field,
    },
    /// Two columns have one meaning.
    #[error("two columns are marked as {field:?}: keep one")]
    Twice {
        /// The meaning.
        field: Field,
    },
}

/// What the lines are, and the meaning of every column, by position; `None` for a column that is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mapping {
    /// What the lines are.
    #[serde(default)]
    pub kind: ImportKind,
    /// One entry a column.
    pub columns: Vec<Option<Field>>,
}

impl Mapping {
    /// Position of the column with this meaning.
    #[must_use]
    pub fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }

    /// Guesses the meaning of columns from their names, for the usual exports (Shopify, WooCommerce, Magento,
    /// Stripe, Online Retail, CDNOW) and plain English and German names.
    #[must_use]
    pub fn suggest(kind: ImportKind, names: &[String]) -> Self {
        let plain_names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let position = |wanted: &str| plain_names.iter().position(|name| name == wanted);
        let mut mapping = Self { kind, columns: vec![None; names.len()] };
        // WooCommerce's exporter repeats the totals of an order on each of its lines, so the lines are added up. Their units are
        // less those given back: the refund that it also names is in them.
        let less_refunds = position("itemcost").zip(position("quantityrefund"));
        // Shopify calls the order's number "Name".
        if let Some(order_name) =
            position("name").filter(|_| kind == ImportKind::Orders && position("lineitemname").is_some())
        {
            mapping.columns[order_name] = Some(Field::OrderId);
        }
        if kind == ImportKind::Orders {
            // Stripe calls a payment's number "id"; only some payments have an invoice.
            if let Some(id) = position("id").filter(|_| position("amountrefunded").is_some()) {
                mapping.columns[id] = Some(Field::OrderId);
            }
            if let Some((cost, units)) = less_refunds {
                mapping.columns[cost] = Some(Field::UnitPrice);
                mapping.columns[units] = Some(Field::Quantity);
            }
        }
        // Shopify's orders know customers by their address alone: by a number, its list of customers would meet none of them.
        let is_by_email = kind == ImportKind::Customers
            && ["acceptsemailmarketing", "totalorders", "email"].into_iter().all(|name| position(name).is_some());
        if kind == ImportKind::Contracts {
            for (field, candidates) in [(Field::PlacedAt, CONTRACT_STARTS), (Field::RecordId, CONTRACT_IDS)] {
                if let Some(found) = candidates.iter().find_map(|candidate| position(candidate)) {
                    mapping.columns[found] = Some(field);
                }
            }
        }
        for (field, candidates) in NAMES.iter().filter(|(field, _)| kind.fields().contains(field)) {
            let mut positions = candidates.iter().filter_map(|candidate| position(candidate));
            if let Some(found) = positions.find(|found| mapping.columns[*found].is_none())
                && mapping.position(*field).is_none()
                && mapping.has_use_for(*field)
                && !(is_by_email && *field == Field::CustomerNumber)
                && !(less_refunds.is_some() && *field == Field::Refunded)
            {
                mapping.columns[found] = Some(*field);
            }
        }
        if kind == ImportKind::Refunds
            && mapping.position(Field::PlacedAt).is_none()
            && let Some(found) = REFUND_DATES.iter().find_map(|candidate| position(candidate))
        {
            mapping.columns[found] = Some(Field::PlacedAt);
        }
        if matches!(kind, ImportKind::Orders | ImportKind::Contracts) {
            mapping.take_a_plain_price(position("price").or_else(|| position("preis")));
        }
        mapping.take_an_id_for_the_customer(position("id"));
        // Stripe calls a subscription's number "id".
        if kind == ImportKind::Contracts
            && mapping.position(Field::RecordId).is_none()
            && let Some(id) = position("id").filter(|id| mapping.columns[*id].is_none())
        {
            mapping.columns[id] = Some(Field::RecordId);
        }
        mapping
    }

    /// A price per unit says nothing beside the amount of the line, nor the other way round.
    fn has_use_for(&self, field: Field) -> bool {
        match field {
            Field::UnitPrice => self.position(Field::Amount).is_none(),
            Field::Amount => self.position(Field::UnitPrice).is_none(),
            // A day of refunds says nothing without their amount.
            Field::RefundedAt => self.position(Field::Refunded).is_some(),
            _ => true,
        }
    }

    /// "Price" is that of one unit where there is a number of units, and the amount where there is none.
    fn take_a_plain_price(&mut self, position: Option<usize>) {
        let has_amount = [Field::Amount, Field::UnitPrice].iter().any(|field| self.position(*field).is_some());
        if let Some(position) = position.filter(|_| !has_amount) {
            let has_units = self.position(Field::Quantity).is_some();
            self.columns[position] = Some(if has_units { Field::UnitPrice } else { Field::Amount });
        }
    }

    /// "Id" is the order's, unless nothing else says who bought.
    fn take_an_id_for_the_customer(&mut self, position: Option<usize>) {
        let has_customer = [Field::CustomerNumber, Field::Email].iter().any(|field| self.position(*field).is_some());
        if let Some(position) = position.filter(|_| !has_customer) {
            self.columns[position] = Some(Field::CustomerNumber);
        }
    }

    /// Checks that rows can be read with it.
    ///
    /// # Errors
    /// Everything that is missing or doubled.
    pub fn check(&self) -> Result<(), Vec<MappingProblem>> {
        let has = |field: &Field| self.position(*field).is_some();
        let has_price_and_units = has(&Field::UnitPrice) && has(&Field::Quantity);
        let mut problems = Vec::new();
        for one_of in self.kind.needed().iter().filter(|one_of| !one_of.iter().any(has)) {
            problems.extend(match one_of[0] {
                Field::PlacedAt => Some(MappingProblem::NoDate),
                Field::Amount => (!has_price_and_units).then_some(MappingProblem::NoAmount),
                Field::OrderId => Some(MappingProblem::NoOrder),
                Field::EventKind => Some(MappingProblem::NoKind),
                Field::Status => Some(MappingProblem::NoStatus),
                Field::SurvivorSource | Field::SurvivorNumber => Some(MappingProblem::NoSurvivor),
                _ => Some(MappingProblem::NoCustomer),
            });
        }
        let unfit = self.columns.iter().flatten().filter(|field| !self.kind.fields().contains(field));
        problems.extend(unfit.map(|field| MappingProblem::Unfit { field: *field }));
        let mut fields: Vec<Field> = self.columns.iter().copied().flatten().collect();
        fields.sort_unstable();
        let doubled = fields.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
        problems.extend(doubled.map(|same| MappingProblem::Twice { field: same[0] }));
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, ImportKind, Mapping, MappingProblem};

    /// Names of the columns with a meaning, in the order of the meanings.
    #[track_caller]
    fn check(header: &str, expected: &[(Field, &str)]) {
        let names: Vec<String> = header.split(',').map(str::to_owned).collect();
        let mapping = Mapping::suggest(ImportKind::Orders, &names);
        let mut found: Vec<(Field, &str)> = Vec::new();
        for (name, field) in names.iter().zip(&mapping.columns) {
            found.extend(field.map(|field| (field, name.as_str())));
        }
        found.sort_unstable();
        assert_eq!(found, expected);
        assert_eq!(mapping.check(), Ok(()));
    }

    #[test]
    fn shopify_orders_are_known() {
        check(
            "Name,Email,Financial Status,Paid at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Created at,\
             Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Source",
            &[
                (Field::Email, "Email"),
                (Field::Name, "Billing Name"),
                (Field::OrderId, "Name"),
                (Field::PlacedAt, "Created at"),
                (Field::Amount, "Subtotal"),
                (Field::Quantity, "Lineitem quantity"),
                (Field::Currency, "Currency"),
                (Field::AcquisitionSource, "Source"),
                (Field::EmailConsent, "Accepts Marketing"),
                (Field::Product, "Lineitem name"),
                (Field::PaymentState, "Financial Status"),
            ],
        );
    }

    #[test]
    fn woocommerce_orders_are_known() {
        check(
            "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),\
             Order Subtotal Amount,Order Total Amount,SKU,Item Name,Customer User ID",
            &[
                (Field::CustomerNumber, "Customer User ID"),
                (Field::Email, "Email (Billing)"),
                (Field::FirstName, "First Name (Billing)"),
                (Field::LastName, "Last Name (Billing)"),
                (Field::OrderId, "Order Number"),
                (Field::PlacedAt, "Order Date"),
                (Field::Amount, "Order Subtotal Amount"),
                (Field::Product, "Item Name"),
                (Field::PaymentState, "Order Status"),
            ],
        );
    }

    #[test]
    fn magento_and_stripe_are_known() {
        check(
            "ID,Purchase Point,Purchase Date,Bill-to Name,Grand Total (Base),Grand Total (Purchased),Customer Email",
            &[
                (Field::Email, "Customer Email"),
                (Field::Name, "Bill-to Name"),
                (Field::OrderId, "ID"),
                (Field::PlacedAt, "Purchase Date"),
                (Field::Amount, "Grand Total (Base)"),
            ],
        );
        check(
            "id,Created (UTC),Amount,Amount Refunded,Currency,Customer ID,Customer Email,Description",
            &[
                (Field::CustomerNumber, "Customer ID"),
                (Field::Email, "Customer Email"),
                (Field::OrderId, "id"),
                (Field::PlacedAt, "Created (UTC)"),
                (Field::Amount, "Amount"),
                (Field::Currency, "Currency"),
                (Field::Product, "Description"),
                (Field::Refunded, "Amount Refunded"),
            ],
        );
    }

    #[test]
    fn published_files_are_known() {
        check(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            &[
                (Field::CustomerNumber, "CustomerID"),
                (Field::OrderId, "InvoiceNo"),
                (Field::PlacedAt, "InvoiceDate"),
                (Field::UnitPrice, "UnitPrice"),
                (Field::Quantity, "Quantity"),
                (Field::Product, "Description"),
            ],
        );
        check(
            "master_id,customer_id,date,n_cds,spend",
            &[
                (Field::CustomerNumber, "customer_id"),
                (Field::PlacedAt, "date"),
                (Field::Amount, "spend"),
                (Field::Quantity, "n_cds"),
            ],
        );
    }

    #[test]
    fn an_id_is_the_customers_where_nothing_else_is() {
        check("Id,Date,Price", &[(Field::CustomerNumber, "Id"), (Field::PlacedAt, "Date"), (Field::Amount, "Price")]);
    }

    #[test]
    fn german_names_and_a_plain_price_are_known() {
        check(
            "Kundennummer,Vorname,Nachname,E-Mail,Bestellnummer,Datum,Menge,Einzelpreis,Währung,Newsletter",
            &[
                (Field::CustomerNumber, "Kundennummer"),
                (Field::Email, "E-Mail"),
                (Field::FirstName, "Vorname"),
                (Field::LastName, "Nachname"),
                (Field::OrderId, "Bestellnummer"),
                (Field::PlacedAt, "Datum"),
                (Field::UnitPrice, "Einzelpreis"),
                (Field::Quantity, "Menge"),
                (Field::Currency, "Währung"),
                (Field::EmailConsent, "Newsletter"),
            ],
        );
        let price_of = |header: [&str; 4]| {
            let mapping = Mapping::suggest(ImportKind::Orders, &header.map(str::to_owned));
            mapping.columns[3]
        };
        assert_eq!(price_of(["Kunde", "Datum", "Menge", "Preis"]), Some(Field::UnitPrice));
        assert_eq!(price_of(["Customer", "Date", "Sizes", "Price"]), Some(Field::Amount));
    }

    #[test]
    fn everything_missing_or_doubled_is_told_at_once() {
        let mapping = Mapping {
            columns: vec![Some(Field::UnitPrice), None, Some(Field::Name), Some(Field::Name)],
            kind: ImportKind::Orders,
        };
        let twice = MappingProblem::Twice { field: Field::Name };
        let expected = vec![MappingProblem::NoCustomer, MappingProblem::NoDate, MappingProblem::NoAmount, twice];
        assert_eq!(mapping.check(), Err(expected));
    }
}
