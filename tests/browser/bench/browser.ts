import { loadavg } from 'node:os';
import type { Page } from '@playwright/test';
import { serveBase } from './base.ts';
import { memory, mostDuring, withoutCopies } from './memory.ts';
import { figures, launch, owner } from './seen.ts';
import { drag, dragAtOnce, interrupt, median, openStudio, settle } from './slider.ts';
import { traced } from './trace.ts';

/**
 * Measures one base in a browser. Its customers as a label: HOLDFAST_SIZE. With HOLDFAST_BASE, a folder of the site, the
 * app gets the base of that folder's manifest instead of the workspace's.
 */
const size = process.env.HOLDFAST_SIZE ?? '100k';
/** Moves of a lever that are timed. */
const MOVES = 60;
const browser = await launch();
const page = await owner(browser);
if (process.env.HOLDFAST_BASE) await serveBase(page, process.env.HOLDFAST_BASE);
console.log(`load averages at the start: ${loadavg().map((load) => load.toFixed(2)).join(' / ')}`);

if (size === '100k') figures.first_load_kb = await firstLoad(page);
await withoutCopies(page);
const loads: number[] = [];
figures[`memory_mb.loading.${size}`] = await mostDuring(page, async () => {
  loads.push(await baseLoad(page));
});
figures[`base_load_ms.${size}`] = median([...loads, await baseLoad(page), await baseLoad(page)]);

await openStudio(page);
await drag(page, 10);
const moves = await drag(page, MOVES);
figures[`slider_ms.median.${size}`] = median(moves.map((move) => move.whole));
figures[`slider_ms.worst.${size}`] = Math.max(...moves.map((move) => move.whole));
figures[`slider_ms.compute.${size}`] = median(moves.map((move) => move.computed));
figures[`slider_ms.at_once.${size}`] = median((await dragAtOnce(page, MOVES)).map((move) => move.whole));
const trace = await traced(page, () => drag(page, MOVES));
figures[`longest_task_ms.${size}`] = trace.longestTask();
const parts = Object.entries(trace.parts()).map(([part, time]) => `${part} ${(time / MOVES).toFixed(2)}`);
console.log(`milliseconds a move, ${size}: ${parts.join(', ')}`);

const held = await memory(page);
figures[`memory_mb.${size}`] = held.now;
figures[`memory_mb.peak.${size}`] = held.peak;

// With a cost, so that what brings it back is asked for too.
await openStudio(page, '?cost=1000000');
figures[`slider_ms.settled.${size}`] = median(await settle(page, 10));
const interrupting = (await interrupt(page, 30)).map((move) => move.whole);
figures[`slider_ms.interrupting.${size}`] = median(interrupting);
figures[`slider_ms.interrupting_worst.${size}`] = Math.max(...interrupting);

figures[`refit_ms.${size}`] = await refit(page);
console.log(`load averages at the end: ${loadavg().map((load) => load.toFixed(2)).join(' / ')}`);
console.log(JSON.stringify(figures));
await browser.close();

/** Kilobytes (1,000 bytes) of code that cross the wire for the board, the worker included, customer data excluded. */
async function firstLoad(page: Page): Promise<number> {
  const files = new Set<string>();
  // Chunks that the worker fetches appear nowhere else.
  page.context().on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (/\.(js|css|wasm|svg)$/.test(path)) files.add(path);
  });
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const html = await (await page.request.get('/')).text();
  for (const match of html.matchAll(/(?:src|href|content)="(\/[^"]+\.(?:js|css|wasm|svg))"/g)) files.add(match[1]);
  const seen = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
  for (const name of seen) if (/\.(js|css|wasm|svg)$/.test(new URL(name).pathname)) files.add(new URL(name).pathname);
  // A set that grows while it is walked: what the worker's scripts import is read as well, but no loader of chunks.
  for (const file of files) if (!file.includes('-chunks-') && file.includes('worker') && file.endsWith('.js')) {
    const script = await (await page.request.get(file)).text();
    for (const match of script.matchAll(/["'](?:\.)?(\/[\w./-]+\.(?:js|wasm))["']/g)) files.add(match[1]);
  }
  let bytes = Buffer.byteLength(html);
  for (const file of files) {
    const response = await fetch(new URL(file, page.url()), { headers: { 'accept-encoding': 'br' } });
    bytes += Number(response.headers.get('content-length') ?? 0);
    await response.body?.cancel();
  }
  return Math.round(bytes / 10) / 100;
}

/** Milliseconds from the navigation to the frame with the board's figures, which need the whole base. */
async function baseLoad(page: Page): Promise<number> {
  await page.goto('about:blank');
  await page.goto('/', { waitUntil: 'commit' });
  const drawn = await page.waitForFunction(
    () => (document.querySelector('.board .figure .value')?.textContent ? performance.now() : null),
    undefined,
    { polling: 'raf' },
  );
  return Number(await drawn.jsonValue());
}

/** Milliseconds from the click to the answer when the worker fits MBG/NBD anew; says when each step began. */
async function refit(page: Page): Promise<number> {
  await page.goto('/model');
  const section = page.getByTestId('refit');
  await section.getByRole('checkbox').first().waitFor();
  for (const box of await section.getByRole('checkbox').all()) {
    await box.setChecked((await box.getAttribute('name')) === 'mbg-nbd');
  }
  // The worker checks the model first, which takes longer than the refit.
  await page.getByRole('heading', { level: 1, name: /^The model was/ }).waitFor();
  await page.locator('table.heat').waitFor();
  const { steps, whole } = await section.evaluate(
    (section) =>
      new Promise<{ steps: [string, number][]; whole: number }>((resolve) => {
        const start = performance.now();
        const steps: [string, number][] = [];
        const observer = new MutationObserver(() => {
          const step = section.querySelector('.running [role=status]')?.textContent ?? '';
          if (step && step !== steps.at(-1)?.[0]) steps.push([step, Math.round(performance.now() - start)]);
          if (!section.querySelector('[data-testid=refit-hash][data-here]')) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve({ steps, whole: performance.now() - start }));
        });
        observer.observe(section, { subtree: true, childList: true, attributes: true, characterData: true });
        section.querySelector<HTMLButtonElement>('button[type=submit]')!.click();
      }),
  );
  console.log(`refit, ${size}: ${steps.map(([step, at]) => `"${step}" after ${at} ms`).join(', ')}`);
  return whole;
}
