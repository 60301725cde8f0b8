import type { DataSourceJsonData, DataSourcePluginMeta, DataSourceSettings } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { UID } from '../uid';
import type { DataSource, Plugin, Settings } from './plugin';

/** A data source's settings as the server keeps them, without its secrets. */
export type StoredSettings = DataSourceSettings<DataSourceJsonData, Record<string, string>>;

const ADDRESS = `/api/datasources/uid/${UID}`;

/** The data source in use: its stored settings, and an instance made from them. Saving makes a new instance. */
export class Session {
  stored!: StoredSettings;
  settings!: Settings;
  dataSource!: DataSource;

  constructor(
    readonly plugin: Plugin,
    readonly meta: DataSourcePluginMeta
  ) {}

  /** Rejects if the server does not answer. */
  async load(): Promise<void> {
    this.use(await getBackendSrv().get<StoredSettings>(ADDRESS));
  }

  async save(changed: StoredSettings): Promise<void> {
    this.use(await getBackendSrv().put<StoredSettings>(ADDRESS, changed));
  }

  private use(stored: StoredSettings): void {
    const { id, uid, type, name, jsonData, readOnly } = stored;
    this.stored = stored;
    this.settings = { id, uid, type, name, jsonData, readOnly, meta: this.meta, access: 'proxy' };
    this.dataSource = new this.plugin.DataSourceClass(this.settings);
    Object.assign(this.dataSource, { components: this.plugin.components, meta: this.meta });
  }
}
