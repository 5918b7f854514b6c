import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { records } from '../../support/money.ts';
import { showReview } from '../../support/board.ts';
import { look } from '../../support/picture.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

/** Paper around a chart and pixels of the file a pixel of the page. */
const [margin, scale] = [24, 2];

const charts: { name: string; path: string; chart(page: Page): Locator }[] = [
  { name: 'bars by week', path: '/', chart: (page) => figureOf(page, '.week-bars') },
  { name: 'lines of the forecast', path: '/', chart: (page) => figureOf(page, '.forecast-lines') },
  { name: 'histogram', path: '/what-if?dropout=0.9', chart: (page) => figureOf(page, '.histogram') },
  { name: 'tornado', path: '/what-if?dropout=0.9', chart: (page) => figureOf(page, '.tornado .row') },
];

function figureOf(page: Page, drawing: string): Locator {
  return page.locator('figure').filter({ has: page.locator(drawing) });
}

/** Opens a page and waits for what comes last to it, below which nothing moves any more. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  if (path === '/') await showReview(page);
  if (path.startsWith('/what-if')) await expect(page.locator('.tornado .row').first()).toBeVisible();
}

async function saved(chart: Locator, button: string): Promise<Download> {
  const download = chart.page().waitForEvent('download');
  await chart.getByRole('button', { name: button }).click();
  return download;
}

test('the file of every chart holds the cells of its table', async ({ page }) => {
  await signIn(page, 'viewer');
  for (const { name, path, chart: find } of charts) {
    await test.step(name, async () => {
      await open(page, path);
      const chart = find(page);
      await chart.getByText('See or save').click();
      const table = chart.getByRole('table');
      await expect(table).toBeVisible();
      const file = await saved(chart, 'CSV');
      expect(file.suggestedFilename()).toMatch(/^[\p{L}\d-]{3,}\.csv$/u);
      const text = await readFile(await file.path(), 'utf8');
      expect(text.startsWith('\ufeff')).toBe(true);
      const cells = await table.evaluate((it: HTMLTableElement) =>
        [...it.rows].map((row) => [...row.cells].map((cell) => cell.textContent ?? '')),
      );
      expect(cells.length).toBeGreaterThan(3);
      // An apostrophe stands before what a spreadsheet would run.
      const written = records(text).map((row) => row.map((cell) => cell.replace(/^'(?=[=+@-])/, '')));
      // Exact numbers stand for what they read on the screen.
      const plain = (rows: string[][]) => rows.map((row) => row.map((cell) => (/^[\d,]+$/.test(cell) ? cell.replaceAll(',', '') : cell)));
      expect(plain(written)).toEqual(plain(cells));
      await expect(chart.getByRole('status')).toHaveText('Saved.');
    });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the picture of every chart shows it on ${colorScheme} paper`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await signIn(page, 'viewer');
    for (const { name, path, chart: find } of charts) {
      await test.step(name, async () => {
        await open(page, path);
        const chart = find(page);
        await chart.getByText('See or save').click();
        const shown = await chart.locator('.picture').boundingBox();
        const file = await saved(chart, 'PNG');
        await file.saveAs(`screenshots/chart-${name.replaceAll(' ', '-')}-${colorScheme}.png`);
        const seen = await look(page, await readFile(await file.path()));
        expect(Math.abs(seen.width - ((shown?.width ?? 0) + 2 * margin) * scale)).toBeLessThanOrEqual(1);
        const drawn = await chart.locator('.picture svg').last().boundingBox();
        const head = await chart.locator('figcaption').boundingBox();
        const bottom = (drawn?.y ?? 0) + (drawn?.height ?? 0) - (shown?.y ?? 0);
        expect(seen.height).toBeGreaterThanOrEqual((bottom + 2 * margin) * scale);
        expect(seen.height).toBeLessThan(((shown?.height ?? 0) + (head?.height ?? 0) + 4 * margin) * scale);
        const paper = await chart.evaluate((it) => getComputedStyle(it).backgroundColor);
        expect(await rgb(page, paper)).toEqual(seen.corner);
        // Lines, bars and words: neither blank nor without its drawing.
        expect(seen.colours, 'colours of the drawing').toBeGreaterThan(3);
        expect(seen.inked, 'share that is not paper').toBeGreaterThan(0.01);
        // At the foot stands that the data are a sample.
        const foot = seen.height - margin * scale - 20;
        expect(seen.bands[Math.floor((foot * seen.bands.length) / seen.height)], 'the last line').toBeGreaterThan(0.001);
      });
    }
  });
}

async function rgb(page: Page, colour: string): Promise<number[]> {
  return page.evaluate((colour) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, colour);
}

test('keys and pointer read one value of a chart after the other', async ({ page }) => {
  await signIn(page, 'viewer');
  for (const { name, path, chart: find } of charts.slice(0, 3)) {
    await test.step(name, async () => {
      await open(page, path);
      const chart = find(page);
      const drawing = chart.locator('svg.readable');
      const [said, mark] = [chart.locator('[aria-live=polite]'), chart.locator('.reading-mark')];
      await expect(mark).toHaveCount(0);
      await drawing.focus();
      await expect(said).toHaveText('Arrow keys read one value after the other.');
      // The table has its rows while it is open.
      const menu = chart.getByText('See or save');
      await menu.click();
      await expect(chart.locator('tbody tr').first()).toBeVisible();
      const rows = await chart.locator('tbody tr').evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
      );
      await menu.click();
      await drawing.focus();
      // Weeks stand in the table with the latest on top.
      const places = path === '/' ? rows.reverse() : rows;
      const reads = async (place: number) => {
        for (const cell of places[place]) await expect(said).toContainText(cell);
      };
      await page.keyboard.press('ArrowRight');
      await reads(0);
      await page.keyboard.press('ArrowRight');
      await reads(1);
      const second = await mark.getAttribute('x1');
      await page.keyboard.press('End');
      await reads(places.length - 1);
      await page.keyboard.press('ArrowRight');
      await reads(places.length - 1);
      await page.keyboard.press('ArrowLeft');
      await reads(places.length - 2);
      expect(await mark.getAttribute('x1')).not.toBe(second);
      await page.keyboard.press('Home');
      await reads(0);
      await page.keyboard.press('Escape');
      await expect(mark).toHaveCount(0);

      const box = await drawing.boundingBox();
      if (!box) throw new Error('not drawn');
      await page.mouse.move(box.x + box.width * 0.999, box.y + 40);
      await reads(places.length - 1);
      await page.mouse.move(box.x + 1, box.y + 40);
      await reads(0);
      await page.mouse.move(box.x, box.y - 60);
      await expect(mark).toHaveCount(0);
    });
  }
});

test('the picture of a table wider than a phone holds all of it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 900 });
  await signIn(page, 'viewer');
  await page.goto('/');
  await showReview(page);
  const chart = page.getByTestId('review-cohorts');
  const table = chart.locator('.heat-table');
  const widths = () => table.evaluate((it) => ({ table: it.scrollWidth, seen: it.parentElement?.clientWidth ?? 0 }));
  const before = await widths();
  expect(before.table, 'wider than what is seen of it').toBeGreaterThan(before.seen + 40);
  await chart.getByText('See or save').click();
  const file = await saved(chart, 'PNG');
  await file.saveAs('screenshots/chart-cohorts-phone.png');
  const seen = await look(page, await readFile(await file.path()));
  expect(seen.width).toBeGreaterThanOrEqual((before.table + 2 * margin) * scale);
  expect(await widths(), 'the page is as it was').toEqual(before);
});
