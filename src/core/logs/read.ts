import type { Dataset } from '../catalogue/dataset';
import { overCeiling } from '../execution/ceilings';
import type { Execution, Step } from '../execution/execution';
import { namesOf, withNames } from '../execution/naming';
import { ended, failed } from '../execution/result';
import { classify } from '../classify';
import type { Failure } from '../failure';
import { eventsDocument } from '../graphql/document';
import { after, allOf, during } from '../graphql/filter';
import { inWords } from '../limits';
import { infos } from '../notice';
import type { StreamQuery } from '../query/query';
import type { GraphqlAsk, Notice, Reply } from '../seam';
import { eventsFrame, logsFrame, texts } from './frames';
import { takeEvents, type LogsPage } from './page';
import { planLogs, type LogsPlan } from './plan';

/** What has been read of single events, and the one ask that is open. Older ones are asked for only if newer are too few. */
export interface LogsReading {
  readonly plan: LogsPlan;
  readonly open: Open;
  /** In the order of their rows. */
  readonly pages: readonly LogsPage[];
  /** Whether events that are alike in every field may be missing. */
  readonly alike: boolean;
}

interface Open {
  readonly id: string;
  /** Index of the window. */
  readonly window: number;
  readonly cursor?: readonly string[];
}

/** The first step of a query for single events. */
export function beginLogs(
  execution: Execution,
  query: StreamQuery,
  dataset: Dataset,
  notices: readonly Notice[]
): Step {
  const planned = planLogs(query, dataset, execution.context);
  if ('class' in planned) {
    return failed(execution, planned);
  }
  const plan = { ...planned, notices: [...notices, ...planned.notices] };
  return asking(execution, { plan, pages: [], alike: false }, { window: 0 });
}

/** One step of reading single events: a reply, and the next ask if there is one. A failed ask is the caller's to judge. */
export function advanceLogs(execution: Execution, reading: LogsReading, replies: readonly Reply[]): Step | Failure {
  const { plan, open, pages } = reading;
  const reply = replies.find(({ id }) => id === open.id);
  if (reply === undefined) {
    return { execution, asks: [] };
  }
  if (reply.refusal) {
    return classify(reply.refusal);
  }
  const taken = takeEvents(
    {
      window: plan.windows[open.window],
      keys: plan.keys,
      cursor: open.cursor,
      limit: pageLimit(reading),
      wanted: plan.limit - count(pages),
    },
    reply.table
  );
  if ('class' in taken) {
    return taken;
  }
  const { page, cursor, alike } = taken;
  return asking(
    { ...execution, rows: execution.rows + page.rows },
    { plan, pages: [...pages, page], alike: reading.alike || alike },
    cursor ? { window: open.window, cursor } : { window: open.window + 1 }
  );
}

/** The step with the next ask; with the result, if there are enough events or nothing is left to ask. */
function asking(execution: Execution, reading: Omit<LogsReading, 'open'>, next: Omit<Open, 'id'>): Step {
  const { plan, pages } = reading;
  const number = String(execution.asked.length).padStart(3, '0');
  const logs = { ...reading, open: { ...next, id: `${'again-'.repeat(execution.replans)}logs-${number}` } };
  if (next.window >= plan.windows.length || count(pages) >= plan.limit) {
    return finished({ ...execution, logs }, logs);
  }
  const ask = toAsk(logs);
  const asked = { ...execution, logs, asked: [...execution.asked, ask] };
  const over = overCeiling(asked);
  return over ? failed(execution, over) : { execution: asked, asks: [ask] };
}

function toAsk(reading: LogsReading): GraphqlAsk {
  const { plan, open } = reading;
  const { dataset, keys, filters } = plan;
  const window = plan.windows[open.window];
  const limit = pageLimit(reading);
  return {
    id: open.id,
    document: eventsDocument(
      dataset,
      keys.map(({ field }) => field)
    ),
    variables: {
      filter: allOf([during(window), ...filters, ...(open.cursor ? [after(dataset, keys, open.cursor)] : [])]),
      limit,
      orderBy: keys.map(({ field, direction }) => `${field}_${direction.toUpperCase()}`),
    },
    window,
    limit,
  };
}

const pageLimit = ({ plan, pages }: Pick<LogsReading, 'plan' | 'pages'>): number =>
  Math.min(plan.pageSize, plan.limit - count(pages));

const count = (pages: readonly LogsPage[]): number => pages.reduce((sum, { rows }) => sum + rows, 0);

function finished(execution: Execution, reading: LogsReading): Step {
  const { plan, pages } = reading;
  const columns = plan.dataset.dimensions.map((dimension) => ({
    dimension,
    texts: () => texts(pages, dimension.name),
  }));
  return withNames(execution, plan.query, columns, (named) => logsShown(named, reading));
}

/** The end of an execution: its events. */
export function logsShown(execution: Execution, reading: LogsReading): Step {
  const { plan, pages } = reading;
  const { context } = execution;
  const show = plan.query.format === 'logs' ? logsFrame : eventsFrame;
  const frame = show(plan, pages, context, namesOf(execution));
  const notices = [...plan.notices, ...readNotices(execution, reading)];
  return ended(execution, [frame], notices, { settledUntil: plan.settledUntil });
}

function readNotices({ context }: Execution, { plan, pages, alike }: LogsReading): Notice[] {
  const { limit, settledUntil, windows } = plan;
  return infos([
    count(pages) >= limit &&
      `These are the newest ${limit} events, which is the limit: older ones may be missing. A shorter range, a filter or a higher limit shows them.`,
    alike &&
      'Some events are alike in every field and fill a page of the API, which cannot tell how many more there are.',
    context.caller === 'explore' &&
      windows.length > 0 &&
      windows[0].to > settledUntil &&
      `Events of the last ${inWords(context.now - settledUntil)} may still arrive.`,
  ]);
}
