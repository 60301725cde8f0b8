import React from 'react';
import { InlineField, InlineSwitch } from '@grafana/ui';
import type { Problem } from '../../core';
import type { Edited } from './edited';
import { LABEL_WIDTH } from './LabelledGroup';
import { problemAt } from './problemAt';

interface Props {
  query: Edited;
  problems: readonly Problem[];
  onChange: (query: Edited) => void;
}

/** Whether names stand beside the IDs that are shown. */
export const NamesSwitch = ({ query, problems, onChange }: Props) => (
  <InlineField
    label="Names"
    labelWidth={LABEL_WIDTH}
    tooltip="Names of videos and live inputs beside their IDs, where the token may read them. Alert rules have none."
    {...problemAt(problems, 'names')}
  >
    <InlineSwitch
      aria-label="Names"
      value={query.names}
      onChange={({ currentTarget }) => onChange({ ...query, names: currentTarget.checked })}
    />
  </InlineField>
);
