import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { InlineFieldRow, useStyles2 } from '@grafana/ui';
import {
  annotatedBy,
  type AnnotationQuery,
  annotationQuery,
  type AnnotationType,
  defaultAnnotation,
  filtersThere,
  problems as problemsOf,
} from '../../core';
import type { SavedAnnotation } from '../../host/annotations';
import type { SavedQuery } from '../../host/savedQuery';
import type { Settings } from '../../host/settings';
import type { StreamSource } from '../../host/source';
import { interpolated } from '../../host/variables';
import { type Choice, ChoiceField } from '../query/ChoiceField';
import { editedFilters } from '../query/edited';
import { getFieldStyles } from '../query/fieldStyles';
import { Filters } from '../query/Filters';
import { useRunSoon } from '../query/useRunSoon';

type Props = QueryEditorProps<StreamSource, SavedQuery, Settings>;

const TYPES: Array<Choice<AnnotationType>> = [
  {
    value: 'liveSessions',
    label: 'Live sessions',
    description: 'From the connection of a live input to its disconnection',
  },
  { value: 'liveEvents', label: 'Live input events', description: 'Connected, disconnected, and errors' },
  { value: 'videos', label: 'Videos created', description: 'Needs the permission Stream Read' },
];

/** What an annotation of a dashboard marks. */
export function AnnotationEditor({ query: saved, onChange, onRunQuery, data }: Props) {
  const styles = useStyles2(getFieldStyles);
  const query = editedAnnotation(saved as SavedAnnotation);
  const filledIn = (next: AnnotationQuery) =>
    problemsOf(annotationQuery(interpolated(next, data?.request?.scopedVars ?? {}), { from: 0, to: 0 }));
  const runSoon = useRunSoon(onRunQuery); // At once, the lists of Grafana 12 would tell a choice again without end.
  const change = (next: typeof query) => {
    onChange({ ...next, dataset: annotatedBy(next.type).name } as SavedQuery);
    if (filledIn(next).length === 0) {
      runSoon();
    }
  };
  const withType = (type: AnnotationType) =>
    change({ ...query, type, filters: filtersThere(query.filters, annotatedBy(query.type), annotatedBy(type)) });
  return (
    <>
      <InlineFieldRow>
        <ChoiceField
          label="Query type"
          choices={TYPES}
          value={query.type}
          className={styles.wide}
          onChange={withType}
        />
      </InlineFieldRow>
      <Filters
        dataset={annotatedBy(query.type)}
        filters={query.filters}
        problems={filledIn(query)}
        tooltip="All must hold."
        onChange={(filters) => change({ ...query, filters })}
      />
    </>
  );
}

const editedAnnotation = (saved: SavedAnnotation): SavedAnnotation & AnnotationQuery => ({
  ...defaultAnnotation,
  ...saved,
  version: 1,
  type: saved.type ?? defaultAnnotation.type,
  filters: editedFilters(saved.filters),
});
