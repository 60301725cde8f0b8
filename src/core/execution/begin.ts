import { drilled, drilledSource, undrilled } from '../drilldown/drilled';
import { NO_DRILLDOWN } from '../drilldown/drilldown';
import { failure, type Failure } from '../failure';
import { beginLogs } from '../logs/read';
import { parse } from '../query/parse';
import { beginRaw } from '../raw/read';
import { beginSource } from '../rest/execution';
import type { Context, Notice } from '../seam';
import type { Execution, Step } from './execution';
import { opened } from './onwards';
import { UNHEARD } from './provenance';
import { plan, type Plan } from './plan';
import { failed } from './result';

/**
 * Begins to answer a saved query of any version. Performs no effect: it says what must be asked.
 *
 * @returns a step with asks; or with a result, if there is nothing to ask or the query is wrong. Never throws.
 */
export function begin(saved: unknown, context: Context): Step {
  return restart({ saved, context, asked: [], rows: 0, provenance: UNHEARD, replans: 0 });
}

/** Plans an execution with its context as it is now. */
export function restart(execution: Execution): Step {
  const { saved, context } = execution;
  const parsed = parse(saved);
  if ('problems' in parsed) {
    const said = parsed.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    return failed(execution, failure('user', said.join(' ')));
  }
  const drilldown = context.drilldown ?? NO_DRILLDOWN;
  const strange = strangers(parsed.unknown);
  if ('raw' in parsed) {
    return beginRaw(execution, parsed.raw, parsed.document, [...strange, ...undrilled(drilldown)]);
  }
  if ('source' in parsed) {
    const wanted = drilledSource(parsed.query, parsed.source, drilldown);
    return 'class' in wanted
      ? failed(execution, wanted)
      : beginSource({ ...parsed, query: wanted.query }, context, [...strange, ...wanted.notices]);
  }
  const { dataset } = parsed;
  const wanted = drilled(parsed.query, dataset, drilldown);
  if ('class' in wanted) {
    return failed(execution, wanted);
  }
  const { query } = wanted;
  if (dataset.events) {
    return beginLogs(execution, query, dataset, [...strange, ...wanted.notices]);
  }
  const planned: Plan | Failure = plan(query, dataset, context);
  if ('class' in planned) {
    return failed(execution, planned);
  }
  const notices = [...strange, ...wanted.notices, ...planned.notices];
  const next = { ...execution, plan: { ...planned, notices } };
  return opened(next, next.plan, planned.rank ? 'rank' : 'read', planned.rank ?? planned.parts);
}

const strangers = (keys: readonly string[]): Notice[] =>
  keys.map((key) => ({
    severity: 'warning',
    text: `This version of the plugin does not know the key "${key}" of the query and ignores it.`,
  }));
