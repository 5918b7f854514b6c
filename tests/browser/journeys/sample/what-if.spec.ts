import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';
import { moveLever, settledFigures } from '../../support/what-if.ts';

test('a shared link gives the same numbers and the same hash in a clean profile and on the server', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'owner', '/what-if');
  await moveLever(page, 'dropout', 'ArrowLeft', 4);
  await expect(page).toHaveURL(/dropout=/);
  const here = await settledFigures(page);
  const link = page.url();

  const stranger = await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  const theirs = await stranger.newPage();
  await signIn(theirs, 'viewer', link);
  expect(await settledFigures(theirs)).toEqual(here);
  await stranger.close();

  const minted = await page.request.post('/local-idp/mint', { data: { tenant: 'maple-finch', role: 'owner' } });
  const { access_token: token } = await minted.json();
  const settings = await (await page.request.get('/api/settings', { headers: { authorization: `Bearer ${token}` } })).json();
  const query = new URL(link).searchParams;
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
