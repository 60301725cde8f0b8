import React, { useId } from 'react';
import { Combobox, InlineField, InlineFieldRow, MultiCombobox, useStyles2 } from '@grafana/ui';
import { type BucketName, type Dataset, fieldsUnavailable, type Limits, MOST_EVENTS, type Problem } from '../../core';
import { dashboardVariables } from '../../host/variables';
import { type Edited, selecting } from './edited';
import { getFieldStyles } from './fieldStyles';
import { FilterList } from './FilterList';
import { LABEL_WIDTH, LabelledGroup } from './LabelledGroup';
import { LimitField } from './LimitField';
import { NamesSwitch } from './NamesSwitch';
import { bucketOptions, namedOptions } from './options';
import { OrderBy } from './OrderBy';
import { problemAt } from './problemAt';

interface Props {
  dataset: Dataset;
  /** Of the dataset; undefined until they are known. */
  limits: Limits | undefined;
  query: Edited;
  problems: readonly Problem[];
  onChange: (query: Edited) => void;
}

/** What is asked of the dataset: metrics, groups, filters, time, and how much of it; of single events no more than which. */
export function Selection(props: Props) {
  const { dataset, query, problems, onChange } = props;
  const what = query.format === 'timeSeries' ? 'Series' : 'Rows';
  return (
    <>
      {!dataset.events && <Numbers {...props} />}
      <LabelledGroup label="Filters" tooltip="All must hold. A group holds if any of its filters does, or all of them.">
        <FilterList
          dataset={dataset}
          filters={query.filters}
          path="filters"
          depth={0}
          problems={problems}
          onChange={(filters) => onChange({ ...query, filters })}
        />
      </LabelledGroup>
      <InlineFieldRow>
        {!dataset.events && <Arrangement {...props} what={what} />}
        <LimitField
          tooltip={dataset.events ? 'The newest so many.' : `${what} at most, the first by the order. Empty: all.`}
          placeholder={dataset.events ? String(MOST_EVENTS) : 'All'}
          limit={query.limit}
          problems={problems}
          onChange={(limit) => onChange({ ...query, limit })}
        />
        {dataset.events && <NamesSwitch query={query} problems={problems} onChange={onChange} />}
      </InlineFieldRow>
    </>
  );
}

/** What is counted, and by what. */
function Numbers({ dataset, limits, query, problems, onChange }: Props) {
  const metricsId = useId();
  const groupById = useId();
  const styles = useStyles2(getFieldStyles);
  const unavailable = fieldsUnavailable(dataset, limits);
  return (
    <InlineFieldRow>
      <InlineField label="Metrics" labelWidth={LABEL_WIDTH} className={styles.wide} {...problemAt(problems, 'metrics')}>
        <MultiCombobox
          id={metricsId}
          placeholder="Choose at least one"
          options={namedOptions(dataset.metrics, unavailable)}
          value={[...query.metrics]}
          onChange={(chosen) => onChange(selecting(query, { metrics: chosen.map(({ value }) => value) }))}
        />
      </InlineField>
      <InlineField
        label="Group by"
        labelWidth={LABEL_WIDTH}
        className={styles.wide}
        {...problemAt(problems, 'groupBy')}
      >
        <MultiCombobox
          id={groupById}
          placeholder="Nothing: one total"
          options={namedOptions(dataset.dimensions, unavailable)}
          value={[...query.groupBy]}
          onChange={(chosen) => onChange(selecting(query, { groupBy: chosen.map(({ value }) => value) }))}
        />
      </InlineField>
    </InlineFieldRow>
  );
}

/** Numbers over time, and in which order. */
function Arrangement({ dataset, query, problems, onChange, what }: Props & { what: string }) {
  const bucketId = useId();
  return (
    <>
      <InlineField
        label="Interval"
        labelWidth={LABEL_WIDTH}
        tooltip="Width of one point in time, in UTC. Days, weeks and months follow the dashboard's time zone."
        {...problemAt(problems, 'bucket')}
      >
        <Combobox
          id={bucketId}
          width={18}
          options={bucketOptions(dataset, query.format, query.bucket, dashboardVariables())}
          value={query.bucket}
          onChange={({ value }) => onChange({ ...query, bucket: value as BucketName | 'auto' })}
        />
      </InlineField>
      <LabelledGroup
        label="Order by"
        tooltip={`${what} in the order of these. A series counts by its total over the time range.`}
      >
        <OrderBy
          fields={[...dataset.metrics, ...dataset.dimensions].filter(({ name }) =>
            [...query.metrics, ...query.groupBy].includes(name)
          )}
          numbers={query.metrics}
          orderBy={query.orderBy}
          problems={problems}
          onChange={(orderBy) => onChange({ ...query, orderBy })}
        />
      </LabelledGroup>
    </>
  );
}
