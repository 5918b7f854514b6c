import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test('a shared link gives the same numbers and the same hash in a clean profile and on the server', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'owner', '/what-if');
  const compute = page.getByTestId('what-if-compute');
  await compute.waitFor();
  const hashOf = async () => (await compute.getAttribute('data-hash')) ?? '';
  const before = await hashOf();
  await page.locator('input[type=range][name=dropout]').focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft');
  await expect.poll(hashOf).not.toBe(before);
  await expect(page).toHaveURL(/dropout=/);
  await expect(page.getByTestId('what-if-difference')).toContainText('to');
  const here = { url: page.url(), hash: await hashOf(), numbers: await page.getByTestId('what-if-figures').innerText() };

  const stranger = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  const theirs = await stranger.newPage();
  await signIn(theirs, 'viewer', here.url);
  await expect(theirs.getByTestId('what-if-compute')).toHaveAttribute('data-hash', here.hash);
  await expect(theirs.getByTestId('what-if-difference')).toContainText('to');
  expect(await theirs.getByTestId('what-if-figures').innerText()).toBe(here.numbers);
  await stranger.close();

  const minted = await page.request.post('/local-idp/mint', { data: { tenant: 'maple-finch', role: 'owner' } });
  const { access_token: token } = await minted.json();
  const settings = await (await page.request.get('/api/settings', { headers: { authorization: `Bearer ${token}` } })).json();
  const query = new URL(here.url).searchParams;
  const scenario = {
    purchase_rate: Number(query.get('rate') ?? 1),
    dropout: Number(query.get('dropout') ?? 1),
    order_value: Number(query.get('value') ?? 1),
    margin_share: Number(query.get('margin') ?? settings.margin_share),
    annual_discount_rate: Number(query.get('discount') ?? settings.annual_discount_rate),
    horizon_months: Number(query.get('horizon') ?? settings.horizon_months),
  };
  const answer = await page.request.post('/api/what-if', { data: scenario, headers: { authorization: `Bearer ${token}` } });
  expect((await answer.json()).result_hash).toBe(here.hash);
});
