import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { check, choose, importAll, reported } from '../support/import.ts';
import { cents, thousandthsOfACent } from '../support/money.ts';
import { figures, launch, must, owner } from './seen.ts';

/** Drives the Online Retail file through the real, empty system: a shop whose orders identify no dropout. */
const bytes = gunzipSync(readFileSync(join(process.env.HOLDFAST_DATA ?? '', 'online_retail.csv.gz')));
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

const browser = await launch();
const page = await owner(browser);
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
await page.goto('/customers');
await page.locator('[role=row] a[href^="/customers/"]').first().click();
await page.waitForURL(/\/customers\/[0-9a-f]{16}/);
must(true, `a customer opens: ${await page.getByRole('article').getByRole('heading').first().innerText()}`);

console.log(JSON.stringify(figures));
await browser.close();
