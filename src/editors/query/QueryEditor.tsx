import React, { useEffect, useId } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Alert, Box, Combobox, InlineField, InlineFieldRow, RadioButtonGroup, Text, useStyles2 } from '@grafana/ui';
import { DATASETS, defaultQuery, describe, type Format, type Problem, problems as problemsOf } from '../../core';
import type { Asked } from '../../host/context';
import type { SavedQuery } from '../../host/savedQuery';
import type { Settings } from '../../host/settings';
import type { StreamSource } from '../../host/source';
import { interpolated } from '../../host/variables';
import { edited, moved } from './edited';
import { getFieldStyles } from './fieldStyles';
import { Folded } from './Folded';
import { LABEL_WIDTH } from './LabelledGroup';
import { Options } from './Options';
import { datasetOptions } from './options';
import { Preview } from './Preview';
import { problemAt, problemsElsewhere } from './problemAt';
import { Selection } from './Selection';
import { useLimits } from './useLimits';

type Props = QueryEditorProps<StreamSource, SavedQuery, Settings>;

const FORMATS: Array<{ value: Format; label: string }> = [
  { value: 'timeSeries', label: 'Time series' },
  { value: 'table', label: 'Table' },
];

/** Places of the query whose problems stand beside their controls. */
const PLACES = [
  ...['dataset', 'format', 'metrics', 'groupBy', 'filters', 'bucket', 'orderBy', 'limit'],
  ...['legend', 'gaps', 'show', 'shift', 'other', 'price'],
];

/** Every change is kept; it runs as soon as nothing is wrong with the query. */
export function QueryEditor({ datasource, query: saved, onChange, onRunQuery, data, range, app }: Props) {
  const datasetId = useId();
  const formatId = useId();
  const styles = useStyles2(getFieldStyles);
  const limits = useLimits(datasource);
  const query = edited(saved);
  const filledIn = (next: SavedQuery) => interpolated(next, data?.request?.scopedVars ?? {});
  const problems = problemsOf(filledIn(query));
  const dataset = DATASETS[query.dataset];
  const asked = data?.request ?? (range && askedFor(range, app));

  const change = (next: SavedQuery) => {
    onChange(next);
    if (problemsOf(filledIn(next)).length === 0) {
      onRunQuery();
    }
  };
  useEffect(() => {
    // Not every place in Grafana that makes a query asks the data source for its default.
    if (saved.dataset === undefined) {
      onChange({ ...defaultQuery, ...saved });
      onRunQuery();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a new query, once
  }, []);

  return (
    <>
      <InlineFieldRow>
        <InlineField
          label="Dataset"
          labelWidth={LABEL_WIDTH}
          tooltip={dataset?.description}
          className={styles.wide}
          {...problemAt(problems, 'dataset')}
        >
          <Combobox
            id={datasetId}
            options={datasetOptions}
            value={query.dataset}
            onChange={({ value }) => change(moved(query, value))}
          />
        </InlineField>
        <InlineField label="Format" labelWidth={LABEL_WIDTH} {...problemAt(problems, 'format')}>
          <RadioButtonGroup
            id={formatId}
            aria-label="Format"
            options={FORMATS}
            value={query.format}
            onChange={(format) => change({ ...query, format })}
          />
        </InlineField>
      </InlineFieldRow>
      {dataset && (
        <Selection
          dataset={dataset}
          limits={limits?.[dataset.name]}
          query={query}
          problems={problems}
          onChange={change}
        />
      )}
      {dataset && <Options query={query} problems={problems} onChange={change} />}
      <Sentence text={problems.length > 0 ? `Not asked: ${problems[0].message}` : describe(filledIn(query))} />
      {dataset?.whenEmpty && <Sentence text={dataset.whenEmpty} />}
      <Misplaced problems={problemsElsewhere(problems, PLACES)} />
      {asked && (
        <Folded title="Preview" summary="The GraphQL that is sent">
          <Preview source={datasource} query={filledIn(query)} asked={asked} />
        </Folded>
      )}
    </>
  );
}

/** Before the first run there is no request yet. */
const askedFor = (range: Asked['range'], app: Asked['app'] | undefined): Asked => ({
  range,
  intervalMs: 60_000,
  timezone: 'browser',
  app: app ?? '',
  startTime: range.to.valueOf(),
});

const Sentence = ({ text }: { text: string }) => (
  <Box marginY={0.5}>
    <Text element="p" variant="bodySmall" color="secondary">
      {text}
    </Text>
  </Box>
);

const Misplaced = ({ problems }: { problems: readonly Problem[] }) =>
  problems.length === 0 ? null : (
    <Alert title="This query cannot be asked" severity="error">
      {problems.map(({ path, message }) => (
        <p key={path}>{path === '' ? message : `${path}: ${message}`}</p>
      ))}
    </Alert>
  );
