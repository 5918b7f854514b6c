import type { Page } from '@playwright/test';

/** What a picture looks like, as the browser draws it; the head is left out of the colours. */
export async function look(page: Page, png: Buffer) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const colour = (at: number) => [data[at], data[at + 1], data[at + 2]];
    const corner = colour(0);
    const counts = new Map<string, number>();
    for (let at = (data.length / 8) | 0; at < data.length; at += 4) {
      const key = colour(at - (at % 4)).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    // How much is not paper in forty bands from top to bottom.
    const bands = Array.from({ length: 40 }, (_, band) => {
      const [from, to] = [band, band + 1].map((edge) => Math.floor((edge * bitmap.height) / 40) * bitmap.width * 4);
      let inked = 0;
      for (let at = from!; at < to!; at += 4) if (colour(at).join() !== corner.join()) inked += 1;
      return (4 * inked) / (to! - from!);
    });
    return {
      bands,
      width: bitmap.width,
      height: bitmap.height,
      corner,
      colours: [...counts.values()].filter((count) => count > 200).length,
      inked: 1 - (counts.get(corner.join()) ?? 0) / total,
    };
  }, png.toString('base64'));
}
