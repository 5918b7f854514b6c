import type { Locator } from '@playwright/test';

import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';
import { moveLever, ServerWhatIf, settledFigures } from '../../support/what-if.ts';

const SLIPPING = { kind: 'risk-and-value', risk: 'slipping' };

/** The first number of a text: "+1,204 (…)" is 1204. */
function number(text: string): number {
  const [, sign, size] = /([+−-]?)[^\d]*([\d,.]+)/.exec(text) ?? [];
  return (sign === '−' || sign === '-' ? -1 : 1) * Number(size.replaceAll(',', ''));
}

async function cells(row: Locator): Promise<string[]> {
  return row.getByRole('cell').allInnerTexts();
}

test('a what-if of some customers is what the server says of them', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?purchase_rate=1.2&dropout=0.9&for=risk:slipping');
  const here = await settledFigures(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Slipping');
  await expect(page.getByLabel('For whom').locator('option:checked')).toContainText('Slipping');
  const server = await ServerWhatIf.signIn(page);
  const scenario = { ...(await server.scenario(page.url())), scope: SLIPPING };
  const outcome = await server.evaluate(scenario);
  expect(outcome.result_hash).toBe(here.hash);

  const now = await server.evaluate({ ...scenario, purchase_rate: 1, dropout: 1 });
  const timing = page.getByTestId('what-if-timing');
  await expect(timing).toBeVisible();
  const extra = number((await cells(timing.getByRole('row').first()))[0]);
  expect(Math.abs(extra - (outcome.expected_orders - now.expected_orders))).toBeLessThan(0.51);
  const parts = await timing.getByRole('row').all();
  const sum = (await Promise.all(parts.slice(1).map(async (row) => number((await cells(row))[0])))).reduce((a, b) => a + b);
  expect(Math.abs(sum - extra)).toBeLessThanOrEqual(2);

  await page.getByLabel('For whom').selectOption('everyone');
  await expect(page).not.toHaveURL(/for=/);
  const everyone = await settledFigures(page);
  expect(everyone.hash).not.toBe(here.hash);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await settledFigures(page)).hash).toBe(here.hash);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(async () => (await settledFigures(page)).hash).toBe(everyone.hash);
});

test('a what-if of one customer begins on their page and is what the server says of them', async ({ page }) => {
  await signIn(page, 'owner', '/customers?sort=value');
  await page.locator('[role=row] a[href^="/customers/"]').first().click();
  const heading = page.getByRole('heading', { level: 2 }).first();
  // Until the answer about the person is there, their number stands for them.
  await expect(heading).not.toHaveText(/^Customer [0-9a-f]+$/);
  const name = await heading.innerText();
  await page.getByRole('link', { name: 'What if they did otherwise?' }).click();
  await expect(page).toHaveURL(/\/what-if\?for=customer:[0-9a-f]{16}/);
  const id = /customer:([0-9a-f]{16})/.exec(page.url())![1];
  await expect(page.locator('.levers').getByRole('link', { name })).toHaveAttribute('href', `/customers/${id}`);
  await moveLever(page, 'purchase_rate', 'ArrowRight', 20);
  await expect(page).toHaveURL(/purchase_rate=1.2/);
  const here = await settledFigures(page);
  const server = await ServerWhatIf.signIn(page);
  const scenario = { ...(await server.scenario(page.url())), scope: { kind: 'customer', id } };
  expect((await server.evaluate(scenario)).result_hash).toBe(here.hash);
  // What one customer is worth as things are is the value in their row.
  const equity = (await server.evaluate({ ...scenario, purchase_rate: 1 })).customer_equity_minor;
  const shown = number(await page.getByTestId('what-if-figures').locator('.value').first().innerText());
  expect(Math.abs(equity / 100 / shown - 1)).toBeLessThan(0.01);
});

