import { type Locator, type Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

/** The rows of a chart's table, without its header. */
async function table(figure: Locator): Promise<string[][]> {
  await figure.getByText('See or save').click();
  const rows = await figure.locator('details table tbody tr').all();
  return Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()));
}

const number = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'));
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

test('the finding, the charts and their tables agree, and the day of the split stands in the address', async ({ page }) => {
  await signIn(page, 'owner', '/');
  await showReview(page);
  await page.getByRole('link', { name: 'Look at the model behind it' }).click();
  await expect(page).toHaveURL(/\/model$/);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(/The model was (right|off) about the last \d+ months: [\d,]+ orders expected, [\d,]+ came/);
  const [, expected, actual] = /: ([\d,]+) orders expected, ([\d,]+) came/.exec(await heading.innerText())!.map(String);

  const figure = (name: RegExp) => page.locator('figure').filter({ has: page.getByRole('heading', { name }) });
  const weekly = await table(figure(/A held-out week was/));
  const totals = await table(figure(/At the end the expected total/));
  expect(weekly.length).toBe(totals.length);
  // Newest first: the running total of all weeks is the sum of the weeks.
  expect(number(totals[0][1])).toBe(sum(weekly.map((row) => number(row[1]))));
  expect(Math.abs(number(totals[0][2]) - sum(weekly.map((row) => number(row[2]))))).toBeLessThan(0.06 * weekly.length);

  const groups = await table(figure(/groups customers did what was expected/));
  const customers = groups.map((row) => number(row[1]));
  const total = (column: number) => sum(groups.map((row, index) => customers[index] * number(row[column])));
  const rounding = 0.006 * sum(customers);
  expect(Math.abs(total(2) - number(expected))).toBeLessThan(rounding);
  expect(Math.abs(total(3) - number(actual))).toBeLessThan(rounding);

  const bars = await table(figure(/customers have ordered once/));
  const cells = await table(figure(/are still there/));
  const everybody = sum(bars.map((row) => number(row[1])));
  expect(sum(cells.map((row) => number(row[2])))).toBe(everybody);
  expect(Math.abs(sum(bars.map((row) => number(row[2]))) - everybody)).toBeLessThan(1);

  const chart = figure(/A held-out week was/).locator('svg.readable');
  await chart.focus();
  await page.keyboard.press('End');
  await expect(figure(/A held-out week was/)).toContainText(/Week to .*: [\d,]+ came, [\d.,]+ expected, held out/);

  await page.getByLabel('Last day the check may see').fill('2026-06-30');
  await expect(page).toHaveURL(/split=2026-06-30/);
  await expect(heading).not.toContainText(expected);
  await page.reload();
  await expect(page.getByLabel('Last day the check may see')).toHaveValue('2026-06-30');
});

test('the palette and the what-if page lead to the model, whose parameters stand on its card', async ({ page }) => {
  await signIn(page, 'viewer', '/what-if');
  await page.getByRole('link', { name: 'Can the model behind it be trusted?' }).click();
  await expect(page).toHaveURL(/\/model$/);
  await page.goto('/settings');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.locator('dialog.palette').getByRole('combobox').fill('model');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/model$/);
  const card = page.getByTestId('model-card');
  await expect(card).toContainText('It may be used.');
  await expect(card).toContainText(/stops for good with a chance of \d+%/);
  await card.getByText('Parameters', { exact: true }).click();
  for (const [symbol, group] of [['alpha', 'MBG/NBD'], ['v', 'Gamma-Gamma']]) {
    const rows = card.locator('tbody').filter({ hasText: group }).getByRole('row').filter({ has: page.getByRole('rowheader', { name: symbol, exact: true }) });
    const [, estimate, , range] = await rows.getByRole('cell').allInnerTexts();
    const [low, high] = range.split(' to ').map(number);
    expect(low).toBeLessThan(number(estimate));
    expect(high).toBeGreaterThan(number(estimate));
  }
});

