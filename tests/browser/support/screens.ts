import { expect, type Page } from '@playwright/test';
import { showReview } from './board.ts';

/** A screen of the app with the sample shop loaded, and how to reach it complete. */
export interface Screen {
  name: string;
  open(page: Page): Promise<void>;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

export const screens: Screen[] = [
  {
    name: 'board',
    async open(page) {
      await page.goto('/');
      await expect(heading(page)).toContainText(/slipping|late/);
      await showReview(page);
      await expect(page.getByTestId('review-bridge').getByRole('heading')).toContainText('Customer equity');
      await expect(page.getByTestId('review-cohorts').locator('.heat-table')).toBeVisible();
      await expect(page.getByTestId('review-repurchase').locator('.curve')).toBeVisible();
      await expect(page.getByTestId('goal-zero-churn')).toBeVisible();
      await expect(page.getByTestId('review-left').locator('.reasons')).toBeVisible();
    },
  },
  {
    name: 'customers',
    async open(page) {
      await page.goto('/customers');
      await expect(heading(page)).toContainText(/customers/);
      await expect(page.getByRole('row').nth(1)).toBeVisible();
    },
  },
  {
    name: 'customer',
    async open(page) {
      await page.goto('/customers');
      await page.getByRole('row').nth(1).waitFor();
      await page.locator('[role=row] a[href^="/customers/"]').first().click();
      await page.waitForURL(/\/customers\/[0-9a-f]{16}/);
      await page.reload();
      // Until the base is here the heading is the list's.
      await expect(heading(page)).not.toHaveText('Customers');
    },
  },
  {
    name: 'segments',
    async open(page) {
      await page.goto('/segments');
      await expect(page.getByTestId('rfm-names').getByRole('listitem')).toHaveCount(9);
      await expect(page.getByTestId('tiers').getByTestId('tier-cut')).toHaveCount(4);
      await expect(page.getByTestId('stages').locator('tbody tr')).toHaveCount(6);
    },
  },
  {
    name: 'segment',
    async open(page) {
      const of = (measure: string, compare: object) => ({ is: { about: 'number', measure, compare } });
      const alive = { is: 'less-than', value: 0.3 };
      const rule = {
        all: [
          of('orders', { is: 'at-least', value: 3 }),
          { is: { about: 'number', measure: 'probability-alive', reading: 'surely', compare: alive } },
          { any: [{ not: { is: { about: 'product', bought: 'any-of', products: ['Wool socks'] } } }, { is: { about: 'stage', any_of: ['lapsed'] } }] },
        ],
      };
      await page.goto(`/segments?rule=${encodeURIComponent(JSON.stringify({ version: 1, rule }))}`);
      await expect(page.getByTestId('segment-size')).toBeVisible();
    },
  },
  {
    name: 'what-if',
    async open(page) {
      await page.goto('/what-if?dropout=0.9&cost=500000');
      await expect(page.getByTestId('what-if-break-even').locator('tr[data-lever]')).toHaveCount(7);
      await expect(page.getByTestId('what-if-comparison').locator('.tornado .row')).toHaveCount(6);
    },
  },
  {
    name: 'claims',
    async open(page) {
      await page.goto('/claims?retention=0.8&winning=0.3&won_spent=9000&won=300&kept_spent=4000&kept=800');
      await expect(page.getByTestId('claims-told')).toContainText('expected');
    },
  },
  {
    name: 'model',
    async open(page) {
      await page.goto('/model');
      await expect(heading(page)).toContainText(/The model was/);
      await expect(page.locator('table.heat')).toBeVisible();
      await page.getByTestId('model-card').getByText('Parameters', { exact: true }).click();
    },
  },
  {
    name: 'health',
    async open(page) {
      await page.goto('/health?rhythm=40');
      await expect(heading(page)).toContainText('good health');
      await expect(page.getByTestId('health-check')).toContainText('put in the right order');
      await expect(page.getByTestId('engagement-ratios')).toBeVisible();
      await expect(page.getByTestId('health-drivers').locator('.forest')).toBeVisible();
    },
  },
  {
    name: 'defections',
    async open(page) {
      await page.goto('/defections?why=unknown');
      await expect(heading(page)).toContainText('nobody has said why');
      await expect(page.getByTestId('lost').locator('tbody tr').first()).toBeVisible();
      await expect(page.getByRole('group', { name: 'Why they left' }).getByRole('button', { name: /\(\d/ })).toHaveCount(9);
    },
  },
  {
    name: 'contracts',
    async open(page) {
      await page.goto('/contracts');
      await expect(heading(page)).toHaveText('Contracts');
      await expect(page.getByRole('link', { name: 'Bring a list of contracts' })).toBeVisible();
    },
  },
  {
    name: 'referrals',
    async open(page) {
      await page.goto('/referrals');
      await expect(page.getByRole('link', { name: 'Bring a list of events' })).toBeVisible();
    },
  },
  {
    name: 'data-quality',
    async open(page) {
      await page.goto('/data-quality');
      await expect(page.getByRole('heading', { name: 'No consent on record' })).toBeVisible();
    },
  },
  {
    name: 'data',
    async open(page) {
      await page.goto('/data');
      await expect(heading(page)).toBeVisible();
    },
  },
  {
    name: 'settings',
    async open(page) {
      await page.goto('/settings');
      await expect(page.getByLabel(/margin/i).first()).toBeVisible();
    },
  },
  {
    name: 'connections',
    async open(page) {
      await page.goto('/connections');
      // Until all three lists are here the heading is the page's name.
      await expect(heading(page)).not.toHaveText('Connections');
      await page.getByRole('button', { name: 'Make a key' }).click();
      await page.getByRole('button', { name: 'Connect a shop' }).click();
      await page.getByRole('button', { name: 'Add an endpoint' }).click();
    },
  },
  {
    name: 'not-found',
    async open(page) {
      await page.goto('/no-such-page');
      await expect(heading(page)).toHaveText('There is no such page');
    },
  },
];
