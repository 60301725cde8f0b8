import React, { useId, useState } from 'react';
import { Field, Input } from '@grafana/ui';

interface Props extends Pick<React.ComponentProps<typeof Input>, 'placeholder' | 'type' | 'suffix' | 'width'> {
  label: string;
  description: string;
  value: string | number;
  required?: boolean;
  disabled?: boolean;
  /** What is wrong with the value. */
  problem: string | undefined;
  onChange: (input: HTMLInputElement) => void;
}

/** A setting to type. What is wrong with a number is said at once; with a text, which is wrong until its end, once it was left. */
export function SettingField({ label, description, required, disabled, problem, onChange, ...input }: Props) {
  const id = useId();
  const [typing, setTyping] = useState(false);
  const isWrong = problem !== undefined && (input.type === 'number' || !typing);
  return (
    <Field
      label={label}
      description={description}
      required={required}
      disabled={disabled}
      invalid={isWrong}
      error={isWrong && problem}
    >
      <Input
        {...input}
        id={id}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => onChange(currentTarget)}
        onFocus={() => setTyping(true)}
        onBlur={() => setTyping(false)}
      />
    </Field>
  );
}
