import React, { useId } from 'react';
import { Combobox, type ComboboxOption, InlineField } from '@grafana/ui';
import { LABEL_WIDTH } from './LabelledGroup';
import type { ProblemAt } from './problemAt';

/** One of several values, as people read it. */
export type Choice<T extends string> = ComboboxOption<T> & { readonly label: string };

interface Props<T extends string> {
  label: string;
  tooltip?: string;
  choices: Array<ComboboxOption<T>>;
  /** null: nothing is chosen yet. */
  value: T | null;
  problem?: ProblemAt;
  /** Takes what room the row has. */
  className?: string;
  onChange: (value: T) => void;
}

/** A field that holds one of several values. */
export function ChoiceField<T extends string>({
  label,
  tooltip,
  choices,
  value,
  problem,
  className,
  onChange,
}: Props<T>) {
  const id = useId();
  return (
    <InlineField label={label} labelWidth={LABEL_WIDTH} tooltip={tooltip} className={className} {...problem}>
      <Combobox
        id={id}
        {...(className === undefined && { width: 18 })}
        options={choices}
        value={value}
        onChange={(chosen) => onChange(chosen.value)}
      />
    </InlineField>
  );
}
