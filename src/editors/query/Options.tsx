import React, { useId } from 'react';
import { InlineField, InlineFieldRow, useStyles2 } from '@grafana/ui';
import {
  DATASETS,
  namedBy,
  type Ceiling,
  type Gaps,
  type Problem,
  type Shift,
  type Show,
  type Since,
} from '../../core';
import { type Choice, ChoiceField } from './ChoiceField';
import { CommittedInput } from './CommittedInput';
import { type Edited, priceOf } from './edited';
import { getFieldStyles } from './fieldStyles';
import { Folded } from './Folded';
import { LABEL_WIDTH } from './LabelledGroup';
import { NamesSwitch } from './NamesSwitch';
import { problemAt } from './problemAt';
import { SwitchField } from './SwitchField';

interface Props {
  query: Edited;
  problems: readonly Problem[];
  onChange: (query: Edited) => void;
}

const SHOW: Array<Choice<Show>> = [
  { value: 'value', label: 'Value', description: 'The number itself' },
  { value: 'share', label: 'Share of total', description: 'In per cent of the total under the same filters' },
  { value: 'perMinute', label: 'Per minute', description: 'Divided by the minutes of the interval' },
  { value: 'perSecond', label: 'Per second', description: 'Divided by the seconds of the interval' },
  { value: 'forecast', label: 'Forecast', description: 'At this rate until the end of the interval, or of the month' },
];

const SHIFT: Array<Choice<Shift>> = [
  { value: 'none', label: 'Nothing' },
  { value: 'day', label: '1 day before', description: 'The same time of the day before' },
  { value: 'week', label: '7 days before', description: 'The same weekday and time' },
  { value: 'range', label: 'Period before', description: 'As long as the time range, right before it' },
];

const GAPS: Array<Choice<Gaps>> = [
  {
    value: 'auto',
    label: 'Auto',
    description: 'Zero where nothing was counted, empty where the number is unknown',
  },
  { value: 'zero', label: 'Zero', description: 'The same; metrics that do not add up stay empty' },
  { value: 'null', label: 'Null', description: 'No value, and a gap in the line' },
  { value: 'none', label: 'None', description: 'No point at all: the line goes on to the next one' },
];

const SINCE: Array<Choice<Since>> = [
  { value: 'range', label: 'Time range', description: 'All of the time range' },
  { value: 'month', label: 'Month', description: 'The month that the time range ends in, so far' },
];

const CEILING: Array<Choice<Ceiling>> = [
  { value: 'error', label: 'Error', description: 'No answer, but what would make it smaller' },
  {
    value: 'notice',
    label: 'Complete part',
    description: 'The newest intervals, or the first groups by name, with a notice',
  },
];

const labelOf = <T extends string>(choices: Array<Choice<T>>, value: T): string =>
  choices.find((each) => each.value === value)?.label ?? value;

/** What rarely needs another value than the one that it has. */
export function Options({ query, problems, onChange }: Props) {
  const styles = useStyles2(getFieldStyles);
  const isSeries = query.format === 'timeSeries';
  const summary = [
    ...(isSeries ? [`Legend: ${query.legend || 'Auto'}`] : []),
    `Show: ${labelOf(SHOW, query.show)}`,
    `Compare: ${labelOf(SHIFT, query.shift)}`,
    ...(query.other ? ['With others'] : []),
    ...(query.names || !hasNames(query) ? [] : ['Without names']),
    ...(query.since === 'range' ? [] : [`Since: ${labelOf(SINCE, query.since)}`]),
    `Gaps: ${labelOf(GAPS, query.gaps)}`,
    ...(query.ceiling === 'error' ? [] : [`Too large: ${labelOf(CEILING, query.ceiling).toLowerCase()}`]),
  ].join(' · ');
  return (
    <Folded title="Options" summary={summary}>
      <InlineFieldRow>
        {isSeries && <Legend className={styles.wide} query={query} problems={problems} onChange={onChange} />}
        <ChoiceField
          label="Gaps"
          tooltip="What stands where there are no rows."
          choices={GAPS}
          value={query.gaps}
          problem={problemAt(problems, 'gaps')}
          onChange={(gaps) => onChange({ ...query, gaps })}
        />
        <ChoiceField
          label="Since"
          tooltip="Where the time begins. With Month, even an alert rule covers the month so far, though its time range is a number of hours."
          choices={SINCE}
          value={query.since}
          problem={problemAt(problems, 'since')}
          onChange={(since) => onChange({ ...query, since })}
        />
        <ChoiceField
          label="Too large"
          tooltip="What happens when an answer takes more rows or queries than the data source allows. For an alert rule it is always an error."
          choices={CEILING}
          value={query.ceiling}
          problem={problemAt(problems, 'ceiling')}
          onChange={(ceiling) => onChange({ ...query, ceiling })}
        />
      </InlineFieldRow>
      <InlineFieldRow>
        <ChoiceField
          label="Show"
          tooltip="How metrics that add up are shown."
          choices={SHOW}
          value={query.show}
          problem={problemAt(problems, 'show')}
          onChange={(show) => onChange({ ...query, show })}
        />
        <ChoiceField
          label="Compare"
          tooltip="The same numbers of an earlier time, beside the others and at the same places. Cloudflare keeps 90 days."
          choices={SHIFT}
          value={query.shift}
          problem={problemAt(problems, 'shift')}
          onChange={(shift) => onChange({ ...query, shift })}
        />
        <SwitchField
          label="Others"
          tooltip="What the limit leaves out, as one more series or row: the total less what is shown."
          value={query.other}
          problem={problemAt(problems, 'other')}
          onChange={(other) => onChange({ ...query, other })}
        />
        {hasNames(query) && <NamesSwitch query={query} problems={problems} onChange={onChange} />}
        {query.metrics.includes('deliveryCost') && <Price query={query} problems={problems} onChange={onChange} />}
      </InlineFieldRow>
    </Folded>
  );
}

/** Whether anything that the query groups by has names. */
const hasNames = ({ dataset, groupBy }: Edited): boolean => namedDimensions(dataset, groupBy).length > 0;

const namedDimensions = (dataset: string, groupBy: readonly string[]) =>
  (DATASETS[dataset]?.dimensions ?? [])
    .filter((each) => groupBy.includes(each.name))
    .flatMap((each) => namedBy(each) ?? []);

function Legend({ query, problems, onChange, className }: Props & { className: string }) {
  const id = useId();
  const fields = [...namedDimensions(query.dataset, query.groupBy), ...query.groupBy, 'metric'].map(
    (name) => `{{${name}}}`
  );
  return (
    <InlineField
      label="Legend"
      labelWidth={LABEL_WIDTH}
      className={className}
      tooltip={`Names of the series. ${fields.join(', ')} are replaced by their values. Empty: made from what is grouped by.`}
      {...problemAt(problems, 'legend')}
    >
      <CommittedInput
        id={id}
        placeholder={`Auto, or ${fields[0]}`}
        value={query.legend}
        onCommit={(legend) => onChange({ ...query, legend })}
      />
    </InlineField>
  );
}

function Price({ query, problems, onChange }: Props) {
  const id = useId();
  return (
    <InlineField
      label="Price"
      labelWidth={LABEL_WIDTH}
      tooltip="US dollars for 1,000 minutes delivered. 1 is Cloudflare's list price."
      {...problemAt(problems, 'price')}
    >
      <CommittedInput
        id={id}
        width={18}
        inputMode="decimal"
        prefix="$"
        suffix="per 1,000"
        value={String(query.price)}
        onCommit={(text) => onChange({ ...query, price: priceOf(text) })}
      />
    </InlineField>
  );
}
