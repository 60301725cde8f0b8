import type { Dataset } from '../catalogue/dataset';
import type { StreamQuery } from '../query/query';

/** What is wrong with a query for single events besides its filters: whatever is about numbers. */
export function eventProblems(
  { metrics, groupBy, orderBy, bucket, show, shift, other, ceiling }: StreamQuery,
  { name, events }: Dataset,
  add: (path: string, message: string) => void
): void {
  const given: Array<[string, boolean]> = [
    ['metrics', metrics.length > 0],
    ['groupBy', groupBy.length > 0],
    ['bucket', bucket !== 'auto'],
    ['show', show !== 'value'],
    ['shift', shift !== 'none'],
    ['other', other],
    ['ceiling', ceiling !== 'error'],
  ];
  for (const [path, isGiven] of given) {
    if (isGiven) {
      add(
        path,
        `"${path}" is about numbers, and ${name} has single events: leave it out, or choose ${events?.countedBy}.`
      );
    }
  }
  if (orderBy.length > 0) {
    add('orderBy', 'Single events come newest first: leave "orderBy" out.');
  }
}
