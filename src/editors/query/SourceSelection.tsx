import React, { useId } from 'react';
import { InlineField, InlineFieldRow, MultiCombobox, useStyles2 } from '@grafana/ui';
import { metricsOf, type Problem, type Source } from '../../core';
import type { EditedSource } from './edited';
import { getFieldStyles } from './fieldStyles';
import { FilterList } from './FilterList';
import { LABEL_WIDTH, LabelledGroup } from './LabelledGroup';
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
  const groupById = useId();
  const metricsId = useId();
  const styles = useStyles2(getFieldStyles);
  const { columns, splits } = source;
  const shown = source.shows(query);
  const isTotal = shown.every(({ type }) => type === 'uint64');
  const metrics = metricsOf(source, query);
  return (
    <>
      {metrics.length > 1 && (
        <InlineFieldRow>
          <InlineField
            label="Metrics"
            labelWidth={LABEL_WIDTH}
            className={styles.wide}
            tooltip="An alert rule needs one alone."
            {...problemAt(problems, 'metrics')}
          >
            <MultiCombobox
              id={metricsId}
              placeholder="All"
              options={namedOptions(shown.filter(({ name }) => metrics.includes(name)))}
              value={[...query.metrics]}
              onChange={(chosen) => onChange({ ...query, metrics: chosen.map(({ value }) => value) })}
            />
          </InlineField>
        </InlineFieldRow>
      )}
      {splits.length > 0 && (
        <InlineFieldRow>
          <InlineField
            label="Group by"
            labelWidth={LABEL_WIDTH}
            className={styles.wide}
            {...problemAt(problems, 'groupBy')}
          >
            <MultiCombobox
              id={groupById}
              placeholder="Nothing: one total"
              options={namedOptions(columns.filter(({ name }) => splits.includes(name)))}
              value={[...query.groupBy]}
              onChange={(chosen) =>
                onChange({ ...query, groupBy: chosen.map(({ value }) => value), metrics: [], orderBy: [] })
              }
            />
          </InlineField>
        </InlineFieldRow>
      )}
      <LabelledGroup label="Filters" tooltip="All must hold. A group holds if any of its filters does, or all of them.">
        <FilterList
          dataset={source}
          filters={query.filters}
          path="filters"
          depth={0}
          problems={problems}
          onChange={(filters) => onChange({ ...query, filters })}
        />
      </LabelledGroup>
      {!isTotal && (
        <InlineFieldRow>
          <LabelledGroup label="Order by" tooltip="Rows in the order of these.">
            <OrderBy
              fields={shown}
              numbers={shown.filter(({ type }) => type !== 'string').map(({ name }) => name)}
              orderBy={query.orderBy}
              problems={problems}
              onChange={(orderBy) => onChange({ ...query, orderBy })}
            />
          </LabelledGroup>
          <LimitField
            tooltip="Rows at most, the first by the order. Empty: all."
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
