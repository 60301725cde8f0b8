import type { DataSourcePluginOptionsEditorProps, DataSourceSettings } from '@grafana/data';
import { settingsProblems } from '../../core';
import type { Secrets, Settings } from '../../host/settings';

export type EditorProps = DataSourcePluginOptionsEditorProps<Settings, Secrets>;
type Options = DataSourceSettings<Settings, Secrets>;

/** A setting that is undefined is removed, and its default applies. */
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

/** What is wrong with a setting, in the words in which the backend refuses it. */
export const problemWith = ({ url, jsonData }: Options, setting: string): string | undefined =>
  settingsProblems({ url, jsonData }).find((problem) => problem.setting === setting)?.message;
