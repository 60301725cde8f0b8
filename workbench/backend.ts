import packageJson from '../package.json';
import pluginJson from '../src/plugin.json';
import { cancellable, unary } from './pluginCall';
import { startPluginProcess } from './pluginProcess';
import { type CallResourceResponse, connect, type PluginContext } from './pluginProtocol';

/** A data source as Grafana stores it, secrets in clear. */
export interface DataSourceSettings {
  readonly uid: string;
  readonly name: string;
  readonly url: string;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData: Readonly<Record<string, string>>;
  /** ms since the epoch. The plugin keeps its instance until this changes. */
  readonly lastUpdatedMs: number;
}

/** One query of a request. `from` and `to` in ms since the epoch; `json` is the saved query. */
export interface BackendQuery {
  readonly refId: string;
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  readonly json: unknown;
}

/** `frames` are texts of DataFrameJSON, to be joined rather than parsed. */
export interface QueryAnswer {
  readonly status: number;
  readonly frames: readonly string[];
  readonly error?: string;
  readonly errorSource?: string;
}

export interface ResourceRequest {
  /** Without a leading slash. */
  readonly path: string;
  readonly method: string;
  /** Path with its query string; the path if absent. */
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface ResourceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HealthAnswer {
  readonly status: 'UNKNOWN' | 'OK' | 'ERROR';
  readonly message: string;
  readonly details?: unknown;
}

/** A running plugin. Every call rejects if the process is gone, or the signal aborts it. */
export interface Backend {
  /** Answers by refId. `headers` as Grafana hands them on: `FromAlert: 'true'` marks an alert rule's call. */
  queryData(
    queries: readonly BackendQuery[],
    headers?: Readonly<Record<string, string>>,
    signal?: AbortSignal
  ): Promise<Record<string, QueryAnswer>>;
  callResource(request: ResourceRequest, signal?: AbortSignal): Promise<ResourceAnswer>;
  checkHealth(signal?: AbortSignal): Promise<HealthAnswer>;
  /** Metrics of the process, as Prometheus reads them. */
  metrics(signal?: AbortSignal): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the plugin's backend and speaks to it as Grafana's server does, by its gRPC protocol.
 *
 * @param settings the data source; a function is asked anew for every call
 * @param log gets the plugin's log, a JSON text a line
 */
export async function startBackend({
  binary,
  settings,
  log = () => {},
}: {
  binary: string;
  settings: DataSourceSettings | (() => DataSourceSettings);
  log?: (line: string) => void;
}): Promise<Backend> {
  const plugin = await startPluginProcess(binary, log);
  const client = connect(plugin.target);
  const context = () => pluginContext(typeof settings === 'function' ? settings() : settings);

  return {
    async queryData(queries, headers = {}, signal) {
      const { responses } = await unary(client.queryData, signal, {
        // No user makes an alert rule's request.
        pluginContext: headers.FromAlert ? context() : { ...context(), user: USER },
        headers: { ...headers },
        format: 'JSON',
        queries: queries.map(({ refId, from, to, intervalMs, maxDataPoints, json }) => ({
          refId,
          queryType: '',
          maxDataPoints,
          intervalMS: intervalMs,
          timeRange: { fromEpochMS: from, toEpochMS: to },
          json: Buffer.from(JSON.stringify(json)),
        })),
      });
      return Object.fromEntries(
        Object.entries(responses).map(([refId, { status, frames, error, errorSource }]) => [
          refId,
          {
            status: status || (error ? 500 : 200),
            frames: frames.map((frame) => frame.toString('utf8')),
            ...(error && { error, errorSource }),
          },
        ])
      );
    },

    callResource({ path, method, url = path, headers = {}, body = '' }, signal) {
      return cancellable<ResourceAnswer>(signal, (resolve, reject) => {
        let answer: ResourceAnswer = { status: 502, headers: {}, body: Buffer.alloc(0) };
        const parts: Buffer[] = [];
        return client
          .callResource({
            pluginContext: { ...context(), user: USER },
            path,
            method,
            url,
            headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { values: [value] }])),
            body: Buffer.from(body),
          })
          .on('data', (part: CallResourceResponse) => {
            if (part.code) {
              const given = Object.entries(part.headers);
              const flat = given.map(([name, { values }]) => [name.toLowerCase(), values.join(', ')]);
              answer = { ...answer, status: part.code, headers: Object.fromEntries(flat) };
            }
            parts.push(part.body);
          })
          .on('error', reject)
          .on('end', () => resolve({ ...answer, body: Buffer.concat(parts) }));
      });
    },

    async checkHealth(signal) {
      const { status, message, jsonDetails } = await unary(client.checkHealth, signal, {
        pluginContext: { ...context(), user: USER },
        headers: {},
      });
      return { status, message, ...(jsonDetails.length > 0 && { details: JSON.parse(jsonDetails.toString('utf8')) }) };
    },

    async metrics(signal) {
      const { metrics } = await unary(client.collectMetrics, signal, { pluginContext: context() });
      return metrics.prometheus.toString('utf8');
    },

    async stop() {
      client.close();
      await plugin.stop();
    },
  };
}

const USER = { login: 'admin', name: 'Admin', email: 'admin@localhost', role: 'Admin' };

const pluginContext = (settings: DataSourceSettings): PluginContext => ({
  orgId: 1,
  pluginId: pluginJson.id,
  pluginVersion: packageJson.version,
  grafanaConfig: {},
  dataSourceInstanceSettings: {
    uid: settings.uid,
    name: settings.name,
    url: settings.url,
    jsonData: Buffer.from(JSON.stringify(settings.jsonData)),
    decryptedSecureJsonData: { ...settings.secureJsonData },
    lastUpdatedMS: settings.lastUpdatedMs,
  },
});
