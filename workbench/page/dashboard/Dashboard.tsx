import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React from 'react';
import { loadDashboard } from '../plugin';
import { useLoaded } from '../useLoaded';
import type { DashboardJson } from './dashboardJson';
import { dashboardScene } from './scene';

const load = async () => dashboardScene(await loadDashboard<DashboardJson>('dashboards/overview.json'));

/** The dashboard that comes with the plugin, from the file that Grafana provisions. */
export function Dashboard() {
  const dashboard = useLoaded(load);

  if (dashboard.state === 'loading') {
    return <LoadingPlaceholder text="Loading the dashboard …" />;
  }
  if (dashboard.state === 'failed') {
    return <Alert title="The dashboard cannot be shown">{dashboard.message}</Alert>;
  }
  const scene = dashboard.value;
  return (
    <UrlSyncContextProvider scene={scene} updateUrlOnInit={false}>
      <scene.Component model={scene} />
    </UrlSyncContextProvider>
  );
}
