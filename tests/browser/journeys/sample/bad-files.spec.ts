import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, choose, reported } from '../../support/import.ts';
import { records } from '../../support/money.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const csv = (name: string, text: string | Buffer) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.isBuffer(text) ? text : Buffer.from(text),
});
const header = 'customer,order,date,amount\n';

for (const [name, file, answer] of [
  ['an empty file', csv('empty.csv', ''), /The file is empty.*Nothing was stored/],
  ['a header without rows', csv('header.csv', header), /column names but no rows.*Nothing was stored/],
  ['a picture', { name: 'orders.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') }, /not a text file but a PNG image.*export the orders as CSV/],
] as const) {
  test(`${name} is answered by name`, async ({ page }) => {
    await signIn(page, 'owner');
    await choose(page, file);
    await expect(page.getByText(answer)).toBeVisible();
  });
}

test('a file in UTF-16 is read, and a day in 1899 is a rejected row with its line', async ({ page }) => {
  await signIn(page, 'owner');
  const text = `\uFEFF${header}Zoë,1,2026-01-05,10.50\nZoë,2,1899-12-30,99.00\n`;
  await choose(page, csv('utf16.csv', Buffer.from(text, 'utf16le')));
  await check(page);
  expect(await reported(page, 'Will be imported')).toEqual({ lines: 1, sum: '10.50' });
  expect((await reported(page, 'Cannot be read')).lines).toBe(1);
  const row = page.getByRole('row').filter({ hasText: '1899-12-30' });
  await expect(row).toContainText('3');
  await expect(row).toContainText('out of range');
});

test('the file of rejected rows has all of them, however many', async ({ page }) => {
  const rows = 40_000;
  await signIn(page, 'owner');
  const lines = Array.from({ length: rows }, (_, row) => `Ida,${row},2026-13-05,10.00\n`);
  await choose(page, csv('undated.csv', `${header}Ida,ok,2026-01-05,10.00\n${lines.join('')}`));
  await check(page);
  expect((await reported(page, 'Cannot be read')).lines).toBe(rows);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all 40,000' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  // It comes in parts of a megabyte.
  expect(saved.length).toBeGreaterThan(2 ** 20);
  const found = records(saved);
  expect(found.length).toBe(rows + 1);
  expect(found.slice(1).every(([line], row) => line === String(row + 3))).toBe(true);
});

test('a line of one gigabyte is answered by its number without being read to its end', async ({ page }) => {
  const path = join(tmpdir(), `holdfast-long-line-${process.pid}.csv`);
  const file = openSync(path, 'w');
  writeSync(file, `${header}Ida,1,2026-01-05,10.00\n"Ida,2,2026-01-06,`);
  for (let written = 0; written < 64; written += 1) writeSync(file, Buffer.alloc(1 << 20, 'a'));
  // The rest is a hole in the file: nobody reads so far.
  ftruncateSync(file, 2 ** 30);
  closeSync(file);
  try {
    await signIn(page, 'owner');
    await choose(page, path);
    await page.getByRole('button', { name: 'Check the whole file' }).click();
    await expect(page.getByText(/Line 3 is longer than .*quotation mark left open/)).toBeVisible();
  } finally {
    rmSync(path);
  }
});
