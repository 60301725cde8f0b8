import pluginJson from '../src/plugin.json';
import type { DataSourceSettings } from './backend';

/** What Grafana's API tells a browser about a data source: which secrets are set, never what they are. */
export interface PublicSettings {
  readonly id: number;
  readonly uid: string;
  readonly orgId: number;
  readonly name: string;
  readonly type: string;
  readonly typeName: string;
  readonly access: 'proxy';
  readonly url: string;
  readonly user: string;
  readonly database: string;
  readonly basicAuth: boolean;
  readonly withCredentials: boolean;
  readonly isDefault: boolean;
  readonly readOnly: boolean;
  readonly version: number;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonFields: Readonly<Record<string, boolean>>;
}

/** A change as the browser sends it: a secret that is absent is kept, but for one whose field is said to be unset. */
export interface SettingsUpdate {
  readonly name?: string;
  readonly url?: string;
  readonly jsonData?: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Record<string, string>>;
  readonly secureJsonFields?: Readonly<Record<string, boolean>>;
}

/** Keeps `lastUpdatedMs` growing, because the plugin keeps its instance until it changes. */
export function updated(settings: DataSourceSettings, update: SettingsUpdate, now: number): DataSourceSettings {
  const kept = Object.entries(settings.secureJsonData).filter(([key]) => update.secureJsonFields?.[key] !== false);
  return {
    uid: settings.uid,
    name: update.name ?? settings.name,
    url: update.url ?? settings.url,
    jsonData: update.jsonData ?? settings.jsonData,
    secureJsonData: { ...Object.fromEntries(kept), ...update.secureJsonData },
    lastUpdatedMs: Math.max(now, settings.lastUpdatedMs + 1),
  };
}

export const publicSettings = ({ uid, name, url, jsonData, secureJsonData, lastUpdatedMs }: DataSourceSettings) =>
  ({
    id: 1,
    uid,
    orgId: 1,
    name,
    type: pluginJson.id,
    typeName: pluginJson.name,
    access: 'proxy',
    url,
    user: '',
    database: '',
    basicAuth: false,
    withCredentials: false,
    isDefault: true,
    readOnly: false,
    version: lastUpdatedMs,
    jsonData,
    secureJsonFields: Object.fromEntries(Object.entries(secureJsonData).map(([key, value]) => [key, value !== ''])),
  }) satisfies PublicSettings;
