import React, { useId } from 'react';
import { type ComboboxOption, InlineField, MultiCombobox, useStyles2 } from '@grafana/ui';
import { getFieldStyles } from './fieldStyles';
import { LABEL_WIDTH } from './LabelledGroup';
import type { ProblemAt } from './problemAt';

interface Props {
  label: string;
  tooltip?: string;
  /** What stands where nothing is chosen. */
  placeholder: string;
  choices: ComboboxOption[];
  values: readonly string[];
  problem: ProblemAt;
  onChange: (values: string[]) => void;
}

/** A field that holds any number of several values. */
export function ChoicesField({ label, tooltip, placeholder, choices, values, problem, onChange }: Props) {
  const id = useId();
  const styles = useStyles2(getFieldStyles);
  return (
    <InlineField label={label} labelWidth={LABEL_WIDTH} className={styles.wide} tooltip={tooltip} {...problem}>
      <MultiCombobox
        id={id}
        placeholder={placeholder}
        options={choices}
        value={[...values]}
        onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
      />
    </InlineField>
  );
}
