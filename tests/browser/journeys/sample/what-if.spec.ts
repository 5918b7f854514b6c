import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';
import { rememberWorkers } from '../../support/worker.ts';
import { moveLever, type Scenario, ServerWhatIf, settledFigures } from '../../support/what-if.ts';

test('a shared link gives the same numbers and the same hash in a clean profile and on the server', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'owner', '/what-if');
  await moveLever(page, 'dropout', 'ArrowLeft', 4);
  await expect(page).toHaveURL(/dropout=/);
  const here = await settledFigures(page);
  const link = page.url();

  const stranger = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  const theirs = await stranger.newPage();
  await signIn(theirs, 'viewer', link);
  expect(await settledFigures(theirs)).toEqual(here);
  await stranger.close();

  const server = await ServerWhatIf.signIn(page);
  expect((await server.evaluate(await server.scenario(link))).result_hash).toBe(here.hash);
});

test('the comparison of levers says what the server says of each scenario', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?dropout=0.9&margin_share=0.3&cost_to_serve_minor=150');
  await settledFigures(page);
  const comparison = page.getByTestId('what-if-comparison');
  await comparison.getByText('See or save').click();
  const rows = comparison.getByRole('row');
  await expect(rows).toHaveCount(8);

  const server = await ServerWhatIf.signIn(page);
  const scenario = await server.scenario(page.url());
  const now = (await server.evaluate(scenario)).customer_equity_minor;
  const levers: [string, Exclude<keyof Scenario, 'scope'>][] = [
    ['How often customers stop', 'dropout'],
    ['How often they buy', 'purchase_rate'],
    ['What an order is worth', 'order_value'],
    ['Margin', 'margin_share'],
    ['Cost to serve', 'cost_to_serve_minor'],
    ['Discount rate, a year', 'annual_discount_rate'],
    ['Horizon', 'horizon_months'],
  ];
  for (const [name, lever] of levers) {
    const cells = await rows.filter({ hasText: name }).getByRole('cell').allInnerTexts();
    for (const [share, text] of [[0.9, cells[2]], [1.1, cells[4]]] as const) {
      const value = scenario[lever] * share;
      const moved = { ...scenario, [lever]: lever === 'horizon_months' ? Math.round(value) : value };
      const change = (await server.evaluate(moved)).customer_equity_minor - now;
      // Written to three digits.
      expect(Math.abs(euros(text) * 100 - change), `${name} ${text} ${change}`).toBeLessThanOrEqual(0.006 * Math.abs(change));
    }
  }
});

/** The amount that a text begins with. */
function euros(text: string): number {
  const [, sign, size] = /^([+−-])€([\d,.]+) \(/.exec(text) ?? [];
  return (sign === '+' ? 1 : -1) * Number(size.replaceAll(',', ''));
}

/** Of one lever: the value from which on it pays, as a lever of a scenario, and half of the last digit it is written with. */
function paysFrom(lever: string, cell: string): [number, number] {
  const [, digits] = /at (?:least|most) [^\d]*([\d,.]+)/.exec(cell) ?? [];
  const value = Number(digits?.replaceAll(',', ''));
  expect(value, `${lever}: ${cell}`).toBeGreaterThan(0);
  const decimals = digits!.split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** -decimals;
  if (lever.endsWith('_minor')) return [value * 100, half * 100];
  if (lever.endsWith('_months')) return [value, 0];
  const change = cell.endsWith('less') ? -1 : 1;
  return cell.endsWith('less') || cell.endsWith('more') ? [1 + (change * value) / 100, half / 100] : [value / 100, half / 100];
}

test('the value of each lever that brings a cost back earns it on the server, and the link keeps the cost', async ({ page }) => {
  const link = '/what-if?dropout=0.95&purchase_rate=1.05&purchase_rate_months=18&acquisition_cost_minor=500';
  await signIn(page, 'owner', link);
  await settledFigures(page);
  const breakEven = page.getByTestId('what-if-break-even');
  await breakEven.getByLabel('What would it cost?').fill('five');
  await expect(breakEven).toContainText('Please give an amount above zero');
  await breakEven.getByLabel('What would it cost?').fill('7,000');
  const rows = breakEven.locator('tr[data-lever]');
  await expect(rows).toHaveCount(9);
  await expect(breakEven).toContainText(/The scenario set here (earns|falls short)/);
  await expect(page).toHaveURL(/cost=700000/);

  const server = await ServerWhatIf.signIn(page);
  const equity = async (of: Scenario) => (await server.evaluate(of)).customer_equity_minor;
  const settings = await server.scenario(new URL('/what-if', page.url()).href);
  const cell = (lever: string) => rows.and(page.locator(`[data-lever=${lever}]`)).getByRole('cell').nth(1).innerText().then((text) => text.split('\n')[0]);
  // Of these, as low as the cost is, each can bring it back; just before it does not.
  const pays = async (lever: string, gain: (change: Partial<Scenario>) => Promise<number>) => {
    const text = await cell(lever);
    const [value, half] = paysFrom(lever, text);
    const [one, other] = await Promise.all([value - (half || 1), value + half].map((at) => gain({ [lever]: at })));
    expect(Math.min(one, other), `${lever}: ${text}`).toBeLessThan(700_000);
    expect(Math.max(one, other), `${lever}: ${text}`).toBeGreaterThanOrEqual(700_000);
  };
  const alone = async (change: Partial<Scenario>) => {
    const unmoved = { ...(await server.scenario(page.url())), dropout: 1, purchase_rate: 1 };
    return (await equity({ ...unmoved, ...change })) - (await equity(unmoved));
  };
  const whole = async (change: Partial<Scenario>) => {
    const then = { ...(await server.scenario(page.url())), ...change };
    const { horizon_months, annual_discount_rate } = then;
    return (await equity(then)) - (await equity({ ...settings, horizon_months, annual_discount_rate }));
  };
  for (const lever of ['dropout', 'purchase_rate', 'order_value', 'margin_share']) await pays(lever, alone);
  for (const lever of ['horizon_months', 'annual_discount_rate', 'purchase_rate_months']) await pays(lever, whole);
  const newcomers = page.getByTestId('what-if-newcomers').getByRole('row').filter({ hasText: 'Left after acquisition' });
  const left = euros(`+${(await newcomers.getByRole('cell').first().innerText()).split('\n')[0]} (`);
  const [volume] = paysFrom('acquisition_volume', await cell('acquisition_volume'));
  expect(Math.abs(((volume - 1) * left) / 7_000 - 1)).toBeLessThan(0.05);

  const texts = await rows.allInnerTexts();
  await page.goto(page.url());
  await expect(breakEven.getByLabel('What would it cost?')).toHaveValue('7000');
  await expect(rows).toHaveText(texts.map((text) => text.replaceAll(/[\t\n]/g, '')));

  await page.goto('/what-if?cost_to_serve_minor=300&cost=700000');
  await expect(rows).toHaveCount(8);
  await pays('cost_to_serve_minor', alone);
});

test('a cost too high for a lever is said to be, and what cannot be moved is left out', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?cost=900000000000');
  const rows = page.getByTestId('what-if-break-even').locator('tr[data-lever]');
  // Nothing to save where serving and acquiring cost nothing, and nothing is set that could pay.
  await expect(rows).toHaveCount(5);
  await expect(rows.first()).toContainText('not even 75% less');
  await expect(rows.filter({ hasText: 'does not pay' })).toHaveCount(5);
});

