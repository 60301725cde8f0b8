import { locationService } from '@grafana/runtime';
import { Combobox, InlineField } from '@grafana/ui';
import React, { useId } from 'react';
import { useLocation } from 'react-router-dom';
import { DASHBOARD } from './boxed';
import type { DashboardJson } from './dashboardJson';

/** Which dashboard is shown. Time range, variables and theme stay, as by the links between the dashboards in Grafana. */
export function Picker({ dashboards, shown }: { dashboards: readonly DashboardJson[]; shown: DashboardJson }) {
  const id = useId();
  const { search } = useLocation();
  const open = (uid: string) => {
    const kept = [...new URLSearchParams(search)].filter(([name]) => /^(from|to|theme|var-.*)$/.test(name));
    locationService.push(`${DASHBOARD}${uid}?${new URLSearchParams(kept)}`);
  };
  return (
    <InlineField label="Dashboard" labelWidth={14}>
      <Combobox
        id={id}
        width={42}
        options={dashboards.map(({ uid, title, description }) => ({ value: uid, label: title, description }))}
        value={shown.uid}
        onChange={({ value }) => open(value)}
      />
    </InlineField>
  );
}
