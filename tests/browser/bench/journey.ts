import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { check, choose, importAll, reported } from '../support/import.ts';
import { cents, thousandthsOfACent } from '../support/money.ts';
import { signIn } from '../support/session.ts';

/** Drives real order files through the real, empty system and prints one flat JSON object of what was seen. */
const folder = process.env.HOLDFAST_DATA ?? '';
const figures: Record<string, number> = {};
const browser = await chromium.launch({
  executablePath: process.env.HOLDFAST_BROWSER,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});

await onlineRetail(browser);
await cdnow(browser);
console.log(JSON.stringify(figures));
await browser.close();

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
  console.log(`seen: ${what}`);
}

async function member(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: process.env.HOLDFAST_URL, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await signIn(page, 'owner');
  return page;
}

async function onlineRetail(browser: Browser): Promise<void> {
  const bytes = gunzipSync(readFileSync(join(folder, 'online_retail.csv.gz')));
  const sums = { lines: 0, accepted: 0n, without: 0n, withoutLines: 0 };
  for (const row of parse(bytes, { columns: true, bom: true }) as Record<string, string>[]) {
    const net = BigInt(row.Quantity) * (thousandthsOfACent(row.UnitPrice) ?? 0n);
    sums.lines += 1;
    if (row.CustomerID.trim() === '') {
      sums.without += net;
      sums.withoutLines += 1;
    } else {
      sums.accepted += net;
    }
  }
  const page = await member(browser);
  const start = performance.now();
  await choose(page, { name: 'online_retail.csv', mimeType: 'text/csv', buffer: bytes });
  await check(page);
  figures['online_retail.check_ms'] = Math.round(performance.now() - start);
  const accepted = await reported(page, 'Will be imported');
  const without = await reported(page, 'In order, but without a customer');
  figures['online_retail.lines'] = accepted.lines + without.lines;
  figures['online_retail.without_customer'] = without.lines;
  must(accepted.lines + without.lines === sums.lines, `${sums.lines} lines`);
  must(without.lines === sums.withoutLines, `${sums.withoutLines} lines without customer reported`);
  must(Number(accepted.sum).toFixed(2) === cents(sums.accepted), `total ${cents(sums.accepted)} to the cent`);
  must(Number(without.sum).toFixed(2) === cents(sums.without), `without customer ${cents(sums.without)} to the cent`);
  await importAll(page);
  figures['online_retail.import_ms'] = Math.round(performance.now() - start);
  await page.goto('/');
  await page.getByText(/Dropout is not identified by these data/).first().waitFor();
  must(true, 'dropout is not identified by these data');
  await page.screenshot({ path: 'screenshots/online-retail-board.png', fullPage: true });
  await page.context().close();
}

async function cdnow(browser: Browser): Promise<void> {
  // Another workspace would need another person; the first one is emptied by starting anew instead.
  const minted = await fetch(`${process.env.HOLDFAST_URL}/local-idp/mint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: 'cdnow', role: 'owner' }),
  });
  const { access_token: token } = (await minted.json()) as { access_token: string };
  const context = await browser.newContext({ baseURL: process.env.HOLDFAST_URL, locale: 'en-GB' });
  await context.route('**/api/session/refresh', (route) =>
    route.fulfill({ json: { access_token: token, expires_in: 3600 } }),
  );
  await context.addInitScript(() => localStorage.setItem('session', '1'));
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await choose(page, join(folder, 'cdnow_sample.csv'));
  await check(page);
  const accepted = await reported(page, 'Will be imported');
  must(accepted.lines === 6919, '6,919 lines of CDNOW');
  await importAll(page);
  await page.goto('/?split=1997-09-30');
  await page.getByRole('heading', { level: 1, name: /slipping/ }).waitFor();
  const named = await page.getByRole('row').filter({ hasText: /every/ }).count();
  must(named > 0, `${named} endangered customers named`);
  const sentence = await page.getByText(/From the orders up to .* alone/).last().innerText();
  must(/1997/.test(sentence), sentence);
  figures['cdnow.endangered_named'] = named;
  figures['cdnow.holdout_actual'] = Number(/([\d,]+) came/.exec(sentence)?.[1].replaceAll(',', ''));
  await page.screenshot({ path: 'screenshots/cdnow-board.png', fullPage: true });
  await context.close();
}
