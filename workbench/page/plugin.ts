import type { ComponentType } from 'react';
import type {
  DataSourceApi,
  DataSourceInstanceSettings,
  DataSourceJsonData,
  DataSourcePluginMeta,
  DataSourcePluginOptionsEditorProps,
  QueryEditorHelpProps,
  QueryEditorProps,
} from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import pluginJson from '../../src/plugin.json';

export type Query = DataQuery;
export type DataSource = DataSourceApi<Query>;
export type Settings = DataSourceInstanceSettings<DataSourceJsonData>;

/** What `module.js` exports: Grafana's DataSourcePlugin. */
export interface Plugin {
  readonly DataSourceClass: new (settings: Settings) => DataSource;
  readonly components: {
    readonly QueryEditor: ComponentType<QueryEditorProps<DataSource, Query>>;
    readonly QueryEditorHelp: ComponentType<QueryEditorHelpProps<Query>>;
    readonly ConfigEditor: ComponentType<DataSourcePluginOptionsEditorProps>;
  };
}

const BASE = `/public/plugins/${pluginJson.id}`;

/**
 * Loads the built plugin.
 * Errors: rejects if a file is missing or the bundle throws.
 */
export async function loadPlugin(): Promise<{ plugin: Plugin; meta: DataSourcePluginMeta }> {
  // Only now: its global define() would catch the UMD modules of this page's own bundle.
  await loadScript('/systemjs/extras/amd.js');
  const response = await fetch(`${BASE}/plugin.json`);
  if (!response.ok) {
    throw new Error(`${BASE}/plugin.json: ${response.status} ${response.statusText}`);
  }
  const { plugin } = await System.import(`${BASE}/module.js`);
  return { plugin, meta: { ...(await response.json()), baseUrl: BASE, module: `${BASE}/module.js` } };
}

/** The JSON of a dashboard that comes with the plugin. `path` within it. */
export async function loadDashboard<Dashboard>(path: string): Promise<Dashboard> {
  const response = await fetch(`${BASE}/${path}`);
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${response.statusText}`);
  }
  return response.json();
}

const loadScript = (source: string) =>
  new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${source} cannot be loaded`));
    document.head.append(script);
  });
