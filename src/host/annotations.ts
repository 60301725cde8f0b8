import { type AnnotationQuery as GrafanasAnnotation, type AnnotationSupport, dateTime } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { map, type Observable } from 'rxjs';
import {
  annotated,
  annotatedBy,
  annotatedWindow,
  type AnnotationQuery,
  annotationQuery,
  defaultAnnotation,
  isAnnotationType,
  marksOf,
  type Result,
} from '../core';
import type { Answering } from './answering';
import type { Asked } from './context';
import type { Call } from './gateway';
import type { SavedQuery } from './savedQuery';

/** An annotation's query as a dashboard stores it. */
export type SavedAnnotation = DataQuery & Partial<AnnotationQuery> & { readonly dataset?: string };

/** What Grafana asks of annotations; their queries go the way of all queries. */
export const annotationSupport = (
  QueryEditor: AnnotationSupport<SavedQuery>['QueryEditor']
): AnnotationSupport<SavedQuery> => ({
  QueryEditor,
  getDefaultQuery: () => ({ target: { refId: 'Anno', ...defaultAnnotation } }) as Partial<SavedQuery>,
  prepareQuery: ({ target }: GrafanasAnnotation<SavedAnnotation>) => {
    const annotation = { ...defaultAnnotation, ...target, refId: target?.refId ?? 'Anno' };
    // Grafana asks nothing for a query without a dataset.
    return { ...annotation, dataset: annotatedBy(annotation.type).name };
  },
});

/** Whether a query is an annotation's. */
export const isAnnotation = (query: DataQuery & { type?: unknown }): query is SavedAnnotation & AnnotationQuery =>
  isAnnotationType(query.type);

/** The marks of a range, in the place of the rows that they are made of. */
export function answerAnnotation(
  answer: Answering,
  { refId, type, filters = [] }: SavedAnnotation & AnnotationQuery,
  asked: Asked,
  call: Call
): Observable<Result> {
  const range = { from: asked.range.from.valueOf(), to: asked.range.to.valueOf() };
  const { from, to } = annotatedWindow(type, range);
  const [start, end] = [dateTime(from), dateTime(to)];
  const wider: Asked = { ...asked, range: { from: start, to: end, raw: { from: start, to: end } } };
  return answer({ ...annotationQuery({ version: 1, type, filters }, range), refId }, wider, call).pipe(
    map((result) =>
      result.error ? result : annotated(result, marksOf(type, result.frames[0], range, asked.startTime), refId)
    )
  );
}
