import React, { type ComponentProps, useState } from 'react';
import { Input } from '@grafana/ui';

interface Props extends Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'onBlur' | 'onKeyDown' | 'ref'> {
  value: string;
  /** Called once the text is whole: on leaving the input or with Enter, if it is another one. Escape takes it back. */
  onCommit: (text: string) => void;
}

export function CommittedInput({ value, onCommit, ...rest }: Props) {
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    if (draft !== undefined && draft !== value) {
      onCommit(draft);
    }
    setDraft(undefined);
  };
  return (
    <Input
      {...rest}
      value={draft ?? value}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') {
          commit();
        } else if (key === 'Escape') {
          setDraft(undefined);
        }
      }}
    />
  );
}
