import type { Locator, Page } from '@playwright/test';

import { countPointers, pointers, press, walk } from '../../support/keyboard.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';
import { settledFigures } from '../../support/what-if.ts';

const slider = (page: Page, name: string) => page.locator(`input[type=range][name=${name}]`);
const reads = (lever: Locator, value: string) => expect(lever).toHaveAttribute('aria-valuetext', value);

test('a what-if from the board to a colleague\'s link, by keyboard only', async ({ page, context, browser, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, 'owner');
  await countPointers(page);
  await page.reload();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(/slipping|late/);

  await test.step('through the navigation to the studio', async () => {
    await walk(page, page.getByRole('link', { name: 'Skip to content' }));
    await walk(page, page.getByRole('navigation').getByRole('link', { name: 'What-if', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/what-if$/);
    await expect(heading).toBeFocused();
    await settledFigures(page);
  });

  const said = page.getByTestId('what-if-said');
  const everyone = await test.step('the answer is announced', async () => {
    await expect(said).toContainText(/^Today's customers are worth .*Customer equity: .* to /);
    return said.innerText();
  });

  await test.step('for whom, by the first letters', async () => {
    const whom = page.getByLabel('For whom');
    await walk(page, whom);
    await page.keyboard.type('Slip');
    await expect(page).toHaveURL(/for=risk:slipping/);
    await expect(whom).toBeFocused();
    await expect(said).toContainText('Slipping');
    expect(await said.innerText()).not.toBe(everyone);
  });

  const dropout = slider(page, 'dropout');
  await test.step('a lever by arrows, pages, the ends, and back', async () => {
    await walk(page, dropout);
    for (let step = 0; step < 5; step += 1) await press(page, dropout, 'ArrowLeft');
    await reads(dropout, '-5%');
    await expect(said).toContainText(/stopping 5% less often would be worth .*Difference: \+.* to \+/);
    await press(page, dropout, 'PageUp');
    const up = Number(await dropout.inputValue());
    expect(up).toBeGreaterThan(0);
    await press(page, dropout, 'PageDown');
    expect(Number(await dropout.inputValue())).toBeLessThan(up - 10);
    await press(page, dropout, 'Home');
    await reads(dropout, '-75%');
    await press(page, dropout, 'End');
    await expect(dropout).toHaveValue((await dropout.getAttribute('max')) ?? '');
    await walk(page, page.getByRole('button', { name: 'Back How often customers stop' }));
    await page.keyboard.press('Enter');
    await expect(dropout).toBeFocused();
    await reads(dropout, 'as now');
    for (let step = 0; step < 10; step += 1) await press(page, dropout, 'ArrowLeft');
    await reads(dropout, '-10%');
  });

  await test.step('the levers come in the order they are drawn in', async () => {
    const levers = page.locator('.levers input[type=range]');
    const names = await levers.evaluateAll((all) => all.map((lever) => lever.getAttribute('name') ?? ''));
    expect(names).toEqual(expect.arrayContaining(['purchase_rate', 'order_value', 'margin_share', 'horizon_months']));
    for (const name of names.slice(1)) await walk(page, slider(page, name));
    const tops = await levers.evaluateAll((all) => all.map((lever) => lever.getBoundingClientRect().top));
    expect(tops).toEqual([...tops].sort((one, other) => one - other));
  });

  await test.step('undo and redo keep the focus, and have nothing more to do at the ends', async () => {
    const [undo, redo] = ['Undo', 'Redo'].map((name) => page.getByRole('button', { name, exact: true }));
    await walk(page, undo);
    await expect(redo).toBeDisabled();
    await press(page, undo);
    await reads(dropout, '-9%');
    await walk(page, redo);
    await press(page, redo);
    await reads(dropout, '-10%');
    await expect(redo).toBeDisabled();
    await press(page, redo);
    await reads(dropout, '-10%');
  });

  await test.step('definitions, a chart\'s table and its reading line', async () => {
    const definition = page.locator('.consequences summary').filter({ hasText: 'How is this computed?' }).first();
    await walk(page, definition);
    await press(page, definition);
    await expect(page.getByText('The sum of all lifetime values:').first()).toBeVisible();
    await press(page, definition);
    await expect(page.getByText('The sum of all lifetime values:').first()).toBeHidden();

    const comparison = page.getByTestId('what-if-comparison');
    const menu = comparison.locator('summary');
    await walk(page, menu);
    await press(page, menu);
    await expect(comparison.getByRole('table')).toBeVisible();
    await expect(comparison.getByRole('row')).toHaveCount(7);
    await press(page, menu);
    await expect(comparison.getByRole('table')).toBeHidden();

    const chart = page.locator('svg.readable.histogram');
    await walk(page, chart);
    await press(page, chart, 'ArrowRight');
    const reading = page.locator('figure').filter({ has: chart }).locator('.reading');
    await expect(reading).toContainText('As it is');
    await press(page, chart, 'Escape');
    await expect(reading).not.toContainText('As it is');
  });

  const name = `By keyboard ${Date.now()}`;
  const first = (await settledFigures(page)).hash;
  const [duplicate, save] = ['Duplicate', 'Save'].map((label) => page.getByRole('button', { name: label, exact: true }));
  await test.step('a name, and saved', async () => {
    const words = page.locator('summary').filter({ hasText: 'Name and comment' });
    await walk(page, words, 'back');
    await press(page, words);
    await walk(page, page.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type(name);
    await walk(page, page.getByRole('textbox', { name: 'Comment' }));
    await page.keyboard.type('Without a mouse');
    await walk(page, save);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved. Everybody in this workspace can open it')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save changes' })).toBeFocused();
  });

  const second = await test.step('duplicated, changed and compared', async () => {
    await walk(page, duplicate, 'back');
    await press(page, duplicate);
    await expect(page.getByRole('button', { name: `${name}, copy` })).toHaveAttribute('aria-pressed', 'true');
    const rate = slider(page, 'purchase_rate');
    await walk(page, rate);
    for (let step = 0; step < 3; step += 1) await press(page, rate, 'ArrowRight');
    await reads(rate, '+3%');
    await expect.poll(async () => (await settledFigures(page)).hash).not.toBe(first);
    const figures = await settledFigures(page);
    const hashes = page.getByTestId('what-if-side-by-side').getByRole('row', { name: 'Result' }).getByRole('cell');
    await expect(hashes).toHaveText([first, figures.hash]);
    await walk(page, page.getByTestId('what-if-side-by-side').getByRole('region'));
    return figures;
  });

  await test.step('the copied link opens with the same numbers in a clean profile', async () => {
    const copy = page.getByRole('button', { name: 'Copy link' });
    await walk(page, copy, 'back');
    await press(page, copy);
    await expect(page.getByText('Copied: the link opens with the same numbers.')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const stranger = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
    const theirs = await stranger.newPage();
    await signIn(theirs, 'viewer', link);
    expect(await settledFigures(theirs)).toEqual(second);
    await stranger.close();
  });

  await test.step('what was saved is removed, and the focus goes to the list', async () => {
    const saved = page.locator('summary').filter({ hasText: 'Saved scenarios' });
    await walk(page, saved, 'back');
    await press(page, saved);
    const item = page.getByRole('listitem').filter({ hasText: name });
    await walk(page, item.getByRole('button', { name: 'Remove' }));
    await page.keyboard.press('Enter');
    await expect(item).toHaveCount(0);
    await expect(saved).toBeFocused();
  });
  expect(await pointers(page), 'no mouse, pen or finger was used').toBe(0);
});
