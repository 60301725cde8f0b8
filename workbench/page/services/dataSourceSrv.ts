import type { DataSourceSrv } from '@grafana/runtime';
import type { DataSource, Settings } from '../plugin';

/** The one data source there is answers to every name. `get` is asked anew when its settings have changed. */
export const dataSourceSrv = (current: () => { settings: Settings; dataSource: DataSource }): DataSourceSrv => ({
  get: async () => current().dataSource as Awaited<ReturnType<DataSourceSrv['get']>>,
  getList: () => [current().settings],
  getInstanceSettings: () => current().settings,
  reload: async () => {},
  registerRuntimeDataSource: () => {},
});
