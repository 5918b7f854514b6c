import type { Page, Response } from '@playwright/test';
import { check, choose, importAll } from '../../support/import.ts';
import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

const lines = Array.from({ length: 300 }, (_, line) => {
  const day = `2026-0${1 + (line % 9)}-${String(10 + (line % 18)).padStart(2, '0')}`;
  return `CLOSED-${line},CLOSER-${line % 70},${day},${(5 + (line % 40)).toFixed(2)}`;
});
const file = {
  name: 'closed.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`order_id,customer_id,date,amount\n${lines.join('\n')}\n`),
};

/** What the app does of an import, by the answer it has just got when its window is closed. */
const steps: Record<string, (answer: Response) => boolean> = {
  started: (answer) => isPost(answer, /^\/api\/imports$/),
  placed: (answer) => isPost(answer, /^\/api\/imports\/[^/]+\/chunks$/),
  uploaded: (answer) => answer.request().method() === 'PUT',
  compared: (answer) => isPost(answer, /^\/api\/imports\/[^/]+\/compare$/),
  committed: (answer) => isPost(answer, /^\/api\/imports\/[^/]+\/commit$/),
};

function isPost(answer: Response, path: RegExp): boolean {
  return answer.request().method() === 'POST' && path.test(new URL(answer.url()).pathname);
}

test('an import whose window is closed after any step ends as one that was left alone', async ({ page, context }) => {
  test.setTimeout(300_000);
  await signIn(page, 'owner', '/data');
  await importAndCount(page);
  const expected = await stateHash(page);
  expect(expected).toBeTruthy();
  await takeBack(page);

  for (const [step, isIt] of Object.entries(steps)) {
    await test.step(step, async () => {
      const closed = await context.newPage();
      await choose(closed, file);
      await check(closed);
      const answered = closed.waitForResponse(isIt);
      await closed.getByRole('button', { name: /^Import .* lines$/ }).click();
      if (step === 'committed') await closed.getByRole('button', { name: 'Import now' }).click();
      await answered;
      await closed.close();

      await importAndCount(page);
      expect(await stateHash(page), step).toBe(expected);
      await takeBack(page);
    });
  }
});

async function importAndCount(page: Page): Promise<void> {
  await choose(page, file);
  await check(page);
  await importAll(page);
}

/** Takes every import of the file back, the newest first, until the shop is as empty as before. */
async function takeBack(page: Page): Promise<void> {
  const headers = await authorization(page);
  const imports = async () => {
    const answer = await page.request.get('/api/imports', { headers });
    const all = (await answer.json()) as { imports: { id: string; state: string; request: { file_name: string } }[] };
    return all.imports.filter((one) => one.request.file_name === file.name);
  };
  // The one whose window was closed after its commit may write on behind the one that was counted.
  await expect.poll(async () => (await imports()).some((one) => one.state === 'writing')).toBe(false);
  const done = (await imports()).filter((one) => one.state === 'done');
  expect(done.length).toBeGreaterThan(0);
  for (const { id } of done) {
    await page.request.post(`/api/imports/${id}/undo`, { headers });
    await expect.poll(async () => (await imports()).find((one) => one.id === id)?.state).toBe('undone');
  }
  expect(await newest(page)).toBeNull();
}

/** The state hash of the newest generation. */
async function stateHash(page: Page): Promise<string | undefined> {
  return (await newest(page))?.state_hash;
}

/** The newest generation, once no other is being made; null of a shop without customers. */
async function newest(page: Page): Promise<{ state_hash: string } | null> {
  const headers = await authorization(page);
  const base = async () => (await page.request.get('/api/base', { headers })).json();
  await expect.poll(async () => (await base()).scoring.state, { timeout: 60_000 }).toBe('idle');
  return (await base()).manifest;
}
