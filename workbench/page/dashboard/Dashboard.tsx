import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { useLoaded } from '../useLoaded';
import { DASHBOARD, loadDashboards } from './boxed';
import type { DashboardJson } from './dashboardJson';
import { Picker } from './Picker';
import { dashboardScene } from './scene';

/** The dashboards that come with the plugin, from the files that Grafana provisions, at the addresses that they have there. */
export function Dashboard() {
  const dashboards = useLoaded(loadDashboards);
  const { pathname } = useLocation();

  if (dashboards.state === 'loading') {
    return <LoadingPlaceholder text="Loading the dashboards …" />;
  }
  if (dashboards.state === 'failed') {
    return <Alert title="The dashboards cannot be shown">{dashboards.message}</Alert>;
  }
  const shown = dashboards.value.find(({ uid }) => pathname === `${DASHBOARD}${uid}`) ?? dashboards.value[0];
  return (
    <>
      <Picker dashboards={dashboards.value} shown={shown} />
      <Shown key={shown.uid} dashboard={shown} />
    </>
  );
}

function Shown({ dashboard }: { dashboard: DashboardJson }) {
  const scene = useMemo(() => dashboardScene(dashboard), [dashboard]);
  return (
    <UrlSyncContextProvider scene={scene} updateUrlOnInit={false}>
      <scene.Component model={scene} />
    </UrlSyncContextProvider>
  );
}
