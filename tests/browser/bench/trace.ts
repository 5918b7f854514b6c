import type { Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  args?: { name?: string; data?: { type?: string } };
}

/** A trace of the browser while something is done. */
export async function traced(page: Page, action: () => Promise<unknown>): Promise<Trace> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', (data) => events.push(...(data.value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
  await session.send('Tracing.start', { traceConfig: { includedCategories: categories }, transferMode: 'ReportEvents' });
  await action();
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return new Trace(events);
}

/** Names of events on the main thread, by what the browser does meanwhile. */
const PARTS = {
  style: ['UpdateLayoutTree', 'RecalculateStyles'],
  layout: ['Layout'],
  paint: ['PrePaint', 'Paint', 'Layerize', 'Commit', 'UpdateLayer'],
} as const;

/** What threads of the renderer did, in milliseconds. */
export class Trace {
  private readonly main: TraceEvent[];
  private readonly worker: TraceEvent[];

  constructor(events: TraceEvent[]) {
    const thread = (named: (name: string) => boolean) => {
      const threads = events.filter((event) => event.name === 'thread_name' && named(event.args?.name ?? ''));
      const ids = new Set(threads.map((event) => `${event.pid}/${event.tid}`));
      return events.filter((event) => event.ph === 'X' && ids.has(`${event.pid}/${event.tid}`));
    };
    this.main = thread((name) => name === 'CrRendererMain');
    this.worker = thread((name) => name.startsWith('DedicatedWorker'));
  }

  /** The longest task of the main thread. */
  longestTask(): number {
    return Math.max(0, ...this.main.filter((event) => event.name === 'RunTask').map((event) => (event.dur ?? 0) / 1000));
  }

  /** Time of each part: script before the answer, the worker, script with the answer, style, layout and paint. */
  parts(): Record<string, number> {
    const answers = this.main.filter((event) => event.name === 'HandlePostMessage');
    const isIn = (event: TraceEvent, outer: TraceEvent) =>
      event.tid === outer.tid && event.ts >= outer.ts && event.ts <= outer.ts + (outer.dur ?? 0);
    const tasks = (events: TraceEvent[]) => events.filter((event) => event.name === 'RunTask');
    const answering = tasks(this.main).filter((task) => answers.some((answer) => isIn(answer, task)));
    const parts: Record<string, number> = {
      worker: sum(tasks(this.worker)),
      answer: sum(answering),
      main: sum(tasks(this.main)),
    };
    for (const [part, names] of Object.entries(PARTS)) {
      parts[part] = sum(this.main.filter((event) => (names as readonly string[]).includes(event.name)));
    }
    return parts;
  }
}

function sum(events: TraceEvent[]): number {
  return events.reduce((total, event) => total + (event.dur ?? 0) / 1000, 0);
}
