import { EventBusSrv } from '@grafana/data';
import {
  setAppEvents,
  setBackendSrv,
  setDataSourceSrv,
  setEchoSrv,
  setPluginImportUtils,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import type { DataSource, Settings } from '../plugin';
import { backendSrv } from './backendSrv';
import { dataSourceSrv } from './dataSourceSrv';
import { runRequest } from './runRequest';
import { templateSrv } from './templateSrv';

/** Fills the singletons of @grafana/runtime. */
export function installServices(current: () => { settings: Settings; dataSource: DataSource }): void {
  setBackendSrv(backendSrv);
  setTemplateSrv(templateSrv);
  setDataSourceSrv(dataSourceSrv(current));
  setEchoSrv({ flush: () => {}, addBackend: () => {}, addEvent: () => {}, onInteraction: () => () => {} });
  setAppEvents(new EventBusSrv());
  setRunRequest(runRequest);
  setPluginImportUtils({
    importPanelPlugin: (id) => Promise.reject(new Error(`The workbench has no panel of type ${id}`)),
    getPanelPluginFromCache: () => undefined,
  });
}
