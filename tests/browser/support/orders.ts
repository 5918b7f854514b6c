import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';

/** A customer with what they bought on each day, the earliest first. */
export interface Buyer {
  id: string;
  number: string;
  source: string;
  /** Days on which they bought for more than they cancelled. */
  days: string[];
}

interface Answer {
  number: string;
  acquisition_source: string | null;
  orders: { day: string; net_minor: number }[];
}

/** Every customer's orders from the interface, counted into days here and not by the system under test. */
export async function buyers(page: Page): Promise<Buyer[]> {
  const request = page.waitForRequest((it) => it.url().endsWith('/api/base'));
  await page.reload();
  const headers = { authorization: (await request).headers()['authorization']! };
  const base = (await (await page.request.get('/api/base', { headers })).json()) as {
    manifest: { generation: number; summary: { customers: number } };
  };
  const { generation, summary } = base.manifest;
  const rows = [...Array(summary.customers).keys()];
  const ids: string[] = [];
  for (let from = 0; from < rows.length; from += 200) {
    const data = { generation, rows: rows.slice(from, from + 200) };
    const answer = await page.request.post('/api/customers/names', { headers, data });
    ids.push(...((await answer.json()) as { names: { id: string }[] }).names.map((name) => name.id));
  }
  const found: Buyer[] = [];
  for (let from = 0; from < ids.length; from += 24) {
    const group = ids.slice(from, from + 24).map(async (id) => {
      const answer = (await (await page.request.get(`/api/customers/${id}`, { headers })).json()) as Answer;
      return { id, number: answer.number, source: answer.acquisition_source ?? '', days: daysOf(answer.orders) };
    });
    found.push(...(await Promise.all(group)));
  }
  return found;
}

function daysOf(orders: Answer['orders']): string[] {
  const net = new Map<string, number>();
  for (const order of orders) net.set(order.day, (net.get(order.day) ?? 0) + order.net_minor);
  return [...net].filter(([, value]) => value > 0).map(([day]) => day).sort();
}

/** The day so many days later. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one day to another. */
export function between(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The customers as the list exports them, by the names of its columns. */
export async function exported(page: Page): Promise<Record<string, string>[]> {
  await page.goto('/customers');
  await page.getByRole('row').nth(1).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /export/i }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer);
  return parse(Buffer.concat(chunks), { bom: true, columns: true });
}
