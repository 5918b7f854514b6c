import type { Locator, Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { between, buyers, exported, later, type Buyer } from '../../support/orders.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const part = (page: Page, name: string) => page.getByTestId(`review-${name}`);
const number = (text: string) => Number(text.replace(/[^0-9.\-−]/g, '').replace('−', '-'));
const written = (day: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
const month = (day: string) => day.slice(0, 7);

/** Months from one to another, both as `2026-01`. */
function months(from: string, to: string): number {
  const [a, b] = [from, to].map((text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)));
  return b! - a!;
}

/** Cells of a chart's table. */
async function cells(figure: Locator): Promise<string[][]> {
  await figure.locator('details > summary', { hasText: 'See or save' }).click();
  const rows = figure.locator('details table.plain tbody tr');
  await expect(rows.first()).toBeVisible();
  return rows.evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent ?? '')));
}

async function all(page: Page): Promise<{ people: Buyer[]; asOf: string }> {
  const people = (await buyers(page)).filter((buyer) => buyer.days.length > 0);
  const asOf = people.map((buyer) => buyer.days.at(-1)!).sort().at(-1)!;
  return { people, asOf };
}

test('charts of orders say what the orders of all customers come to', async ({ page }) => {
  await signIn(page, 'owner');
  const { people, asOf } = await all(page);
  expect(people.length).toBeGreaterThan(500);

  await test.step('orders by week', async () => {
    const table = await cells(page.locator('figure').filter({ has: page.locator('.week-bars') }));
    for (const [index, [week, first, repeat]] of table.entries()) {
      const end = later(asOf, -7 * index);
      const inWeek = (day: string) => between(day, end) >= 0 && between(day, end) < 7;
      const firsts = people.filter((buyer) => inWeek(buyer.days[0]!)).length;
      const repeats = people.flatMap((buyer) => buyer.days.slice(1)).filter(inWeek).length;
      expect([week, number(first!), number(repeat!)]).toEqual([written(end), firsts, repeats]);
    }
    expect(table.length).toBe(52);
  });

  await showReview(page);
  await test.step('repeat orders of the last six weeks, as the alerts count them', async () => {
    const split = later(asOf, -42);
    const known = people.filter((buyer) => buyer.days[0]! <= split);
    const repeats = known.flatMap((buyer) => buyer.days.filter((day) => day > split)).length;
    await expect(part(page, 'alerts')).toContainText(`${repeats.toLocaleString('en-GB')} repeat orders in the last six weeks`);
    await expect(part(page, 'alerts').getByRole('listitem')).toHaveCount(4);
  });

  await test.step('cohort triangle', async () => {
    const table = await cells(part(page, 'cohorts'));
    const latest = month(asOf);
    const earliest = people.map((buyer) => month(buyer.days[0]!)).sort()[0]!;
    const shown = Math.min(24, months(earliest, latest) + 1);
    expect(table.length).toBe((shown * (shown + 1)) / 2);
    let at = 0;
    for (let back = shown - 1; back >= 0; back -= 1) {
      const members = people.filter((buyer) => months(month(buyer.days[0]!), latest) === back);
      for (let since = 0; since <= back; since += 1) {
        const ordered = members.filter((buyer) =>
          buyer.days.some((day) => months(month(buyer.days[0]!), month(day)) === since),
        ).length;
        expect([number(table[at]![1]!), number(table[at]![2]!)], `${table[at]![0]}, month ${since}`).toEqual([since, ordered]);
        at += 1;
      }
    }
  });

  await test.step('time to the next order', async () => {
    const spells = people.map((buyer) => ({
      days: between(buyer.days[0]!, buyer.days[1] ?? asOf),
      ended: buyer.days.length > 1,
    }));
    // Kaplan and Meier: the product over the days of 1 − ended / watched.
    const notYet = (until: number) => {
      const days = [...new Set(spells.filter((it) => it.ended && it.days <= until).map((it) => it.days))];
      return days.reduce((product, day) => {
        const watched = spells.filter((it) => it.days >= day).length;
        return product * (1 - spells.filter((it) => it.ended && it.days === day).length / watched);
      }, 1);
    };
    const table = await cells(part(page, 'repurchase'));
    expect(table.length).toBeGreaterThan(10);
    for (const [days, , share] of table) {
      expect(Math.abs(number(share!) / 100 - notYet(number(days!))), `after ${days} days`).toBeLessThan(0.000_51);
    }
  });

  await test.step('retention by the rule', async () => {
    const rule = (period: number, inactive: number) => {
      const start = later(asOf, -period);
      const active = (buyer: Buyer, at: string) =>
        buyer.days.some((day) => between(day, at) >= 0 && between(day, at) < inactive);
      const base = people.filter((buyer) => active(buyer, start));
      const stayed = base.filter((buyer) => active(buyer, asOf)).length;
      return [base.length, stayed, base.length - stayed];
    };
    for (const [period, inactive] of [[90, 180], [365, 60]] as const) {
      await page.goto(`/?period=${period}&inactive=${inactive}`);
      await showReview(page);
      const retention = part(page, 'retention');
      await expect(retention.getByText(`in the ${inactive} days up to the start`)).toBeVisible();
      const sum = (await retention.getByText(/at the start = /).last().textContent())!;
      expect(sum.match(/[\d,]+/g)!.map(number)).toEqual(rule(period, inactive));
    }
  });
});

