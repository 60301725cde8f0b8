import { DataSourcePlugin } from '@grafana/data';
import { DataSource } from './datasource';
import { ConfigEditor, QueryEditor, QueryHelp } from './editors';
import type { SavedQuery } from './host/savedQuery';
import type { Secrets, Settings } from './host/settings';

export const plugin = new DataSourcePlugin<DataSource, SavedQuery, Settings, Secrets>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryHelp);