test('a push that ends is worth less than one that lasts, and the server says the same', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?purchase_rate=1.3');
  const lasting = await settledFigures(page);
  const months = page.getByRole('slider', { name: 'For how long they buy so often' });
  await expect(months).toHaveAttribute('aria-valuetext', 'as long as you look ahead');
  await months.focus();
  await page.keyboard.press('Home');
  for (let month = 1; month < 3; month += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('buying 30% more often for 3 months would be worth');
  await expect(page).toHaveURL(/purchase_rate_months=3/);
  const push = await settledFigures(page);
  const server = await ServerWhatIf.signIn(page);
  const scenario = await server.scenario(page.url());
  const outcome = await server.evaluate(scenario);
  expect(outcome.result_hash).toBe(push.hash);
  const forGood = await server.evaluate({ ...scenario, purchase_rate_months: 120 });
  expect(forGood.result_hash).toBe(lasting.hash);
  expect(outcome.customer_equity_minor).toBeLessThan(forGood.customer_equity_minor);
});

test('customers to come cost and bring, and leave customer equity alone', async ({ page }) => {
  await signIn(page, 'owner', '/what-if');
  const before = await settledFigures(page);
  const card = page.getByTestId('what-if-newcomers');
  await expect(card.getByRole('heading')).toContainText('Customers to come would bring');
  await page.getByLabel('How many new customers come').focus();
  await page.keyboard.press('End');
  await page.getByLabel('What a new customer costs').focus();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/acquisition_cost_minor=500/);
  await expect(page).toHaveURL(/acquisition_volume=3/);
  await expect(card).not.toHaveClass(/old/);
  await expect(card.getByRole('row')).toHaveCount(7);
  const row = async (name: string) => (await cells(card.getByRole('row', { name: new RegExp(`^${name}`) }))).map(number);
  const [came, would] = await row('New customers');
  expect(Math.abs(would - 3 * came)).toBeLessThanOrEqual(2);
  const [, margin] = await row('Margin of all');
  const [, cost] = await row('Acquisition');
  const [, left] = await row('Left after acquisition');
  expect(Math.abs(margin - cost - left)).toBeLessThanOrEqual(0.01 * margin);
  expect((await settledFigures(page)).hash).toBe(before.hash);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Customers to come would leave');
  // Beside a scenario that differs in nothing else they make the difference.
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await page.getByLabel('What a new customer costs').focus();
  await page.keyboard.press('Home');
  const beside = page.getByTestId('what-if-side-by-side').getByRole('row', { name: 'Customers to come' });
  await expect(beside.getByRole('cell').last()).not.toHaveText('…');
  const [dear, free] = (await cells(beside)).map(number);
  expect(Math.abs(dear - left)).toBeLessThanOrEqual(0.01 * left);
  expect(Math.abs(free - dear - cost)).toBeLessThanOrEqual(0.01 * margin);
  await page.getByRole('button', { name: 'Close' }).click();
  // Nobody can join those who slip today.
  await page.getByLabel('For whom').selectOption('risk:slipping');
  await settledFigures(page);
  await expect(card).toHaveCount(0);
});

test('everybody who changes tier is in the table, and the map of two levers is the server\'s', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?order_value=1.2');
  await settledFigures(page);
  const server = await ServerWhatIf.signIn(page);
  const scenario = await server.scenario(page.url());
  const now = await server.evaluate(scenario);
  const tiers = page.getByTestId('what-if-tiers');
  await expect(tiers).toBeVisible();
  const rows = await tiers.getByRole('row').all();
  const counts = await Promise.all(rows.slice(1).map(async (row) => (await cells(row)).map(number)));
  const all = now.values.customers.reduce((a, b) => a + b);
  expect(counts.flat().reduce((a, b) => a + b)).toBe(all);

  const map = page.getByTestId('what-if-map');
  await map.getByText('Show what they do together').click();
  const last = map.getByRole('table').getByRole('row').last();
  await expect(last.getByRole('cell')).toHaveCount(7);
  await expect(last.getByRole('rowheader')).toHaveText('+30%');
  const corner = await last.getByRole('cell').nth(6).locator('.value').innerText();
  const there = await server.evaluate({ ...scenario, dropout: 1.3, purchase_rate: 1.3 });
  const change = (there.customer_equity_minor - now.customer_equity_minor) / 100;
  expect(Math.abs(number(corner) - change)).toBeLessThanOrEqual(0.006 * Math.abs(change));
  // Every value has its range, but for the place where the levers stand.
  await expect(map.locator('td .range')).toHaveCount(48);
  const [low, high] = (await last.getByRole('cell').nth(6).locator('.range').innerText()).split(' to ').map(number);
  expect(low).toBeLessThan(change);
  expect(high).toBeGreaterThan(change);
});

