import { advance, begin, type Ask, type Context, type Reply } from '../src/core';

/** One execution with all that it asked and was answered, to be run again without a network. */
export interface Recording {
  readonly query: unknown;
  readonly context: Context;
  readonly asks: readonly Ask[];
  readonly replies: readonly Reply[];
}

/** Runs a query and keeps what is said. */
export async function record(
  query: unknown,
  context: Context,
  answer: (asks: readonly Ask[]) => Promise<Reply[]>
): Promise<Recording> {
  const asks: Ask[] = [];
  const replies: Reply[] = [];
  let step = begin(query, context);
  while (step.result === undefined) {
    const answered = await answer(step.asks);
    asks.push(...step.asks);
    replies.push(...answered);
    step = advance(step.execution, answered);
  }
  if (step.result.error) {
    throw new Error(step.result.error.message);
  }
  return { query, context, asks, replies };
}

/** The whole execution again: from the saved query to the text of the result. Replies come a round at a time. */
export function replay({ query, context, replies }: Recording): string {
  let step = begin(query, context);
  while (step.result === undefined) {
    const ids = new Set(step.asks.map(({ id }) => id));
    step = advance(
      step.execution,
      replies.filter(({ id }) => ids.has(id))
    );
  }
  return JSON.stringify(step.result);
}

/** Replies with the typed arrays that the backend hands in. */
export const typed = (recording: Recording): Recording => ({
  ...recording,
  replies: recording.replies.map((reply) =>
    reply.table
      ? {
          id: reply.id,
          table: {
            rows: reply.table.rows,
            columns: reply.table.columns.map((column) =>
              column.kind === 'number'
                ? { ...column, values: Float64Array.from(column.values as number[]) }
                : { ...column, codes: Uint32Array.from(column.codes as number[]) }
            ),
          },
        }
      : reply
  ),
});