test('a refit here and on the server has the same bits, and the models are compared', async ({ page }) => {
  await signIn(page, 'analyst', '/model');
  const refit = page.getByTestId('refit');
  await refit.getByLabel(/^MBG\/CNBD-k/).check();
  await refit.getByRole('button', { name: 'Fit and compare' }).click();
  await expect(refit.getByTestId('refit-verdict')).toContainText(/fits best|forecasts best|came closer/);
  await expect(refit).toContainText(/The server came to the same result, to the last bit: [0-9a-f]{4} /);
  const hash = refit.getByTestId('refit-hash');
  const here = await hash.getAttribute('data-here');
  expect(here).toMatch(/^[0-9a-f]{16}$/);
  expect(await hash.getAttribute('data-server')).toBe(here);

  const compared = refit.locator('table.comparison-of-models tbody tr');
  await expect(compared).toHaveCount(5);
  for (const row of await compared.all()) {
    const cells = await row.getByRole('cell').allInnerTexts();
    const [likelihood, akaike] = cells.map((text) => number(text.split(' ')[0]));
    const free = (await row.getByRole('rowheader').innerText()).startsWith('NBD') ? 2 : 4;
    // Written to a tenth.
    expect(Math.abs(akaike - (2 * free - 2 * likelihood))).toBeLessThan(0.16);
  }
  // The model in use says the same of these customers as the board.
  const inUse = refit.locator('table.answers-of-models tbody tr').filter({ has: page.getByRole('rowheader', { name: 'MBG/NBD', exact: true }) });
  const active = number((await inUse.getByRole('cell').first().innerText()).split(' ')[0]);
  await page.goto('/');
  const onBoard = page.locator('.figure').filter({ hasText: 'Expected active customers' }).locator('.value');
  expect(Math.abs(number(await onBoard.innerText()) / active - 1)).toBeLessThan(0.006);
});

test('a refit says how far it is, stops when asked, and refuses what cannot be fitted', async ({ page }) => {
  await signIn(page, 'viewer', '/model');
  const refit = page.getByTestId('refit');
  for (const model of [/^GGompertz/, /^BG\/CNBD-k/]) await refit.getByLabel(model).check();
  const start = refit.getByRole('button', { name: 'Fit and compare' });
  await start.click();
  await expect(refit.getByText(/step \d+ of 18/)).toBeVisible();
  await expect(start).toBeDisabled();
  await refit.getByRole('button', { name: 'Cancel' }).click();
  await expect(refit).toContainText('Stopped. Nothing was changed.');
  await expect(start).toBeEnabled();

  await refit.getByLabel('Orders from').fill('2026-11-10');
  await start.click();
  await expect(refit).toContainText(/Only \d+ customers came back|Nobody ordered/);
  await refit.getByLabel('Orders from').fill('');
  for (const box of await refit.getByRole('checkbox').all()) await box.uncheck();
  await start.click();
  await expect(refit).toContainText('Choose at least one model.');
});

test('a link fills the form of a refit in, and leads to the same result', async ({ page, browser, baseURL }) => {
  await signIn(page, 'viewer', '/model?theme=dark');
  const fill = async () => {
    const refit = page.getByTestId('refit');
    await refit.getByRole('checkbox').first().waitFor();
    for (const box of await refit.getByRole('checkbox').all()) {
      await box.setChecked(['nbd', 'mbg-nbd'].includes((await box.getAttribute('name')) ?? ''));
    }
    await refit.getByLabel('Orders from').fill('2025-06-01');
    await refit.getByLabel('Orders to').fill('2026-10-31');
    await refit.getByLabel('For whom').selectOption('tier:best');
  };
  await fill();
  await expect(page.getByTestId('refit')).toContainText('chosen by what they did');
  await expect(page).toHaveURL(/theme=dark.*models=nbd\+mbg-nbd&from=2025-06-01&to=2026-10-31&scope=tier%3Abest$/);
  const start = (page: Page) => page.getByTestId('refit').getByRole('button', { name: 'Fit and compare' }).click();
  const hash = (page: Page) => page.getByTestId('refit-hash').getAttribute('data-here');
  await start(page);
  const here = await hash(page);
  await expect(page.getByTestId('refit')).toContainText(/The server came to the same result, to the last bit: [0-9a-f]{4} /);

  const colleague = await (await browser.newContext({ baseURL })).newPage();
  const { pathname, search } = new URL(page.url());
  await signIn(colleague, 'viewer', pathname + search);
  await start(colleague);
  expect(await hash(colleague)).toBe(here);
  await expect(colleague.getByLabel('Orders from')).toHaveValue('2025-06-01');
  await colleague.context().close();
});
