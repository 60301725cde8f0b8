import pluginJson from '../../../src/plugin.json';
import { loadDashboard } from '../plugin';
import type { DashboardJson } from './dashboardJson';

/** A dashboard's address begins with this and ends in its uid. */
export const DASHBOARD = '/d/';

/** The dashboards of the plugin, in the order in which plugin.json lists them. */
export const loadDashboards = (): Promise<DashboardJson[]> =>
  Promise.all(pluginJson.includes.map(({ path }) => loadDashboard<DashboardJson>(path)));
