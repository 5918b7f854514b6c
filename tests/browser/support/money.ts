import { parse } from 'csv-parse/sync';

/** Sums of an order file, computed here in exact integers and not by the system under test. */
export interface FileTotals {
  lines: number;
  withCustomer: bigint;
  withoutCustomer: bigint;
}

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
