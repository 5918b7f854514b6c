import { check, choose, importAll } from '../../support/import.ts';
import { pictures } from '../../support/pictures.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

const orders = [
  'order_id,customer_id,name,date,amount',
  'R1,friend-mai,Mai Ash,2029-01-05,19.90',
  'R2,friend-ida,Ida Elm,2029-02-11,30.00',
  'R3,friend-ida,Ida Elm,2029-03-01,12.50',
  'R4,friend-tom,Tom Oak,2029-01-02,10.00',
];

const events = [
  'event_id,customer_id,date,kind,text',
  'V1,friend-mai,2029-01-20,referral,MAI-1',
  'V2,friend-ida,2029-02-10,referred,mai-1',
  'V3,friend-lea,2029-02-12,referred,MAI-1',
  'V4,friend-tom,2029-02-13,referred,MAI-1',
  'V5,friend-mai,2029-02-14,referred,MAI-1',
];

const csv = (name: string, lines: string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });

test('recommendations come as events, count once and never oneself', async ({ page }) => {
  await signIn(page, 'owner');
  await choose(page, csv('referred-orders.csv', orders));
  await check(page);
  await importAll(page);
  await page.goto('/referrals');
  await expect(page.getByRole('heading', { name: 'No recommendations yet' })).toBeVisible();

  await choose(page, csv('recommendations.csv', events));
  await check(page);
  await importAll(page);
  await page.goto('/referrals');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 customer brought 2 others, who have bought for €42.50 so far');
  await expect(page.getByText('1 of 2 have ordered: 50%')).toBeVisible();
  await expect(page.getByTestId('referrers').locator('tbody tr')).toHaveText([/Mai Ash ?2 ?1 ?€42\.50/]);
  const came = page.getByTestId('referred').locator('tbody tr');
  await expect(came).toHaveCount(4);
  await expect(came.filter({ hasText: 'Ida Elm' })).toContainText('first order on 11 Feb 2029: one reward');
  await expect(came.filter({ hasText: 'Tom Oak' })).toContainText('had ordered before');
  await expect(came.filter({ hasText: '14 Feb 2029' })).toContainText('their own code');
  await expect(page.getByTestId('refused').locator('tbody tr')).toHaveCount(2);

  await pictures(page, 'referrals');

  for (const name of ['recommendations.csv', 'referred-orders.csv']) {
    await page.goto('/data');
    const past = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).first();
    await past.getByRole('button', { name: 'Take back' }).click();
    await past.getByRole('button', { name: 'Take back' }).click();
    await expect(past).toContainText('Taken back', { timeout: 120_000 });
  }
});