test('dropout moves in points of those who stop', async ({ page }) => {
  await signIn(page, 'owner', '/what-if');
  await settledFigures(page);
  const slider = page.getByRole('slider', { name: 'How often customers stop' });
  const now = Number(/([\d.]+)% of customers stop/.exec(await page.locator('.levers').innerText())?.[1]);
  await page.getByRole('button', { name: 'In points' }).click();
  await moveLever(page, 'dropout', 'ArrowLeft', 10);
  await expect(slider).toHaveAttribute('aria-valuetext', '1.0 points less');
  await expect(page.locator('.levers')).toContainText('1.0 points less');
  await expect(page).toHaveURL(/dropout=0\./);
  const factor = Number(new URL(page.url()).searchParams.get('dropout'));
  expect(Math.abs(factor - (now - 1) / now)).toBeLessThan(0.05 / now);
  const here = await settledFigures(page);
  const server = await ServerWhatIf.signIn(page);
  expect((await server.evaluate(await server.scenario(page.url()))).result_hash).toBe(here.hash);
  // The same lever, read otherwise.
  await page.getByRole('button', { name: 'In points' }).click();
  await expect(slider).toHaveAttribute('aria-valuetext', /^[−-]\d+(\.\d)?%$/);
  expect((await settledFigures(page)).hash).toBe(here.hash);
});

test('a burst of moves ends with the newest result within two computations', async ({ page }) => {
  await rememberWorkers(page);
  await signIn(page, 'viewer', '/what-if');
  await settledFigures(page);
  for (const pause of [0, 2]) {
    const asked = await page.locator('input[type=range][name=dropout]').evaluate(async (slider: HTMLInputElement, pause) => {
      const { sent } = (window as unknown as { workshop: { sent: { topic?: string }[] } }).workshop;
      const count = () => sent.filter((message) => message.topic === 'what-if').length;
      const before = count();
      let atLastMove = before;
      for (let move = 1; move <= 20; move += 1) {
        // What is under way when the last move comes is the first computation.
        atLastMove = count();
        slider.value = String(Number(slider.value) + (pause ? 1 : -1));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
      }
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return { all: count() - before, afterLast: count() - atLastMove };
    }, pause);
    // Moves that come at once leave one question or two; of moves that come in turn only the last is still to be asked about.
    expect(asked.afterLast).toBeLessThanOrEqual(pause ? 1 : 2);
    expect(asked.all).toBeGreaterThanOrEqual(1);
    const here = await settledFigures(page);
    const server = await ServerWhatIf.signIn(page);
    expect((await server.evaluate(await server.scenario(page.url()))).result_hash).toBe(here.hash);
  }
});

test('a move of a lever changes what it moves and nothing else', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?dropout=0.9');
  await settledFigures(page);
  await page.evaluate(() => {
    const counted = { changes: 0 };
    Object.assign(window, { counted });
    new MutationObserver((records) => (counted.changes += records.length)).observe(document, {
      subtree: true,
      attributes: true,
      childList: true,
      characterData: true,
    });
  });
  const changes = () => page.evaluate(() => (window as unknown as { counted: { changes: number } }).counted.changes);
  const foot = page.getByTestId('what-if-compute');
  const before = await changes();
  const moves = 8;
  for (let move = 1; move <= moves; move += 1) {
    const hash = await foot.getAttribute('data-hash');
    await page.locator('input[type=range][name=dropout]').evaluate((slider: HTMLInputElement, move) => {
      slider.value = String(Number(slider.value) - move);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }, move);
    await expect(foot).not.toHaveAttribute('data-hash', hash ?? '');
  }
  // Six cells, three figures, texts of the lever, of the chart and of the page; no bar, no row and no card is made anew.
  expect((await changes()) - before).toBeLessThan(moves * 40);
});
