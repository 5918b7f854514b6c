import type { Page } from '@playwright/test';
import type { Outcome } from './what-if.ts';

interface Workshop {
  workers: Worker[];
  sent: Record<string, unknown>[];
}

/** Remembers the workers that pages start from now on, and what they are asked. */
export async function rememberWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const workshop: Workshop = { workers: [], sent: [] };
    Object.assign(window, { workshop });
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        workshop.workers.push(this);
      }

      override postMessage(message: Record<string, unknown>, ...rest: unknown[]): void {
        workshop.sent.push(message);
        (super.postMessage as (...all: unknown[]) => void)(message, ...rest);
      }
    };
  });
}

/** What the worker says of a scenario. */
export interface Evaluated {
  outcome: Outcome;
  largestDropout: number;
}

/**
 * Asks the app's own worker about scenarios, in the words in which the app has asked it about one before.
 */
export function evaluateInWorker(page: Page, scenarios: object[]): Promise<Evaluated[]> {
  return page.evaluate(async (scenarios) => {
    const { workers, sent } = (window as unknown as { workshop: Workshop }).workshop;
    const worker = workers.at(-1)!;
    /** A message with the scenario of its text replaced; `null` where it has none. */
    const about = (value: unknown, scenario: object): unknown => {
      if (typeof value !== 'object' || value === null) return null;
      if ('scenario' in value) return { ...value, scenario };
      for (const [key, inner] of Object.entries(value)) {
        const replaced = about(inner, scenario);
        if (replaced) return { ...value, [key]: replaced };
      }
      return null;
    };
    const parsed = (text: unknown): unknown => {
      try {
        return typeof text === 'string' ? JSON.parse(text) : null;
      } catch {
        return null;
      }
    };
    const find = (value: unknown, name: string): unknown => {
      if (typeof value !== 'object' || value === null) return undefined;
      if (name in value) return (value as Record<string, unknown>)[name];
      return Object.values(value).map((inner) => find(inner, name)).find((found) => found !== undefined);
    };
    const ask = (template: Record<string, unknown>, id: number, scenario: object) =>
      new Promise<Evaluated | null>((resolve) => {
        const listen = ({ data }: MessageEvent) => {
          if (data.id !== id) return;
          worker.removeEventListener('message', listen);
          const texts = Object.values(data).map(parsed);
          const outcome = texts.map((text) => find(text, 'outcome')).find((found) => found !== undefined);
          const largest = texts.map((text) => find(text, 'largest_dropout')).find((found) => found !== undefined);
          const isOutcome = typeof find(outcome, 'result_hash') === 'string';
          resolve(isOutcome ? { outcome: outcome as Outcome, largestDropout: Number(largest) } : null);
        };
        worker.addEventListener('message', listen);
        const asked = Object.entries(template).map(([key, text]) => {
          const replaced = about(parsed(text), scenario);
          return [key, replaced ? JSON.stringify(replaced) : text];
        });
        worker.postMessage({ ...Object.fromEntries(asked), id });
      });
    let id = 1_000_000;
    const templates = sent.filter((message) => Object.values(message).some((text) => about(parsed(text), {})));
    // Several kinds of question hold a scenario; one of them is answered with an outcome.
    let template: Record<string, unknown> | undefined;
    for (const candidate of [...templates]) {
      if (!template && (await ask(candidate, id++, scenarios[0]))) template = candidate;
    }
    if (!template) throw new Error('the app has not asked about a scenario yet');
    const answers: Evaluated[] = [];
    for (const scenario of scenarios) {
      const answer = await ask(template, id++, scenario);
      if (!answer) throw new Error(`no outcome of ${JSON.stringify(scenario)}`);
      answers.push(answer);
    }
    return answers;
  }, scenarios);
}
