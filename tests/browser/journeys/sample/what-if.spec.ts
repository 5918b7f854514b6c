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

test('the change that brings a cost back earns it on the server, and the link keeps the cost', async ({ page }) => {
  await signIn(page, 'owner', '/what-if?dropout=0.9');
  await settledFigures(page);
  const breakEven = page.getByTestId('what-if-break-even');
  await breakEven.getByLabel('What would it cost?').fill('five');
  await expect(breakEven).toContainText('Please give an amount above zero');
  await breakEven.getByLabel('What would it cost?').fill('5,000');
  const items = breakEven.getByRole('listitem');
  await expect(items).toHaveCount(3);
  await expect(breakEven).toContainText(/The scenario set here (earns|falls short)/);
  await expect(page).toHaveURL(/cost=500000/);

  const server = await ServerWhatIf.signIn(page);
  const now = { ...(await server.scenario(page.url())), dropout: 1 };
  const equity = (await server.evaluate(now)).customer_equity_minor;
  const texts = await items.allInnerTexts();
  for (const [row, lever, sign] of [[0, 'dropout', -1], [1, 'purchase_rate', 1], [2, 'order_value', 1]] as const) {
    const [, share] = /at least ([\d.]+)%/.exec(texts[row]) ?? [];
    const gain = (await server.evaluate({ ...now, [lever]: 1 + (sign * Number(share)) / 100 })).customer_equity_minor - equity;
    // Shares are written to a tenth of a percent.
    expect(Math.abs(gain / 500_000 - 1), texts[row]).toBeLessThan(0.06 / Number(share) + 0.005);
  }

  await page.goto(page.url());
  await expect(breakEven.getByLabel('What would it cost?')).toHaveValue('5000');
  await expect(items).toHaveText(texts);
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
