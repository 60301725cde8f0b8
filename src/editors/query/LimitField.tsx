import React, { useId } from 'react';
import { InlineField } from '@grafana/ui';
import type { Problem } from '../../core';
import type { SavedQuery } from '../../host/savedQuery';
import { CommittedInput } from './CommittedInput';
import { limitOf } from './edited';
import { LABEL_WIDTH } from './LabelledGroup';
import { problemAt } from './problemAt';

interface Props {
  tooltip: string;
  /** Shown where there is no limit. */
  placeholder: string;
  limit: SavedQuery['limit'];
  problems: readonly Problem[];
  onChange: (limit: SavedQuery['limit']) => void;
}

export function LimitField({ tooltip, placeholder, limit, problems, onChange }: Props) {
  const id = useId();
  return (
    <InlineField label="Limit" labelWidth={LABEL_WIDTH} tooltip={tooltip} shrink {...problemAt(problems, 'limit')}>
      <CommittedInput
        id={id}
        width={12}
        inputMode="numeric"
        placeholder={placeholder}
        value={String(limit ?? '')}
        onCommit={(text) => onChange(limitOf(text))}
      />
    </InlineField>
  );
}
