//! Names that columns have in the exports of shops, each list with the best first.

use super::Field;

/// Names as [`plain`] gives them. A field earlier in the table has the first choice of columns.
#[rustfmt::skip]
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (Field::CustomerNumber, &[
        "customernumber", "customerno", "customerid", "customercode", "customeruserid", "custid", "custno",
        "kundennummer", "kundennr", "kundenid", "kundeid", "debitorennummer", "debitornr", "clientid",
        "clientnumber", "memberid", "userid", "buyerid", "shopperid", "accountid", "accountnumber", "customer",
        "masterid",
    ]),
    (Field::Email, &[
        "email", "emailaddress", "customeremail", "customeremailaddress", "billingemail", "emailbilling",
        "billingemailaddress", "buyeremail", "contactemail", "emailadresse", "kundenemail", "mailadresse", "mail",
        "receiptemail",
    ]),
    (Field::OrderId, &[
        "orderid", "ordernumber", "orderno", "ordernr", "incrementid", "orderincrementid", "ordername",
        "bestellnummer", "bestellnr", "bestellid", "bestellungsnummer", "auftragsnummer", "auftragsnr", "invoiceno",
        "invoicenumber", "invoiceid", "rechnungsnummer", "rechnungsnr", "belegnummer", "belegnr", "receiptnumber",
        "receiptid", "transactionid", "transactionnumber", "purchaseid", "basketid", "order", "invoice",
        "bestellung", "auftrag", "id",
    ]),
    (Field::PlacedAt, &[
        "createdat", "placedat", "orderedat", "orderdate", "orderdatetime", "purchasedate", "purchasedat",
        "purchasedon", "invoicedate", "transactiondate", "datecreated", "orderplaced", "createdutc",
        "createddateutc", "createddate", "bestelldatum", "auftragsdatum", "rechnungsdatum", "kaufdatum",
        "belegdatum", "bestelltam", "datum", "date", "datetime", "timestamp", "created", "zeitpunkt", "paidat",
        "day", "tag", "consentat", "consentdate", "optinat", "optindate", "registeredat", "registrationdate", "customersince",
        "occurredat",
        "happenedat", "updatedat", "registriertam",
    ]),
    (Field::Quantity, &[
        "quantity", "qty", "lineitemquantity", "itemquantity", "itemqty", "qtyordered", "quantityordered", "units",
        "quantityrefund", "unitssold", "itemssold", "menge", "anzahl", "stueck", "stueckzahl", "ncds", "itemcount",
    ]),
    (Field::Amount, &[
        "netamount", "amountnet", "nettobetrag", "netvalue", "nettowert", "netto", "nettotal", "netsales",
        "linetotal", "lineamount", "subtotal", "ordersubtotal", "ordersubtotalamount", "ordervalue", "orderamount",
        "amount", "betrag", "umsatz", "warenwert", "bestellwert", "spend", "revenue", "nrevenue", "sales", "total",
        "ordertotal", "ordertotalamount", "totalamount", "totalprice", "grandtotal", "grandtotalbase",
        "grandtotalpurchased", "gesamtbetrag", "gesamtsumme", "gesamt", "summe", "value",
    ]),
    (Field::UnitPrice, &["unitprice", "priceperunit", "priceeach", "itemprice", "einzelpreis", "stueckpreis"]),
    (Field::Currency, &["currency", "currencycode", "ordercurrency", "ordercurrencycode", "waehrung"]),
    (Field::Name, &[
        "customername", "customerfullname", "fullname", "billingname", "billtoname", "kundenname", "kunde",
        "buyername", "name", "shippingname", "shiptoname",
    ]),
    (Field::FirstName, &["firstname", "customerfirstname", "billingfirstname", "firstnamebilling", "vorname"]),
    (Field::LastName, &[
        "lastname", "customerlastname", "billinglastname", "lastnamebilling", "surname", "nachname", "familienname",
    ]),
    (Field::AcquisitionSource, &[
        "acquisitionsource", "utmsource", "source", "marketingchannel", "channel", "attribution", "herkunft",
        "quelle", "kanal", "referrer",
    ]),
    (Field::EmailConsent, &[
        "emailconsent", "marketingconsent", "acceptsmarketing", "acceptsemailmarketing", "emailmarketing",
        "emailoptin", "marketingoptin", "optin", "newsletter", "werbeeinwilligung", "einwilligung",
    ]),
    (Field::Product, &[
        "description", "productname", "lineitemname", "itemname", "artikelname", "artikelbezeichnung", "bezeichnung",
        "product", "produkt", "artikel", "stockcode", "sku", "lineitemsku", "artikelnummer",
    ]),
    (Field::RecordId, &[
        "refundid", "refundnumber", "creditmemoid", "creditnoteid", "costid", "eventid", "caseid", "ticketid",
        "messageid", "activityid", "recordid", "erstattungsnummer", "gutschriftnummer", "vorgangsnummer",
    ]),
    (Field::EventKind, &[
        "event", "eventtype", "eventname", "eventkind", "activity", "activitytype", "kind", "type", "costtype",
        "costkind", "category", "ereignis", "vorgang", "kostenart", "art",
    ]),
    (Field::Channel, &["contactchannel", "channel", "kanal", "medium", "via", "kontaktweg", "consentchannel"]),
    (Field::Staff, &["staff", "agent", "employee", "handledby", "assignee", "owner", "mitarbeiter", "bearbeiter"]),
    (Field::Value, &["score", "rating", "grade", "points", "nps", "bewertung", "punkte", "note"]),
    (Field::Text, &["text", "comment", "comments", "body", "subject", "kommentar", "betreff", "beschreibung"]),
    (Field::Purpose, &["purpose", "zweck", "consentpurpose"]),
    (Field::Status, &["status", "consent", "consentstatus", "subscriptionstatus", "state", "optinstatus"]),
    (Field::EndedAt, &[
        "endedat", "endedatutc", "endedon", "enddate", "enddateutc", "endat", "end", "contractend", "contractenddate",
        "subscriptionend", "subscriptionenddate", "cancelledat", "canceledat", "canceledatutc", "cancelledatutc",
        "cancelledon", "canceledon", "canceldate", "cancellationdate", "terminatedat", "expiresat", "expiredat",
        "expirydate", "vertragsende", "aboende", "enddatum", "gekuendigtzum", "kuendigungsdatum", "ende",
    ]),
    (Field::EndReason, &[
        "endreason", "cancellationreason", "cancelreason", "cancelationreason", "cancellationdetailsreason",
        "churnreason", "churntype", "kuendigungsgrund", "reason", "grund", "subscriptionstatus", "contractstatus",
        "status",
    ]),
    (Field::PaymentState, &[
        "financialstatus", "paymentstatus", "orderstatus", "orderstate", "status", "zahlungsstatus", "bestellstatus",
    ]),
    (Field::SurvivorSource, &["mergedintodatasource", "survivordatasource"]),
    (Field::SurvivorNumber, &["mergedintocustomernumber", "survivornumber", "survivorcustomernumber"]),
    (Field::Refunded, &[
        "refundedamount", "amountrefunded", "totalrefunded", "orderrefundamount", "refundamount", "refundtotal",
        "totalrefund", "erstatteterbetrag", "erstattungsbetrag",
    ]),
    (Field::RefundedAt, REFUND_DATES),
    (Field::Wording, &["wording", "wordingversion", "consenttext", "consentversion", "policyversion", "textversion"]),
];

