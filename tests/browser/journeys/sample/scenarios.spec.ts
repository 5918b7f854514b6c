import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';
import { type Outcome, type Scenario, ServerWhatIf, settledFigures } from '../../support/what-if.ts';
import { evaluateInWorker, rememberWorkers } from '../../support/worker.ts';

const SCENARIOS = 1_000;
const A_SCOPE = 25;
/** Requests that are under way at once. */
const AT_ONCE = 4;

/** Numbers from 0 to 1 that are the same in every run (Mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Segments by rule, which the page offers once one was saved. */
const segments = [
  { all: [
    { is: { about: 'number', measure: 'orders', compare: { is: 'at-least', value: 2 } } },
    { not: { is: { about: 'risk', any_of: ['nearly-gone'] } } },
  ] },
  { any: [
    { not: { is: { about: 'number', measure: 'days-since-last-order', compare: { is: 'more-than', value: 60 } } } },
    { is: { about: 'number', measure: 'probability-alive', reading: 'surely', compare: { is: 'at-least', value: 0.5 } } },
  ] },
].map((rule) => ({ kind: 'segment', definition: { version: 1, rule } }));

/** A choice of the page as the API takes it. */
function scope(choice: string): object {
  const parts = choice.split('.').map((part) => part.split(':'));
  const [[kind, value]] = parts;
  if (kind === 'source') return { kind, name: decodeURIComponent(value) };
  if (kind === 'cohort') return { kind, month: value };
  if (kind === 'rfm') {
    const [recency, frequency, spend] = value.split('-').map(Number);
    return { kind, recency, frequency, spend };
  }
  return kind === 'everyone' ? { kind } : { kind: 'risk-and-value', ...Object.fromEntries(parts) };
}

test('a thousand random scenarios have the same result in the worker and on the server', async ({ page }) => {
  await rememberWorkers(page);
  await signIn(page, 'owner', '/customers?sort=value');
  const link = await page.locator('[role=row] a[href^="/customers/"]').first().getAttribute('href');
  const one = { kind: 'customer', id: link!.split('/').at(-1) };
  await page.goto('/what-if?dropout=0.9');
  await settledFigures(page);
  const server = await ServerWhatIf.signIn(page);
  const base = await server.scenario(new URL('/what-if', page.url()).href);
  const choices = await page.getByLabel('For whom').locator('option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const next = random(20_261_122);
  const shuffled = choices.map((choice) => ({ choice, at: choice === 'everyone' ? -1 : next() })).sort((one, other) => one.at - other.at);
  const chosen = shuffled.slice(0, SCENARIOS / A_SCOPE - segments.length - 1).map(({ choice }) => scope(choice));
  const scopes = [...chosen, ...segments, one];
  expect(new Set(scopes.map((it) => (it as { kind: string }).kind))).toEqual(new Set(['everyone', 'source', 'cohort', 'risk-and-value', 'rfm', 'segment', 'customer']));

  const largest = await evaluateInWorker(page, scopes.map((scope) => ({ ...base, scope })));
  const between = (low: number, high: number) => {
    const place = next();
    return place < 0.05 ? low : place > 0.95 ? high : low + (high - low) * next();
  };
  const scenarios: Scenario[] = scopes.flatMap((scope, index) =>
    Array.from({ length: A_SCOPE }, () => ({
      purchase_rate: between(0.5, 2),
      purchase_rate_months: Math.round(between(1, 120)),
      dropout: between(0.25, largest[index].largestDropout),
      order_value: between(0.5, 2),
      margin_share: between(0, 1),
      cost_to_serve_minor: between(0, 2_000),
      acquisition_volume: between(0, 3),
      acquisition_cost_minor: between(0, 5_000),
      annual_discount_rate: between(0, 1),
      horizon_months: Math.round(between(1, 120)),
      scope,
    })),
  );
  expect(scenarios).toHaveLength(SCENARIOS);

  const here = (await evaluateInWorker(page, scenarios)).map(({ outcome }) => outcome);
  const there: Outcome[] = [];
  for (let first = 0; first < SCENARIOS; first += AT_ONCE) {
    const outcomes = await Promise.all(scenarios.slice(first, first + AT_ONCE).map((scenario) => server.evaluate(scenario)));
    there.push(...outcomes);
  }
  // Every number of the outcome, as JSON has them to the last bit, and the hash.
  expect(there).toEqual(here);
  const hashes = here.map((outcome) => outcome.result_hash);
  expect(new Set(hashes).size).toBeGreaterThan(SCENARIOS - 10);
  expect(hashes.every((hash) => /^[0-9a-f]{16}$/.test(hash))).toBe(true);
});
