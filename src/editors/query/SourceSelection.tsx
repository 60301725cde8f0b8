import React from 'react';
import { InlineFieldRow } from '@grafana/ui';
import { metricsOf, type Problem, type Source } from '../../core';
import { ChoicesField } from './ChoicesField';
import type { EditedSource } from './edited';
import { Filters } from './Filters';
import { LabelledGroup } from './LabelledGroup';
import { LimitField } from './LimitField';
import { namedOptions } from './options';
import { OrderBy } from './OrderBy';
import { problemAt } from './problemAt';

interface Props {
  source: Source;
  query: EditedSource;
  problems: readonly Problem[];
  onChange: (query: EditedSource) => void;
}

/** Which rows of a source are shown. A total is one row, which needs no order. */
export function SourceSelection({ source, query, problems, onChange }: Props) {
  const { columns, splits } = source;
  const shown = source.shows(query);
  const isTotal = shown.every(({ type }) => type === 'uint64');
  const metrics = metricsOf(source, query);
  return (
    <>
      {metrics.length > 1 && (
        <InlineFieldRow>
          <ChoicesField
            label="Metrics"
            tooltip="An alert rule needs one alone."
            placeholder="All"
            choices={namedOptions(shown.filter(({ name }) => metrics.includes(name)))}
            values={query.metrics}
            problem={problemAt(problems, 'metrics')}
            onChange={(chosen) => onChange({ ...query, metrics: chosen })}
          />
        </InlineFieldRow>
      )}
      {splits.length > 0 && (
        <InlineFieldRow>
          <ChoicesField
            label="Group by"
            placeholder="Nothing: one total"
            choices={namedOptions(columns.filter(({ name }) => splits.includes(name)))}
            values={query.groupBy}
            problem={problemAt(problems, 'groupBy')}
            onChange={(groupBy) => onChange({ ...query, groupBy, metrics: [], orderBy: [] })}
          />
        </InlineFieldRow>
      )}
      <Filters
        dataset={source}
        filters={query.filters}
        problems={problems}
        onChange={(filters) => onChange({ ...query, filters })}
      />
      {!isTotal && (
        <InlineFieldRow>
          <LabelledGroup label="Order by" tooltip="What rows are ordered by.">
            <OrderBy
              fields={shown}
              numbers={shown.filter(({ type }) => type !== 'string').map(({ name }) => name)}
              orderBy={query.orderBy}
              problems={problems}
              onChange={(orderBy) => onChange({ ...query, orderBy })}
            />
          </LabelledGroup>
          <LimitField
            tooltip="How many rows are shown, the first in the order. Empty: all."
            placeholder="All"
            limit={query.limit}
            problems={problems}
            onChange={(limit) => onChange({ ...query, limit })}
          />
        </InlineFieldRow>
      )}
    </>
  );
}
