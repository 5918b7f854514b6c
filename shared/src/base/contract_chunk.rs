//! The bytes of the contracts. A chunk holds the contracts of so many customers as a chunk of customers has rows.

use serde::{Deserialize, Serialize};

use super::chunk::rows_of;
use super::contracts::{ContractSpan, Contracts};
use super::envelope::{Part, open, seal, unseal};
use super::{ChunkError, ROWS_PER_CHUNK};
use crate::domain::{Day, EndReason};

#[derive(Serialize, Deserialize)]
struct Customer {
    row: Option<u32>,
    contracts: Vec<Packed>,
}

#[derive(Serialize, Deserialize)]
struct Packed {
    start: i32,
    /// Days it lasted.
    lasted: Option<u32>,
    monthly_minor: i64,
    payment_failed: bool,
}

/// Number of chunks of these contracts.
#[must_use]
pub fn contract_chunks(contracts: &Contracts) -> u32 {
    contracts.rows.len().div_ceil(ROWS_PER_CHUNK) as u32
}

/// Encodes chunk `number`.
#[must_use]
pub fn encode_contracts(contracts: &Contracts, number: u32) -> Vec<u8> {
    let customers = rows_of(number, contracts.rows.len());
    let mut bytes = open(Part::Contracts, number, customers.len());
    let payload: Vec<Customer> = customers
        .map(|customer| {
            let from = contracts.spans.partition_point(|span| (span.customer as usize) < customer);
            let own = contracts.spans[from..].iter().take_while(|span| span.customer as usize == customer);
            Customer { row: contracts.rows[customer], contracts: own.map(packed).collect() }
        })
        .collect();
    bytes.extend(postcard::to_allocvec(&payload).expect("plain data"));
    seal(bytes)
}

fn packed(span: &ContractSpan) -> Packed {
    Packed {
        start: span.start.0,
        lasted: span.end.map(|end| end.0.saturating_sub(span.start.0).max(0).unsigned_abs()),
        monthly_minor: span.monthly_minor,
        payment_failed: span.reason == EndReason::PaymentFailed,
    }
}

/// The contracts of a base of so many customers from all chunks in order of their numbers; none of no chunk.
///
/// # Errors
/// When the bytes are not the next chunk, whole, of this version and of these customers.
pub fn decode_contracts<'a>(
    chunks: impl IntoIterator<Item = &'a [u8]>,
    customers: usize,
) -> Result<Contracts, ChunkError> {
    let mut all = Contracts::default();
    for (number, bytes) in (0..).zip(chunks) {
        if all.rows.len() != number as usize * ROWS_PER_CHUNK {
            return Err(ChunkError::OutOfOrder { number });
        }
        let (count, payload) = unseal(bytes, Part::Contracts, number)?;
        let payload: Vec<Customer> = postcard::from_bytes(payload).map_err(|_| ChunkError::Damaged)?;
        if payload.len() != count {
            return Err(ChunkError::Damaged);
        }
        for customer in payload {
            if customer.row.is_some_and(|row| row as usize >= customers) {
                return Err(ChunkError::Damaged);
            }
            let index = all.rows.len() as u32;
            all.rows.push(customer.row);
            for contract in customer.contracts {
                let end =
                    contract.lasted.map(|days| contract.start.checked_add_unsigned(days).ok_or(ChunkError::Damaged));
                all.spans.push(ContractSpan {
                    customer: index,
                    start: Day(contract.start),
                    end: end.transpose()?.map(Day),
                    monthly_minor: contract.monthly_minor,
                    reason: if contract.payment_failed { EndReason::PaymentFailed } else { EndReason::Cancelled },
                });
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::{contract_chunks, decode_contracts, encode_contracts};
    use crate::base::{ChunkError, ContractSpan, Contracts, ROWS_PER_CHUNK};
    use crate::domain::{Day, EndReason};

    fn contracts() -> Contracts {
        let customers = ROWS_PER_CHUNK as u32 + 3;
        let span = |customer: u32, start: i32| ContractSpan {
            customer,
            start: Day(start),
            end: (!customer.is_multiple_of(3)).then_some(Day(start + customer as i32 % 400)),
            monthly_minor: i64::from(customer) - 5,
            reason: if customer.is_multiple_of(2) { EndReason::Cancelled } else { EndReason::PaymentFailed },
        };
        Contracts {
            rows: (0..customers).map(|customer| (!customer.is_multiple_of(5)).then_some(customer)).collect(),
            spans: (0..customers).flat_map(|customer| [span(customer, -3), span(customer, 20_000)]).collect(),
        }
    }

    fn through_chunks(contracts: &Contracts, customers: usize) -> Result<Contracts, ChunkError> {
        let chunks: Vec<Vec<u8>> =
            (0..contract_chunks(contracts)).map(|number| encode_contracts(contracts, number)).collect();
        decode_contracts(chunks.iter().map(Vec::as_slice), customers)
    }

    #[test]
    fn contracts_come_through_their_chunks() {
        let contracts = contracts();
        assert_eq!(contract_chunks(&contracts), 2);
        assert_eq!(through_chunks(&contracts, ROWS_PER_CHUNK + 3), Ok(contracts));
        assert_eq!(contract_chunks(&Contracts::default()), 0);
        assert_eq!(through_chunks(&Contracts::default(), 9), Ok(Contracts::default()));
    }

    #[test]
    fn what_is_out_of_order_or_of_another_base_is_refused() {
        let contracts = contracts();
        assert_eq!(through_chunks(&contracts, 100), Err(ChunkError::Damaged), "rows the base does not have");
        let [first, second] = [0, 1].map(|number| encode_contracts(&contracts, number));
        let of = |chunks: &[&[u8]]| decode_contracts(chunks.iter().copied(), ROWS_PER_CHUNK + 3);
        assert_eq!(of(&[&second]), Err(ChunkError::OutOfOrder { number: 0 }));
        assert_eq!(of(&[&first, &first]), Err(ChunkError::OutOfOrder { number: 1 }));
        assert!(of(&[&first[..first.len() - 1]]).is_err());
    }
}
