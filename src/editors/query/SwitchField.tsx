import React from 'react';
import { InlineField, InlineSwitch } from '@grafana/ui';
import { LABEL_WIDTH } from './LabelledGroup';
import type { ProblemAt } from './problemAt';

interface Props {
  label: string;
  /** In units of 8 px. */
  labelWidth?: number;
  tooltip: string;
  value: boolean;
  problem?: ProblemAt;
  onChange: (value: boolean) => void;
}

/** A field that is on or off. */
export const SwitchField = ({ label, labelWidth = LABEL_WIDTH, tooltip, value, problem, onChange }: Props) => (
  <InlineField label={label} labelWidth={labelWidth} tooltip={tooltip} {...problem}>
    <InlineSwitch aria-label={label} value={value} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
  </InlineField>
);
