import type { DataSourcePluginMeta } from '@grafana/data';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder, Text } from '@grafana/ui';
import React, { useCallback } from 'react';
import { loadDashboard } from '../plugin';
import { useLoaded } from '../useLoaded';
import type { DashboardJson } from './dashboardJson';
import { dashboardScene } from './scene';

/** The dashboard that comes with the plugin, from the file that Grafana provisions. */
export function Dashboard({ meta }: { meta: DataSourcePluginMeta }) {
  const load = useCallback(async () => {
    const path = meta.includes?.find(({ type }) => type === 'dashboard')?.path;
    if (!path) {
      throw new Error('plugin.json includes no dashboard.');
    }
    const json = await loadDashboard<DashboardJson>(path);
    return { title: json.title, scene: dashboardScene(json) };
  }, [meta]);
  const dashboard = useLoaded(load);

  if (dashboard.state === 'loading') {
    return <LoadingPlaceholder text="Loading the dashboard …" />;
  }
  if (dashboard.state === 'failed') {
    return <Alert title="The dashboard cannot be shown">{dashboard.message}</Alert>;
  }
  const { title, scene } = dashboard.value;
  return (
    <>
      <Text element="h1" variant="h3">
        {title}
      </Text>
      <UrlSyncContextProvider scene={scene} updateUrlOnInit={false}>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </>
  );
}
