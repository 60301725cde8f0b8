import React, { useId } from 'react';
import { InlineField, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import type { Gaps, Problem } from '../../core';
import { CommittedInput } from './CommittedInput';
import type { Edited } from './edited';
import { Folded } from './Folded';
import { LABEL_WIDTH } from './LabelledGroup';
import { problemAt } from './problemAt';

interface Props {
  query: Edited;
  problems: readonly Problem[];
  onChange: (query: Edited) => void;
}

const GAPS: Array<{ value: Gaps; label: string; description: string }> = [
  {
    value: 'auto',
    label: 'Auto',
    description: 'Zero where nothing was counted, nothing where the number is not known',
  },
  { value: 'zero', label: 'Zero', description: 'The same; a metric that cannot be added up stays without' },
  { value: 'null', label: 'Null', description: 'No value, and a gap in the line' },
  { value: 'none', label: 'None', description: 'No point at all: the line goes on to the next one' },
];

/** What rarely needs another value than the one that it has. */
export function SeriesOptions({ query, problems, onChange }: Props) {
  const legendId = useId();
  const gapsId = useId();
  const gaps = GAPS.find(({ value }) => value === query.gaps)?.label ?? query.gaps;
  const fields = ['metric', ...query.groupBy].map((name) => `{{${name}}}`).join(', ');
  return (
    <Folded title="Options" summary={`Legend: ${query.legend || 'Auto'} · Gaps: ${gaps}`}>
      <InlineFieldRow>
        <InlineField
          label="Legend"
          labelWidth={LABEL_WIDTH}
          tooltip={`Names of the series. These stand for their values: ${fields}. Empty: made from what is grouped by.`}
          {...problemAt(problems, 'legend')}
        >
          <CommittedInput
            id={legendId}
            width={40}
            placeholder={`Auto, or a text with ${fields}`}
            value={query.legend}
            onCommit={(legend) => onChange({ ...query, legend })}
          />
        </InlineField>
        <InlineField
          label="Gaps"
          labelWidth={LABEL_WIDTH}
          tooltip="What stands where there are no rows."
          {...problemAt(problems, 'gaps')}
        >
          <RadioButtonGroup
            id={gapsId}
            options={GAPS}
            value={query.gaps}
            onChange={(value) => onChange({ ...query, gaps: value })}
          />
        </InlineField>
      </InlineFieldRow>
    </Folded>
  );
}
