import { expect, type Page } from '@playwright/test';

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
