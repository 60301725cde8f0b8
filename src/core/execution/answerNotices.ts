import { inWords } from '../limits';
import { infos } from '../notice';
import type { Context, Notice } from '../seam';
import type { Answer } from './answer';
import type { Plan } from './plan';

/** What a reader should know about the numbers, each thing once. */
export function answerNotices(
  { dataset, parts, periods, settledUntil }: Plan,
  { notes, of }: Answer,
  { caller, now }: Context
): Notice[] {
  const { span } = periods.now;
  return infos([
    of === 0 && parts.length > 0 && dataset.whenEmpty,
    notes.averaged && 'Averages of several rows are combined, weighted by their counts.',
    notes.sampled !== undefined &&
      `Cloudflare sampled these events: a stored one stands for up to ${Math.round(notes.sampled)}, so the numbers are estimates.`,
    notes.rounded && 'Some numbers are larger than 2^53 and therefore rounded.',
    caller === 'explore' && span.to > settledUntil && `The last ${inWords(now - settledUntil)} may still change.`,
  ]);
}