test('charts of estimates say what the exported scores come to', async ({ page }) => {
  await signIn(page, 'owner');
  const { people, asOf } = await all(page);
  const rows = new Map((await exported(page)).map((row) => [row['Number']!, row]));
  expect(rows.size).toBe(people.length);
  const column = (row: Record<string, string>, name: string) =>
    Number(row[Object.keys(row).find((key) => key === name || key.startsWith(`${name} (`))!]);
  const of = (buyer: Buyer, name: string) => column(rows.get(buyer.number)!, name);
  const total = (name: string) => people.reduce((sum, buyer) => sum + of(buyer, name), 0);

  await page.goto('/');
  await showReview(page);
  await test.step('the bridge ends at the customer equity of the exported customers', async () => {
    const table = await cells(part(page, 'bridge'));
    // Exported values are rounded to cents, each by half of one at most.
    expect(Math.abs(number(table.at(-1)![2]!) - total('Lifetime value'))).toBeLessThan(0.005 * people.length + 0.01);
  });

  await test.step('retention by the model is its definition', async () => {
    for (const period of [90, 365]) {
      await page.goto(`/?period=${period}`);
      await showReview(page);
      const start = later(asOf, -period);
      const there = people.filter((buyer) => buyer.days[0]! <= start);
      const alive = (buyer: Buyer) => of(buyer, 'P(alive)');
      const base = there.reduce((sum, buyer) => sum + (buyer.days.at(-1)! > start ? 1 : alive(buyer)), 0);
      const stayed = there.reduce((sum, buyer) => sum + alive(buyer), 0);
      const retention = part(page, 'retention');
      await expect(retention.getByRole('heading', { level: 2 })).toContainText(period === 365 ? '12 months' : '90 days');
      const sum = (await retention.getByText(/at the start = /).first().textContent())!;
      const shown = sum.match(/[\d,.]+/g)!.map(number);
      for (const [index, expected] of [base, stayed, base - stayed].entries()) {
        // Chances are exported with four decimals.
        expect(Math.abs(shown[index]! - expected)).toBeLessThan(0.06 + 0.000_05 * people.length);
      }
    }
  });

  await test.step('the customers of each source and their mean value', async () => {
    await page.goto('/');
    await showReview(page);
    const table = page.locator('table.sources tbody tr');
    await expect(table.first()).toBeVisible();
    const lines = await table.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
    for (const [name, count, worth] of lines) {
      const members = people.filter((buyer) => (buyer.source === '' ? !people.some((it) => it.source === name) : buyer.source === name));
      expect(number(count!), name).toBe(members.length);
      const mean = members.reduce((sum, buyer) => sum + of(buyer, 'Lifetime value'), 0) / members.length;
      expect(Math.abs(number(worth!.split(' ')[0]!) / mean - 1), name).toBeLessThan(0.006);
    }
  });
});
