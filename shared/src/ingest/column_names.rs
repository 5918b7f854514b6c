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
        "day", "tag",
    ]),
    (Field::Quantity, &[
        "quantity", "qty", "lineitemquantity", "itemquantity", "itemqty", "qtyordered", "quantityordered", "units",
        "unitssold", "itemssold", "menge", "anzahl", "stueck", "stueckzahl", "ncds", "itemcount",
    ]),
    (Field::Amount, &[
        "netamount", "amountnet", "nettobetrag", "netvalue", "nettowert", "netto", "nettotal", "netsales",
        "linetotal", "lineamount", "subtotal", "ordersubtotal", "ordersubtotalamount", "ordervalue", "orderamount",
        "amount", "betrag", "umsatz", "warenwert", "bestellwert", "spend", "revenue", "nrevenue", "sales", "total",
        "ordertotal", "ordertotalamount", "totalamount", "totalprice", "grandtotal", "grandtotalpurchased",
        "grandtotalbase", "gesamtbetrag", "gesamtsumme", "gesamt", "summe", "value",
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
];

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

    #[test]
    fn every_name_is_in_its_plain_spelling_and_has_one_meaning() {
        let mut all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        assert!(all.iter().all(|name| plain(name) == *name));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