test('what each lever adds sums to the whole way', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?order_value=1.2&dropout=0.8&cost_to_serve_minor=200');
  await settledFigures(page);
  const bridge = page.getByTestId('what-if-contributions');
  await bridge.getByText('See or save').click();
  await expect(bridge.getByRole('table').getByRole('row')).toHaveCount(6);
  const rows = await bridge.getByRole('table').getByRole('row').all();
  const amounts = await Promise.all(rows.slice(1).map(async (row) => number((await cells(row))[1])));
  expect(amounts).toHaveLength(5);
  const [before, ...rest] = amounts;
  const after = rest.pop() ?? 0;
  expect(Math.abs(before + rest.reduce((a, b) => a + b) - after)).toBeLessThan(0.03);

  // One lever is the whole way.
  await page.goto('/what-if?order_value=1.2');
  await settledFigures(page);
  await bridge.getByText('See or save').click();
  const one = bridge.getByRole('table').getByRole('row');
  await expect(one).toHaveCount(4);
  const [, start, change, end] = await Promise.all((await one.all()).map(async (row) => number((await cells(row))[1] ?? '0')));
  expect(Math.abs(start + change - end)).toBeLessThan(0.02);
  expect(change).toBeGreaterThan(0);
});

test('scenarios stand side by side, are saved, and open for a colleague with the same result', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'owner', '/what-if?order_value=1.1');
  await settledFigures(page);
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await moveLever(page, 'dropout', 'ArrowLeft', 5);
  const second = await settledFigures(page);
  const table = page.getByTestId('what-if-side-by-side');
  await expect(table.getByRole('row', { name: 'Result' }).getByRole('cell').last()).toHaveText(second.hash);
  const hashes = await cells(table.getByRole('row', { name: 'Result' }));
  const server = await ServerWhatIf.signIn(page);
  const scenario = await server.scenario(page.url());
  expect(hashes).toEqual([
    (await server.evaluate({ ...scenario, dropout: 1 })).result_hash,
    (await server.evaluate(scenario)).result_hash,
  ]);

  const name = `Keep them ${Date.now()}`;
  await page.getByText('Name and comment').click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Comment' }).fill('For the autumn plan');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. Everybody in this workspace can open it')).toBeVisible();

  const stranger = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  const theirs = await stranger.newPage();
  await signIn(theirs, 'viewer', '/what-if');
  await settledFigures(theirs);
  await theirs.getByText('Saved scenarios').click();
  await theirs.getByRole('button', { name: `Open ${name}` }).click();
  await expect.poll(async () => (await settledFigures(theirs)).hash).toBe(second.hash);
  await expect(theirs.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
  await expect(theirs.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  await stranger.close();

  // Left and come back to: the tabs are still there.
  await page.getByRole('link', { name: 'Board' }).first().click();
  await page.getByRole('link', { name: 'What-if' }).first().click();
  await expect(page.getByRole('button', { name })).toBeVisible();
  await page.getByText('Saved scenarios').click();
  await page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toHaveCount(0);
});

test('a click whose answer was lost may be repeated and saves once', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?order_value=1.2');
  await settledFigures(page);
  const name = `Lost ${Date.now()}`;
  await page.getByText('Name and comment').click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/scenarios')) keys.push(request.headers()['idempotency-key']);
  });
  // The server does it, and nobody hears of it.
  await page.route('**/api/scenarios', async (route) => {
    await route.fetch();
    await route.abort();
  });
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await expect(page.getByText('Holdfast cannot be reached')).toBeVisible();
  await page.unroute('**/api/scenarios');
  await save.click();
  await expect(page.getByText('Saved. Everybody in this workspace can open it')).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);

  const saved = await page.request.get('/api/scenarios', { headers: await authorization(page) });
  const { scenarios } = (await saved.json()) as { scenarios: { draft: { name: string } }[] };
  expect(scenarios.filter((scenario) => scenario.draft.name === name)).toHaveLength(1);
});
