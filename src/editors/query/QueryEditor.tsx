import React, { useEffect, useId, useRef, useState } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Alert, Box, InlineField, InlineFieldRow, RadioButtonGroup, Text, useStyles2 } from '@grafana/ui';
import {
  DATASETS,
  defaultQuery,
  describe,
  formatsOf,
  leftBehind,
  type Problem,
  problems as problemsOf,
  RAW,
  sourceOf,
} from '../../core';
import type { Asked } from '../../host/context';
import type { SavedQuery } from '../../host/savedQuery';
import type { Settings } from '../../host/settings';
import type { StreamSource } from '../../host/source';
import { interpolated, interpolatedGraphql } from '../../host/variables';
import { ChoiceField } from './ChoiceField';
import { edited, editedSource, moved } from './edited';
import { getFieldStyles } from './fieldStyles';
import { Folded } from './Folded';
import { GraphqlEditor } from './GraphqlEditor';
import { LeftBehind } from './LeftBehind';
import { LABEL_WIDTH } from './LabelledGroup';
import { Options } from './Options';
import { asBuilder, asGraphql } from './mode';
import { datasetOptions, formatOptions } from './options';
import { Preview } from './Preview';
import { problemAt, problemsElsewhere } from './problemAt';
import { Selection } from './Selection';
import { SourceSelection } from './SourceSelection';
import { useLimits } from './useLimits';
import { useRunSoon } from './useRunSoon';

type Props = QueryEditorProps<StreamSource, SavedQuery, Settings>;

const MODES = [
  { value: 'builder', label: 'Builder' },
  { value: 'graphql', label: 'GraphQL' },
];

/** Places of the query whose problems stand beside their controls. */
const PLACES = [
  ...['dataset', 'format', 'metrics', 'groupBy', 'filters', 'bucket', 'orderBy', 'limit'],
  ...['legend', 'gaps', 'since', 'show', 'shift', 'other', 'names', 'price', 'ceiling', 'graphql'],
];

const NOW = 'As it is now: the time range of the dashboard makes no difference.';

/** Every change is kept; it runs as soon as nothing is wrong with the query. */
export function QueryEditor({ datasource, query: saved, onChange, onRunQuery, data, range, app }: Props) {
  const formatId = useId();
  const modeId = useId();
  const styles = useStyles2(getFieldStyles);
  const limits = useLimits(datasource);
  const isGraphql = saved.dataset === RAW;
  const source = sourceOf(saved.dataset);
  const built = edited(saved);
  const ofSource = source && editedSource(saved, source.name);
  const query: SavedQuery = isGraphql ? saved : (ofSource ?? built);
  const scopedVars = data?.request?.scopedVars ?? {};
  const filledIn = (next: SavedQuery) => interpolated(next, scopedVars);
  const problems = problemsOf(filledIn(query));
  const dataset = DATASETS[built.dataset];
  const [gone, setGone] = useState<{ said: string; before: SavedQuery }>();
  // By then the query may have become one that cannot be asked.
  const runSoon = useRunSoon(() => {
    if (problems.length === 0) {
      onRunQuery();
    }
  });
  const asked = data?.request ?? (range && askedFor(range, app));

  const change = (next: SavedQuery) => {
    onChange(next);
    setGone(undefined);
    if (problemsOf(filledIn(next)).length === 0) {
      runSoon();
    }
  };
  const changeDataset = (name: string) => {
    const said = leftBehind(built, name);
    change(moved(saved, name));
    setGone(said === '' ? undefined : { said, before: saved });
  };
  // Somebody who only looks at the GraphQL gets the same query back.
  const left = useRef<SavedQuery>(undefined);
  const changeMode = (mode: string) => {
    if (mode === 'graphql') {
      left.current = saved;
      change(asGraphql(built));
    } else {
      change(left.current ?? asBuilder(saved));
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
        {!isGraphql && (
          <ChoiceField
            label="Dataset"
            tooltip={(source ?? dataset)?.description}
            choices={datasetOptions}
            value={built.dataset}
            problem={problemAt(problems, 'dataset')}
            className={styles.wide}
            onChange={changeDataset}
          />
        )}
        {!source && (
          <>
            <InlineField label="Format" labelWidth={LABEL_WIDTH} {...problemAt(problems, 'format')}>
              <RadioButtonGroup
                id={formatId}
                aria-label="Format"
                options={formatOptions(formatsOf(dataset), built.format)}
                value={built.format}
                onChange={(format) => change({ ...query, format })}
              />
            </InlineField>
            {!dataset?.events && (
              <InlineField>
                <RadioButtonGroup
                  id={modeId}
                  aria-label="Mode"
                  options={MODES}
                  value={isGraphql ? 'graphql' : 'builder'}
                  onChange={changeMode}
                />
              </InlineField>
            )}
          </>
        )}
      </InlineFieldRow>
      {gone && <LeftBehind said={gone.said} onUndo={() => change(gone.before)} />}
      {isGraphql && (
        <GraphqlEditor
          query={query}
          interpolate={(text) => interpolatedGraphql(text, scopedVars)}
          onChange={(next, isRight) => (isRight ? change(next) : onChange(next))}
        />
      )}
      {source && ofSource && <SourceSelection source={source} query={ofSource} problems={problems} onChange={change} />}
      {dataset && (
        <Selection
          dataset={dataset}
          limits={limits?.[dataset.name]}
          query={built}
          problems={problems}
          onChange={change}
        />
      )}
      {dataset && !dataset.events && <Options query={built} problems={problems} onChange={change} />}
      {problems.length === 0 && <Sentence text={describe(filledIn(query))} />}
      {problems.length > 0 && !isGraphql && <Sentence text={`Not asked: ${problems[0].message}`} />}
      {source && <Sentence text={NOW} />}
      {dataset?.whenEmpty && <Sentence text={dataset.whenEmpty} />}
      <Misplaced problems={problemsElsewhere(problems, PLACES)} />
      {asked && (
        <Folded title="Preview" summary={source ? 'The calls that are made' : 'The GraphQL that is sent'}>
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
