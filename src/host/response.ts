import {
  createDataFrame,
  dataFrameFromJSON,
  type DataFrame,
  type DataFrameJSON,
  type DataQueryError,
  type DataQueryResponse,
  LoadingState,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import type { Answer } from './answering';

/** The answer to one query of a request: the core's result, or what was thrown instead. */
export type Answered =
  { readonly refId: string; readonly result: Answer } | { readonly refId: string; readonly thrown: unknown };

/** All answers to a request, in the order of its queries. One query's failure leaves the others as they are. */
export function toResponse(answers: readonly Answered[]): DataQueryResponse {
  const errors = answers.flatMap(errorOf);
  const isPart = answers.some((answer) => 'result' in answer && answer.result.isPart);
  return {
    data: answers.flatMap(framesOf),
    ...(errors.length > 0
      ? { errors, state: LoadingState.Error }
      : { state: isPart ? LoadingState.Loading : LoadingState.Done }),
  };
}

function errorOf(answer: Answered): DataQueryError[] {
  const { refId } = answer;
  if ('thrown' in answer) {
    const { message, status } = toDataQueryError(answer.thrown);
    return [{ refId, message, status }];
  }
  const { error } = answer.result;
  return error ? [{ refId, message: error.message, status: error.status }] : [];
}

/** Of a failed query, a frame without fields: the inspector shows what was asked. */
function framesOf(answer: Answered): DataFrame[] {
  if ('thrown' in answer) {
    return [];
  }
  const { frames, executed, error } = answer.result;
  if (error && executed !== '') {
    return [createDataFrame({ refId: answer.refId, fields: [], meta: { executedQueryString: executed } })];
  }
  // The same shape: the core's lists are read-only, Grafana's type is not, and nothing is written to it.
  return frames.map((frame) => dataFrameFromJSON(frame as unknown as DataFrameJSON));
}
