import type { Window } from '../src/core/seam';

/** Spans in which nothing happened: the data are as though no event of any kind had been in them. */
export interface Quiet {
  spans(): readonly Window[];
  add(span: Window): void;
  clear(): void;
}

export function makeQuiet(): Quiet {
  let spans: readonly Window[] = [];
  return {
    spans: () => spans,
    add(span) {
      spans = [...spans, span];
    },
    clear() {
      spans = [];
    },
  };
}

/** A span out of JSON, or a sentence on what is wrong with it. */
export function parseSpan(value: unknown): Window | string {
  const { from, to } = (value ?? {}) as Partial<Window>;
  return Number.isFinite(from) && Number.isFinite(to) && Number(from) < Number(to)
    ? { from: Number(from), to: Number(to) }
    : 'A span is { "from": ms, "to": ms } with from before to.';
}
