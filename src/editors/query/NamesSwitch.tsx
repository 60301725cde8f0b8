import React from 'react';
import type { Problem } from '../../core';
import type { Edited } from './edited';
import { problemAt } from './problemAt';
import { SwitchField } from './SwitchField';

interface Props {
  query: Edited;
  problems: readonly Problem[];
  onChange: (query: Edited) => void;
}

/** Whether names stand beside the IDs that are shown. */
export const NamesSwitch = ({ query, problems, onChange }: Props) => (
  <SwitchField
    label="Names"
    tooltip="Names of videos and live inputs beside their IDs, where the token may read them. Alert rules never have names."
    value={query.names}
    problem={problemAt(problems, 'names')}
    onChange={(names) => onChange({ ...query, names })}
  />
);
