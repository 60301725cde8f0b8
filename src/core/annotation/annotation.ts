import { DATASETS } from '../catalogue/catalogue';
import type { Dataset } from '../catalogue/dataset';
import { MOST_EVENTS, type Filter, type StreamQuery } from '../query/query';
import { defaultQuery } from '../query/withDataset';
import type { Source, SourceQuery } from '../rest/source';
import { sourceOf } from '../rest/sources';
import type { Window } from '../seam';
import { toTime } from '../time/instant';
import { DAY } from '../time/units';

/** What a dashboard saves of an annotation: what is marked in its panels. */
export interface AnnotationQuery {
  readonly version: 1;
  readonly type: AnnotationType;
  /** All must hold. */
  readonly filters: readonly Filter[];
}

/**
 *   liveSessions   a region from a live input's connection to its disconnection
 *   liveEvents     connections, disconnections and errors of live inputs
 *   videos         videos at the time at which they were created
 */
export type AnnotationType = 'liveSessions' | 'liveEvents' | 'videos';

export const defaultAnnotation: AnnotationQuery = { version: 1, type: 'liveSessions', filters: [] };

const SUBJECTS: Readonly<Record<AnnotationType, string>> = {
  liveSessions: 'liveInputEventsAdaptive',
  liveEvents: 'liveInputEventsAdaptive',
  videos: 'videos',
};

export const isAnnotationType = (type: unknown): type is AnnotationType =>
  typeof type === 'string' && Object.hasOwn(SUBJECTS, type);

/** The dataset or source that an annotation is about. */
export const annotatedBy = (type: AnnotationType): Dataset | Source =>
  DATASETS[SUBJECTS[type]] ?? (sourceOf(SUBJECTS[type]) as Source);

/** How long before the range a session may have begun: longer ones begin with the range. */
const LONGEST_SESSION = DAY;

/** What must be read for the annotations of a range. */
export const annotatedWindow = (type: AnnotationType, { from, to }: Window): Window =>
  type === 'liveSessions' ? { from: from - LONGEST_SESSION, to } : { from, to };

/** The query whose rows become annotations. */
export function annotationQuery({ type, filters }: AnnotationQuery, range: Window): StreamQuery | SourceQuery {
  const common = { version: 1, format: 'table', metrics: [], groupBy: [] } as const;
  if (type === 'videos') {
    const created: Filter[] = [
      { field: 'created', operator: 'geq', values: [toTime(range.from)] },
      { field: 'created', operator: 'lt', values: [toTime(range.to)] },
    ];
    const orderBy = [{ field: 'created', direction: 'desc' }] as const;
    return { ...common, dataset: 'videos', filters: [...filters, ...created], orderBy, limit: MOST_EVENTS };
  }
  const kinds = type === 'liveSessions' ? CONNECTIONS : [...CONNECTIONS, ...ERRORS];
  return {
    ...defaultQuery,
    ...common,
    dataset: SUBJECTS[type],
    filters: [...filters, { or: kinds.map(codeLike) }],
    orderBy: [],
    limit: MOST_EVENTS,
  };
}

/**
 * Cloudflare does not document the codes; its webhooks say `live_input.connected`, `live_input.disconnected`,
 * `live_input.errored`, and causes that begin with `ERR_`.
 */
const CONNECTIONS = ['%connect%'];
const ERRORS = ['%error%', '%ERR%', '%fail%'];

const codeLike = (pattern: string): Filter => ({ field: 'eventCode', operator: 'like', values: [pattern] });
