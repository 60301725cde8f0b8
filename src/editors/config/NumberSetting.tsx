import React, { useId } from 'react';
import { Field, Input } from '@grafana/ui';
import { type EditorProps, withSetting } from './changes';

interface Props extends EditorProps {
  /** Key of the setting. */
  name: 'timeout' | 'settleDelay' | 'maxRows' | 'maxQueries' | 'budget' | 'cacheSize';
  label: string;
  description: string;
  unit: string;
  /** What holds where nothing is set. */
  fallback: number;
}

/** A whole number above zero, or nothing. */
export function NumberSetting({ name, label, description, unit, fallback, options, onOptionsChange }: Props) {
  const id = useId();
  return (
    <Field label={label} description={description} disabled={options.readOnly}>
      <Input
        id={id}
        width={20}
        type="number"
        min={1}
        step={1}
        suffix={unit}
        placeholder={String(fallback)}
        value={options.jsonData[name] ?? ''}
        onChange={({ currentTarget: { valueAsNumber } }) =>
          onOptionsChange(withSetting(options, { [name]: valueAsNumber > 0 ? valueAsNumber : undefined }))
        }
      />
    </Field>
  );
}
