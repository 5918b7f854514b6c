import { join } from 'node:path';
import { check, choose, importAll, reported } from '../support/import.ts';
import { moveLever, settledFigures } from '../support/what-if.ts';
import { figures, launch, must, owner } from './seen.ts';

/** Drives the CDNOW sample through the real, empty system: orders in, endangered customers and a holdout out. */
const browser = await launch();
const page = await owner(browser);
await choose(page, join(process.env.HOLDFAST_DATA ?? '', 'cdnow_sample.csv'));
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

for (const sort of ['value', 'at-risk']) {
  await page.goto(`/customers?sort=${sort}`);
  await page.locator('[role=row] a[href^="/customers/"]').first().click();
  await page.waitForURL(/\/customers\/[0-9a-f]{16}/);
}
must(true, 'the best and the most endangered customer open');

await page.goto('/what-if');
await moveLever(page, 'purchase_rate', 'ArrowRight', 1);
await page.waitForURL(/rate=/);
const here = await settledFigures(page);
const other = await owner(browser, page.url());
must(JSON.stringify(await settledFigures(other)) === JSON.stringify(here), 'the same numbers in a clean profile');

console.log(JSON.stringify(figures));
await browser.close();
