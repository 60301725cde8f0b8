import type { FrameJson, Result } from '../../src/core';
import { HIGH, withSince, type Case, type Complete, type Expected, type ExpectedFrame, type TextCase } from './case';
import { expected, rowsBehind } from './expected';
import { SINGLE } from './facts';
import { isSame } from './same';
import { answered } from './simulated';
import { expectedEvents, mostAlike } from './singleEvents';
import { rowsOfText, textDifference } from './text';

/**
 * The core may say that a case takes too many queries from this many full pages on, since pages are neither full nor
 * apart; and on tiny pages, which tell it too little of how dense the rest is.
 */
const COSTLY_PAGES = 60;
const TINY_PAGE = 10;
/** As long as a full page is asked again in halves, and each of the halves may be full. */
const COSTLY_HALVES = 10;

/**
 * How one case went: `costly` where the core may say that it is too large, `part` where what is complete of a case that is too large
 * is as it should be, and the same in another order of replies.
 */
export type Verdict =
  { readonly kind: 'same' | 'part' | 'refused' | 'costly' } | { readonly kind: 'different'; readonly how: string };

const BEYOND = /^The answer has at least \d+ rows(, and \d+ are the most that| and would take more than)/;

export async function verdictOf(given: Case): Promise<Verdict> {
  const { result } = await answered(given);
  if (given.query.dataset === SINGLE) {
    return verdictOfEvents(given, result);
  }
  if (isText(given)) {
    return verdictOfText(given, result);
  }
  const { error, frames, notices, stats } = result;
  if (error?.class === 'limit' && BEYOND.test(error.message)) {
    const { ceilings, limits } = given;
    const rows = rowsBehind(withSince(given));
    return ceilings !== HIGH ||
      limits.maxPageSize < TINY_PAGE ||
      rows / limits.maxPageSize + stats.windows > COSTLY_PAGES
      ? { kind: 'costly' }
      : { kind: 'different', how: `gave up at ${stats.windows} windows and ${rows} rows` };
  }
  const complete = (frames[0]?.schema.meta.custom as { readonly complete?: Complete } | undefined)?.complete;
  const meant = expected(withSince(given), complete);
  const how = difference(result, meant);
  if (how !== undefined) {
    return { kind: 'different', how };
  }
  if (complete === undefined) {
    return { kind: 'refused' in meant ? 'refused' : 'same' };
  }
  if (given.query.ceiling !== 'notice' || given.caller === 'alert' || !notices.some(({ text }) => BEYOND.test(text))) {
    return { kind: 'different', how: `shows a part of it: ${JSON.stringify({ complete, notices })}` };
  }
  const { result: again } = await answered({ ...given, order: given.order + 1 });
  return JSON.stringify(again) === JSON.stringify(result)
    ? { kind: 'part' }
    : { kind: 'different', how: 'depends on the order of replies' };
}

const isText = (given: Case): given is TextCase => 'asks' in given;

function verdictOfText(given: TextCase, result: Result): Verdict {
  const { limit } = given.asks;
  const isBeyond = result.error?.class === 'limit' && BEYOND.test(result.error.message);
  if (isBeyond && (limit < TINY_PAGE || rowsOfText(given) / limit > COSTLY_HALVES)) {
    return { kind: 'costly' };
  }
  const { how, refused } = textDifference(given, result);
  return how === undefined ? { kind: refused ? 'refused' : 'same' } : { kind: 'different', how };
}

function verdictOfEvents(given: Case, result: Result): Verdict {
  const meant = expectedEvents(given);
  const how = difference(result, meant);
  if (how === undefined) {
    return { kind: 'refused' in meant ? 'refused' : 'same' };
  }
  return result.notices.some(({ text }) => text.includes('alike')) && mostAlike(given) >= given.limits.maxPageSize
    ? { kind: 'costly' }
    : { kind: 'different', how };
}

/** What of a result is not as it must be. */
export function difference({ error, frames }: Pick<Result, 'error' | 'frames'>, meant: Expected): string | undefined {
  if ('refused' in meant) {
    const fits = meant.refused.some((each) => error?.class === each.class && error.message.includes(each.word));
    return fits ? undefined : `must be refused (${JSON.stringify(meant.refused)}) and is: ${JSON.stringify(error)}`;
  }
  if (error !== undefined) {
    return `must not be refused and is: ${JSON.stringify(error)}`;
  }
  if (frames.length !== meant.frames.length) {
    return `${frames.length} frames where ${meant.frames.length} are right`;
  }
  return frames.map((frame, i) => frameDifference(frame, meant.frames[i])).find((how) => how !== undefined);
}

function frameDifference({ schema, data }: FrameJson, meant: ExpectedFrame): string | undefined {
  const shown = schema.fields.map(({ name, labels = {} }) => fieldText(name, labels));
  const right = meant.fields.map(({ name, labels }) => fieldText(name, labels));
  if (JSON.stringify(shown) !== JSON.stringify(right)) {
    return `fields ${JSON.stringify(shown)} where ${JSON.stringify(right)} are right`;
  }
  if (data.values.length !== meant.values.length) {
    return `${data.values.length} columns where ${meant.values.length} are right`;
  }
  for (const [f, column] of meant.values.entries()) {
    const values = data.values[f];
    if (values.length !== column.length) {
      return `${shown[f]} has ${values.length} values where ${column.length} are right: ${JSON.stringify([values, column]).slice(0, 600)}`;
    }
    const wrong = column.findIndex((value, row) => !isSame(values[row], value));
    if (wrong >= 0) {
      return `${shown[f]}, row ${wrong} (${String(data.values[0][wrong])}): ${String(values[wrong])} where ${String(column[wrong])} is right`;
    }
  }
  return undefined;
}

export const fieldText = (name: string, labels: Readonly<Record<string, string>>): string =>
  `${name} ${JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
