import type { Page } from '@playwright/test';

/** Answers with the manifest of a folder of the site; its chunks come from the site itself. */
export async function serveBase(page: Page, folder: string): Promise<void> {
  const manifest = await (await page.request.get(`/${folder}/manifest.json`)).json();
  for (const chunk of manifest.chunks) chunk.url = `/${folder}/${chunk.url}`;
  const json = { manifest, scoring: { state: 'idle' } };
  await page.context().route('**/api/base', (route) => route.fulfill({ json }));
  const count = manifest.attribute_chunks ?? 0;
  const urls = Array.from({ length: count }, (_, number) => `/${folder}/attributes-${number}.base`);
  const attributes = { generation: manifest.generation, urls };
  await page.context().route('**/api/base/attributes', (route) => route.fulfill({ json: attributes }));
}
