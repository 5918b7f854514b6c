import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { signIn } from '../../support/session.ts';
import { figures } from '../seen.ts';
import { median } from '../slider.ts';

/** Lighthouse on the board of a signed-in person with an empty HTTP cache, so many times each. */
const RUNS = 3;
const port = await freePort();
const profile = mkdtempSync(join(tmpdir(), 'holdfast-lighthouse-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.HOLDFAST_BROWSER,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--remote-debugging-port=${port}`],
});
try {
  const page = context.pages()[0] ?? (await context.newPage());
  const board = `${process.env.HOLDFAST_URL}/`;
  await signIn(page, 'owner', board);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const cache = await context.newCDPSession(page);
  for (const [suffix, config] of [['', desktopConfig], ['.mobile', undefined]] as const) {
    const scores: Record<string, number[]> = { performance: [], accessibility: [], 'best-practices': [] };
    for (let run = 0; run < RUNS; run += 1) {
      await page.goto('about:blank');
      await cache.send('Network.clearBrowserCache');
      // Storage stays, or nobody would be signed in.
      const flags = { port, disableStorageReset: true, onlyCategories: Object.keys(scores), logLevel: 'error' as const };
      const result = await lighthouse(board, flags, config);
      if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? 'Lighthouse has no result');
      for (const [name, values] of Object.entries(scores)) values.push(Math.round((result.lhr.categories[name].score ?? 0) * 100));
      if (run === 0) tell(suffix || '.desktop', result.lhr.audits);
    }
    for (const [name, values] of Object.entries(scores)) figures[`lighthouse.${name}${suffix}`] = median(values);
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
console.log(JSON.stringify(figures));

/** What one run measured, and which audits fail. */
function tell(preset: string, audits: Record<string, { title: string; score: number | null; scoreDisplayMode: string; displayValue?: string }>): void {
  for (const id of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index']) {
    console.log(`lighthouse${preset}: ${audits[id]?.title} ${audits[id]?.displayValue}`);
  }
  const failed = Object.values(audits).filter((it) => it.score !== null && it.score < 0.9 && it.scoreDisplayMode !== 'informative');
  for (const audit of failed) console.log(`lighthouse${preset}: ${audit.title} (${audit.score}${audit.displayValue ? `, ${audit.displayValue}` : ''})`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
