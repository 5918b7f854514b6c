import { loadavg } from 'node:os';
import { serveBase } from './base.ts';
import { figures, launch, must, owner } from './seen.ts';
import { median } from './slider.ts';

/**
 * Counts segments over the base of a folder of the site (HOLDFAST_BASE) in the app's worker. The rules are HOLDFAST_RULES, the hashes of
 * their members as counted natively HOLDFAST_HASHES.
 */
const size = process.env.HOLDFAST_SIZE ?? '1m';
const rules: string[] = JSON.parse(process.env.HOLDFAST_RULES ?? '[]');
const hashes: string[] = JSON.parse(process.env.HOLDFAST_HASHES ?? '[]');
const browser = await launch();
const page = await owner(browser);
await serveBase(page, process.env.HOLDFAST_BASE ?? 'measured-base');
console.log(`load averages: ${loadavg().map((load) => load.toFixed(2)).join(' / ')}`);
const first: number[] = [];
const later: number[] = [];
for (const [index, rule] of rules.entries()) {
  // The page is loaded anew, so that nothing is kept from the rule before.
  await page.goto(`/segments?rule=${encodeURIComponent(rule)}`);
  const shown = page.getByTestId('segment-size');
  await shown.waitFor();
  first.push(Number(await shown.getAttribute('data-ms')));
  for (let time = 0; time < 5; time += 1) {
    const join = page.getByLabel('How the parts go together').first();
    await join.selectOption(time % 2 === 0 ? 'any' : 'all');
    await page.waitForFunction(
      (all) => new URL(location.href).searchParams.get('rule')?.includes(`"rule":{"${all}"`),
      time % 2 === 0 ? 'any' : 'all',
    );
    await page.locator('.segment-side .stale').waitFor({ state: 'detached' });
    later.push(Number(await shown.getAttribute('data-ms')));
  }
  await page.getByLabel('How the parts go together').first().selectOption('all');
  await page.locator('.segment-side .stale').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Check with the server' }).click();
  const said = page.getByTestId('members-hash-here');
  await said.waitFor({ state: 'attached' });
  must((await said.textContent()) === hashes[index], `rule ${index + 1} has the same members as natively`);
}
figures[`segment_count_ms.worker.${size}`] = Math.max(...first);
figures[`segment_count_ms.worker_again.${size}`] = median(later);
console.log(JSON.stringify(figures));
await browser.close();
