import type { DataSourcePluginOptionsEditorProps, DataSourceSettings } from '@grafana/data';
import type { Secrets, Settings } from '../../host/settings';

export type EditorProps = DataSourcePluginOptionsEditorProps<Settings, Secrets>;
type Options = DataSourceSettings<Settings, Secrets>;

/** A setting that is undefined goes, and Grafana's default holds. */
export const withSetting = (options: Options, setting: Settings): Options => ({
  ...options,
  jsonData: { ...options.jsonData, ...setting },
});

export const withSecret = (options: Options, name: keyof Secrets, value: string): Options => ({
  ...options,
  secureJsonData: { ...options.secureJsonData, [name]: value },
});

/** Grafana keeps a stored secret until it is told that there is none. */
export const withoutSecret = (options: Options, name: keyof Secrets): Options => ({
  ...withSecret(options, name, ''),
  secureJsonFields: { ...options.secureJsonFields, [name]: false },
});
