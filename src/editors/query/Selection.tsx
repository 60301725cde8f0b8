import React from 'react';
import { InlineFieldRow } from '@grafana/ui';
import { type Dataset, fieldsUnavailable, type Limits, MOST_EVENTS, type Problem } from '../../core';
import { dashboardVariables } from '../../host/variables';
import { ChoiceField } from './ChoiceField';
import { ChoicesField } from './ChoicesField';
import { type Edited, selecting } from './edited';
import { Filters } from './Filters';
import { LabelledGroup } from './LabelledGroup';
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
  const what = query.format === 'timeSeries' ? 'series' : 'rows';
  return (
    <>
      {!dataset.events && <Numbers {...props} />}
      <Filters
        dataset={dataset}
        filters={query.filters}
        problems={problems}
        onChange={(filters) => onChange({ ...query, filters })}
      />
      <InlineFieldRow>
        {!dataset.events && <Arrangement {...props} what={what} />}
        <LimitField
          tooltip={
            dataset.events
              ? 'How many events are shown, the newest ones.'
              : `How many ${what} are shown, the first in the order. Empty: all.`
          }
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
  const unavailable = fieldsUnavailable(dataset, limits);
  return (
    <InlineFieldRow>
      <ChoicesField
        label="Metrics"
        placeholder="Choose at least one"
        choices={namedOptions(dataset.metrics, unavailable)}
        values={query.metrics}
        problem={problemAt(problems, 'metrics')}
        onChange={(metrics) => onChange(selecting(query, { metrics }))}
      />
      <ChoicesField
        label="Group by"
        placeholder="Nothing: one total"
        choices={namedOptions(dataset.dimensions, unavailable)}
        values={query.groupBy}
        problem={problemAt(problems, 'groupBy')}
        onChange={(groupBy) => onChange(selecting(query, { groupBy }))}
      />
    </InlineFieldRow>
  );
}

/** Numbers over time, and in which order. */
function Arrangement({ dataset, query, problems, onChange, what }: Props & { what: string }) {
  return (
    <>
      <ChoiceField
        label="Interval"
        tooltip="Width of one point in time, in UTC. Days, weeks and months follow the dashboard's time zone."
        choices={bucketOptions(dataset, query.format, query.bucket, dashboardVariables())}
        value={query.bucket}
        problem={problemAt(problems, 'bucket')}
        // It may also be a variable, which becomes one of these before the core reads it.
        onChange={(bucket) => onChange({ ...query, bucket: bucket as Edited['bucket'] })}
      />
      <LabelledGroup
        label="Order by"
        tooltip={`What ${what} are ordered by. A series counts by its total over the time range.`}
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
