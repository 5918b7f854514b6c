import { parse } from 'csv-parse/sync';

/** A decimal text with a point as thousandths of a cent; undefined where it is no amount. */
export function thousandthsOfACent(text: string): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d{1,5}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole, fraction = ''] = match;
  const value = BigInt(whole + fraction.padEnd(5, '0'));
  return sign ? -value : value;
}

/** Thousandths of a cent as an amount with two decimals, rounded half to even. */
export function cents(value: bigint): string {
  const negative = value < 0n;
  const absolute = negative ? -value : value;
  let rounded = absolute / 1000n;
  const rest = absolute % 1000n;
  if (rest > 500n || (rest === 500n && rounded % 2n === 1n)) rounded += 1n;
  const digits = rounded.toString().padStart(3, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Reads records of a comma-separated file as they are, whatever their length. */
export function records(text: string): string[][] {
  return parse(text, { relaxColumnCount: true, skipEmptyLines: true, bom: true });
}

/** Sums of an order file in thousandths of a cent, and what becomes of its lines. */
export interface Totals {
  accepted: number;
  acceptedSum: bigint;
  withoutCustomer: number;
  withoutCustomerSum: bigint;
  rejected: number;
}

/** Reads an order file naively, by its column names, and not by the system under test. */
export function totals(text: string): Totals {
  const [header, ...rows] = records(text);
  const at = (name: RegExp) => header.findIndex((column) => name.test(column));
  const [number, email, date, order] = [at(/customer ?(number|id)/i), at(/e-?mail/i), at(/date/i), at(/order ?(number|id)/i)];
  const [quantity, price] = [at(/quantity/i), at(/price/i)];
  const sums = { accepted: 0, acceptedSum: 0n, withoutCustomer: 0, withoutCustomerSum: 0n, rejected: 0 };
  for (const row of rows) {
    const unit = thousandthsOfACent((row[price] ?? '').replaceAll(/(?<=\d),(?=\d{3})/g, ''));
    const units = /^\s*-?\d+\s*$/.test(row[quantity] ?? '') ? BigInt(row[quantity].trim()) : undefined;
    const isWhole = row.length === header.length && isGiven(row[order]);
    if (!isWhole || unit === undefined || units === undefined || !isDate(row[date])) {
      sums.rejected += 1;
    } else if (isGiven(row[number]) || isGiven(row[email])) {
      sums.accepted += 1;
      sums.acceptedSum += unit * units;
    } else {
      sums.withoutCustomer += 1;
      sums.withoutCustomerSum += unit * units;
    }
  }
  return sums;
}

/** Whether a value is more than a placeholder for none. */
function isGiven(text: string): boolean {
  return !['', 'null', 'nan', 'none', 'n/a'].includes(text.trim().toLowerCase());
}

/** Whether a text is a day from 1970 on, year first. */
function isDate(text: string): boolean {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:[ T].*)?$/.exec(text.trim());
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
