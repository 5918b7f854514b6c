import { expect, type Page } from '@playwright/test';
import { authorization } from './session.ts';

/** Waits until the figures and their intervals belong to the scenario in the address, and reads them. */
export async function settledFigures(page: Page): Promise<{ hash: string; numbers: string }> {
  const figures = page.getByTestId('what-if-figures');
  await expect(page.getByTestId('what-if-compute')).toHaveAttribute('data-hash', /^[0-9a-f]{16}$/);
  await expect(figures.locator('.range').last()).toContainText(' to ');
  await expect(figures.locator('.old')).toHaveCount(0);
  const hash = (await page.getByTestId('what-if-compute').getAttribute('data-hash')) ?? '';
  return { hash, numbers: await figures.innerText() };
}

/** Moves a lever by keyboard and waits for another answer. */
export async function moveLever(page: Page, name: string, key: 'ArrowLeft' | 'ArrowRight', steps: number): Promise<void> {
  const compute = page.getByTestId('what-if-compute');
  await expect(compute).toHaveAttribute('data-hash', /^[0-9a-f]{16}$/);
  const before = await compute.getAttribute('data-hash');
  await page.locator(`input[type=range][name=${name}]`).focus();
  for (let step = 0; step < steps; step += 1) await page.keyboard.press(key);
  await expect.poll(() => compute.getAttribute('data-hash')).not.toBe(before);
}

/** A scenario as the API takes it. */
export type Scenario = Record<(typeof LEVERS)[number], number> & { scope?: object };

const LEVERS = [
  'purchase_rate',
  'purchase_rate_months',
  'dropout',
  'order_value',
  'margin_share',
  'cost_to_serve_minor',
  'annual_discount_rate',
  'horizon_months',
  'acquisition_volume',
  'acquisition_cost_minor',
] as const;

/** What the server says of a scenario. */
export interface Outcome {
  customer_equity_minor: number;
  expected_orders: number;
  result_hash: string;
  values: { customers: number[] };
}

/** The server's own what-if, asked past the app. */
export class ServerWhatIf {
  private constructor(
    private readonly page: Page,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn(page: Page): Promise<ServerWhatIf> {
    return new ServerWhatIf(page, await authorization(page));
  }

  /** The scenario of a link, with the settings where it has no lever. */
  async scenario(link: string): Promise<Scenario> {
    const settings = await (await this.page.request.get('/api/settings', { headers: this.headers })).json();
    const query = new URL(link).searchParams;
    const base: Scenario = {
      purchase_rate: 1,
      purchase_rate_months: 120,
      dropout: 1,
      order_value: 1,
      margin_share: settings.margin_share,
      cost_to_serve_minor: 0,
      annual_discount_rate: settings.annual_discount_rate,
      horizon_months: settings.horizon_months,
      acquisition_volume: 1,
      acquisition_cost_minor: 0,
    };
    const given = LEVERS.filter((lever) => query.has(lever)).map((lever) => [lever, Number(query.get(lever))]);
    return { ...base, ...Object.fromEntries(given) };
  }

  async evaluate(scenario: Scenario): Promise<Outcome> {
    const answer = await this.page.request.post('/api/what-if', { data: scenario, headers: this.headers });
    return answer.json();
  }
}
