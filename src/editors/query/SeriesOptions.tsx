import React, { useId } from 'react';
import { Combobox, type ComboboxOption, InlineField, InlineFieldRow, useStyles2 } from '@grafana/ui';
import type { Gaps, Problem } from '../../core';
import { CommittedInput } from './CommittedInput';
import type { Edited } from './edited';
import { getFieldStyles } from './fieldStyles';
import { Folded } from './Folded';
import { LABEL_WIDTH } from './LabelledGroup';
import { problemAt } from './problemAt';

interface Props {
  query: Edited;
  problems: readonly Problem[];
  onChange: (query: Edited) => void;
}

const GAPS: ComboboxOption[] = [
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
  const styles = useStyles2(getFieldStyles);
  const gaps = GAPS.find(({ value }) => value === query.gaps)?.label ?? query.gaps;
  const fields = [...query.groupBy, 'metric'].map((name) => `{{${name}}}`);
  return (
    <Folded title="Options" summary={`Legend: ${query.legend || 'Auto'} · Gaps: ${gaps}`}>
      <InlineFieldRow>
        <InlineField
          label="Legend"
          labelWidth={LABEL_WIDTH}
          className={styles.wide}
          tooltip={`Names of the series. These stand for their values: ${fields.join(', ')}. Empty: made from what is grouped by.`}
          {...problemAt(problems, 'legend')}
        >
          <CommittedInput
            id={legendId}
            placeholder={`Auto, or ${fields[0]}`}
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
          <Combobox
            id={gapsId}
            width={18}
            options={GAPS}
            value={query.gaps}
            onChange={({ value }) => onChange({ ...query, gaps: value as Gaps })}
          />
        </InlineField>
      </InlineFieldRow>
    </Folded>
  );
}
