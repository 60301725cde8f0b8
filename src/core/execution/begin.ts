import { failure, type Failure } from '../failure';
import { parse } from '../query/parse';
import type { Context, Notice } from '../seam';
import type { Execution, Reading, Step } from './execution';
import { plan, type Plan } from './plan';
import { firstPieces, toAsk, type Read } from './read';
import { NO_GROUPS, failed, finished } from './result';

/**
 * Begins to answer a saved query of any version. Performs no effect: it says what must be asked.
 *
 * @returns a step with asks; or with a result, if there is nothing to ask or the query is wrong. Never throws.
 */
export function begin(saved: unknown, context: Context): Step {
  return restart({ saved, context, asked: [], rows: 0, replanned: false });
}

/** Plans an execution with its context as it is now. */
export function restart(execution: Execution): Step {
  const { saved, context } = execution;
  const parsed = parse(saved);
  if ('problems' in parsed) {
    const said = parsed.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    return failed(execution, failure('user', said.join(' ')));
  }
  const planned: Plan | Failure = plan(parsed.query, parsed.dataset, context);
  if ('class' in planned) {
    return failed(execution, planned);
  }
  const unknown = parsed.unknown.map((key): Notice => ({
    severity: 'warning',
    text: `The query's key "${key}" means nothing to this version of the plugin and is left out.`,
  }));
  const next = { ...execution, plan: { ...planned, notices: [...unknown, ...planned.notices] } };
  if (planned.windows.length === 0) {
    return finished(next, next.plan, NO_GROUPS);
  }
  return opened(next, planned.rank ? 'rank' : 'read', planned.rank ?? planned.read);
}

/** The step that begins a reading: one ask a window. */
export function opened(execution: Execution, phase: Reading['phase'], read: Read, order?: Reading['order']): Step {
  const pieces = firstPieces(read, `${execution.replanned ? 'again-' : ''}${phase}-`);
  const asks = pieces.map((piece) => toAsk(read, piece));
  const reading = { phase, read, open: new Map(pieces.map((piece) => [piece.id, piece])), pages: [], order };
  return { execution: { ...execution, reading, asked: [...execution.asked, ...asks] }, asks };
}
