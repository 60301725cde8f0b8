import React from 'react';
import { NUMBERS, type NumberSetting as Name } from '../../core';
import { type EditorProps, problemWith, withSetting } from './changes';
import { SettingField } from './SettingField';

/** A whole number, or nothing for its default. */
export function NumberSetting({ name, options, onOptionsChange }: EditorProps & { name: Name }) {
  const { label, about, unit, fallback } = NUMBERS[name];
  return (
    <SettingField
      label={label}
      description={about}
      disabled={options.readOnly}
      problem={problemWith(options, name)}
      type="number"
      suffix={unit}
      width={24}
      placeholder={String(fallback)}
      value={options.jsonData[name] ?? ''}
      onChange={({ valueAsNumber }) =>
        onOptionsChange(withSetting(options, { [name]: Number.isNaN(valueAsNumber) ? undefined : valueAsNumber }))
      }
    />
  );
}
