import { check, choose, importAll } from '../../support/import.ts';
import { pictures } from '../../support/pictures.ts';
import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

const address = 'twice.birch@example.com';
const orders = [
  'order_id,customer_id,email,name,date,amount,email_consent',
  `T-1,twice-1,${address},Toni Birch,2028-01-05,10.00,yes`,
  `T-2,twice-1,${address},Toni Birch,2028-03-05,20.00,yes`,
  `T-3,twice-2,${address.toUpperCase()},Antonia Birch,2028-02-05,40.00,no`,
  'T-4,once-1,once@example.com,Once Only,2028-02-07,5.00,yes',
];

test('two records of one person are compared, merged by hand, and parted to the byte', async ({ page }) => {
  await signIn(page, 'owner', '/data');
  await choose(page, { name: 'twice.csv', mimeType: 'text/csv', buffer: Buffer.from(`${orders.join('\n')}\n`) });
  await check(page);
  await importAll(page);
  const headers = await authorization(page);
  const search = await page.request.get(`/api/customers/search?q=${encodeURIComponent(address)}`, { headers });
  const found = ((await search.json()) as { found: { id: string; number: string }[] }).found;
  expect(found).toHaveLength(2);
  const id = (number: string) => found.find((customer) => customer.number === number)!.id;
  const [one, two] = [id('twice-1'), id('twice-2')];
  const asKept = async (customer: string) => (await page.request.get(`/api/customers/${customer}`, { headers })).text();
  const before = [await asKept(one), await asKept(two)];

  await page.goto(`/customers/${one}`);
  const section = page.getByTestId('merge');
  const candidate = section.getByTestId('candidate');
  await expect(candidate).toHaveCount(1);
  await expect(candidate).toContainText('Both have the e-mail address');
  const compared = (name: string) => candidate.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  await expect(compared('Name').getByRole('cell')).toHaveText(['Toni Birch', 'Antonia Birch']);
  await expect(compared('Orders').getByRole('cell')).toHaveText(['2', '1']);
  await expect(compared('Spent').getByRole('cell')).toHaveText(['€30.00', '€40.00']);
  await expect(compared('Consents').getByRole('cell')).toHaveText([/given/, /withdrawn/]);
  await expect(candidate.getByLabel('This one')).toBeChecked();
  await pictures(page, 'merging');

  await candidate.getByRole('button', { name: 'Merge the two' }).click();
  await expect(section).toContainText('Merged: both are shown as one');
  await expect(candidate).toHaveCount(0);
  await expect(page.locator('.about')).toContainText('must not be written to');
  const both = JSON.parse(await asKept(one)) as { name: string; orders: { id: string }[] };
  expect(both.name).toBe('Toni Birch');
  expect(both.orders.map((order) => order.id)).toEqual(['T-1', 'T-3', 'T-2']);
  await expect(page.getByRole('heading', { name: '3 orders' })).toBeVisible();
  await pictures(page, 'merged');

  await page.goto(`/customers/${two}`);
  await expect(page.getByText('This record was merged into another')).toBeVisible();
  await page.getByRole('link', { name: 'Open the record that stands for it' }).click();
  await expect(page).toHaveURL(new RegExp(one));
  await section.getByRole('button', { name: 'Part number twice-2' }).click();
  await expect(section).toContainText('Parted: both are exactly as before');
  await expect(candidate).toHaveCount(1, { timeout: 60_000 });
  expect([await asKept(one), await asKept(two)]).toEqual(before);

  await test.step('the other may stay as well, and the way back is on its page', async () => {
    await candidate.getByLabel('The other').check();
    await candidate.getByRole('button', { name: 'Merge the two' }).click();
    await expect(page).toHaveURL(new RegExp(two));
    await expect(section.getByRole('button', { name: 'Part number twice-1' })).toBeVisible();
    await section.getByRole('button', { name: 'Part number twice-1' }).click();
    await expect(section).toContainText('Parted');
    expect([await asKept(one), await asKept(two)]).toEqual(before);
  });

  await page.goto('/data');
  const past = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'twice.csv', exact: true }) }).first();
  await past.getByRole('button', { name: 'Take back' }).click();
  await past.getByRole('button', { name: 'Take back' }).click();
  await expect(past).toContainText('Taken back', { timeout: 120_000 });
});
