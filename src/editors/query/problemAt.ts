import type { Problem } from '../../core';

const within = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);

/** What is wrong at a place, in the form that Grafana's fields take. */
export interface ProblemAt {
  readonly invalid: boolean;
  readonly error?: string;
}

/** What is wrong at a place of the query or inside it. */
export function problemAt(problems: readonly Problem[], place: string): ProblemAt {
  const problem = problems.find(({ path }) => within(path, place));
  return { invalid: problem !== undefined, error: problem?.message };
}

/** What is wrong at none of the places. */
export const problemsElsewhere = (problems: readonly Problem[], places: readonly string[]): readonly Problem[] =>
  problems.filter(({ path }) => !places.some((place) => within(path, place)));
