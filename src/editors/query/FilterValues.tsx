import React from 'react';
import { getTemplateSrv } from '@grafana/runtime';
import { Combobox, type ComboboxOption, MultiCombobox } from '@grafana/ui';
import type { DimensionType } from '../../core';

interface Props {
  id: string;
  type: DimensionType;
  /** Whether the operator takes any number of values. */
  list: boolean;
  values: readonly string[];
  invalid: boolean;
  onChange: (values: string[]) => void;
}

const PLACEHOLDERS: Readonly<Record<DimensionType, string>> = {
  string: 'Value',
  Date: '2026-03-01',
  Time: '2026-03-01T00:00:00Z',
};

/** The values of a filter: whatever is typed, a variable of the dashboard, or the empty text. */
export function FilterValues({ id, type, list, values, invalid, onChange }: Props) {
  const options = [...variables(), ...(type === 'string' ? [EMPTY] : [])];
  const common = { id, options, invalid, createCustomValue: true, placeholder: PLACEHOLDERS[type] };
  return list ? (
    <MultiCombobox
      {...common}
      value={values.map((value) => options.find((option) => option.value === value) ?? { value })}
      onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
    />
  ) : (
    <Combobox {...common} value={values.length > 0 ? values[0] : null} onChange={({ value }) => onChange([value])} />
  );
}

const EMPTY: ComboboxOption = { value: '', label: '(empty)', description: 'Where there is no value' };

const KINDS: readonly string[] = ['query', 'custom', 'textbox', 'constant'];

const variables = (): ComboboxOption[] =>
  getTemplateSrv()
    .getVariables()
    .filter(({ type }) => KINDS.includes(type))
    .map(({ name }) => ({ value: `$${name}`, description: 'Variable' }));