/// Names of the day of a refund. In a file of refunds it is the day of the line, in one of orders not.
pub(super) const REFUND_DATES: &[&str] =
    &["refundedat", "refundedon", "refunddate", "refundeddate", "refundeddateutc", "erstattetam", "erstattungsdatum"];

/// Names that only lists of customers have.
pub(super) const OF_CUSTOMERS: &[&str] = &["customersince", "confirmedemail", "totalorders", "dateregistered"];

/// Names of the first day of a contract; they go before other dates in a file of contracts.
pub(super) const CONTRACT_STARTS: &[&str] = &[
    "startdate",
    "startedat",
    "startedon",
    "startat",
    // Stripe's "Start" is that of the present plan.
    "startdateutc",
    "startutc",
    "start",
    "contractstart",
    "contractstartdate",
    "subscriptionstart",
    "subscriptionstartdate",
    "activatedat",
    "vertragsbeginn",
    "vertragsstart",
    "abobeginn",
    "startdatum",
    "beginn",
];

/// Names of the number of a contract.
pub(super) const CONTRACT_IDS: &[&str] = &[
    "contractid",
    "contractnumber",
    "contractno",
    "subscriptionid",
    "subscriptionnumber",
    "membershipid",
    "membershipnumber",
    "vertragsnummer",
    "vertragsnr",
    "vertragsid",
    "abonummer",
    "aboid",
];

/// Whether the name of a column says that its times are in UTC, as in "Created (UTC)".
///
/// ```
/// use shared::ingest::is_in_utc;
/// assert!(is_in_utc("Created (UTC)") && is_in_utc("created_at_utc") && is_in_utc("CreatedUTC"));
/// assert!(!is_in_utc("Created") && !is_in_utc("Outcome"));
/// ```
#[must_use]
pub fn is_in_utc(name: &str) -> bool {
    let mut words = name.split(|letter: char| !letter.is_alphanumeric());
    name.trim_end().ends_with("UTC") || words.any(|word| word.eq_ignore_ascii_case("utc"))
}

/// The name in lower-case letters and digits, umlauts spelled out.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            'a'..='z' | '0'..='9' => plain.push(letter),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{NAMES, plain};
    use crate::ingest::ImportKind;

    #[test]
    fn every_name_is_in_its_plain_spelling_and_has_one_meaning_in_a_kind_of_file() {
        for kind in ImportKind::ALL {
            let of_kind = NAMES.iter().filter(|(field, _)| kind.fields().contains(field));
            let mut all: Vec<&str> = of_kind.flat_map(|(_, names)| names.iter().copied()).collect();
            assert!(all.iter().all(|name| plain(name) == *name));
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{kind:?}");
        }
    }

    #[test]
    fn every_meaning_of_every_kind_of_file_has_names() {
        for field in ImportKind::ALL.into_iter().flat_map(ImportKind::fields) {
            assert!(NAMES.iter().any(|(named, _)| named == field), "{field:?}");
        }
    }
}
