import { execFileSync } from 'node:child_process';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import * as loader from '@grpc/proto-loader';

/** The parts of Grafana's plugin protocol that are used here, as proto-loader gives them. */
export interface PluginContext {
  orgId: number;
  pluginId: string;
  pluginVersion: string;
  user?: { login: string; name: string; email: string; role: string };
  grafanaConfig: Record<string, string>;
  dataSourceInstanceSettings: {
    uid: string;
    name: string;
    url: string;
    jsonData: Buffer;
    decryptedSecureJsonData: Record<string, string>;
    lastUpdatedMS: number;
  };
}

interface StringList {
  values: string[];
}

export interface QueryDataRequest {
  pluginContext: PluginContext;
  headers: Record<string, string>;
  format: 'JSON';
  queries: Array<{
    refId: string;
    queryType: string;
    maxDataPoints: number;
    intervalMS: number;
    timeRange: { fromEpochMS: number; toEpochMS: number };
    json: Buffer;
  }>;
}

export interface QueryDataResponse {
  responses: Record<string, { status: number; error: string; errorSource: string; frames: Buffer[] }>;
}

export interface CallResourceRequest {
  pluginContext: PluginContext;
  path: string;
  method: string;
  url: string;
  headers: Record<string, StringList>;
  body: Buffer;
}

export interface CallResourceResponse {
  code: number;
  headers: Record<string, StringList>;
  body: Buffer;
}

export interface CheckHealthRequest {
  pluginContext: PluginContext;
  headers: Record<string, string>;
}

export interface CheckHealthResponse {
  status: 'UNKNOWN' | 'OK' | 'ERROR';
  message: string;
  jsonDetails: Buffer;
}

export interface CollectMetricsResponse {
  metrics: { prometheus: Buffer };
}

type Unary<Request, Response> = (
  request: Request,
  done: (error: grpc.ServiceError | null, response: Response) => void
) => grpc.ClientUnaryCall;

export interface PluginClient {
  queryData: Unary<QueryDataRequest, QueryDataResponse>;
  callResource: (request: CallResourceRequest) => grpc.ClientReadableStream<CallResourceResponse>;
  checkHealth: Unary<CheckHealthRequest, CheckHealthResponse>;
  collectMetrics: Unary<{ pluginContext: PluginContext }, CollectMetricsResponse>;
  close(): void;
}

const root = path.join(__dirname, '..');

/** The protocol's definition lies in the Go SDK's module, at the version that the backend is built with. */
function protoFile(): string {
  const folder = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/grafana/grafana-plugin-sdk-go'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  return path.join(folder, 'proto/backend.proto');
}

let definition: grpc.GrpcObject | undefined;

const loadDefinition = () =>
  (definition ??= grpc.loadPackageDefinition(
    loader.loadSync(protoFile(), { keepCase: true, longs: Number, enums: String, defaults: true })
  ));

/** @param target address of a running plugin, as its handshake gave it */
export function connect(target: string): PluginClient {
  const { Data, Resource, Diagnostics } = loadDefinition().pluginv2 as Record<string, grpc.ServiceClientConstructor>;
  const open = (Service: grpc.ServiceClientConstructor) =>
    new Service(target, grpc.credentials.createInsecure(), {
      'grpc.max_receive_message_length': -1,
      'grpc.max_send_message_length': -1,
    });
  const [data, resource, diagnostics] = [open(Data), open(Resource), open(Diagnostics)];
  return {
    queryData: data.QueryData.bind(data),
    callResource: resource.CallResource.bind(resource),
    checkHealth: diagnostics.CheckHealth.bind(diagnostics),
    collectMetrics: diagnostics.CollectMetrics.bind(diagnostics),
    close: () => [data, resource, diagnostics].forEach((client) => client.close()),
  };
}
