import path from 'node:path';
import { BINARY } from '../scripts/binary.mjs';
import { startBackend, type DataSourceSettings } from './backend';
import { startServer } from './server';
import { UID } from './uid';

export interface Workbench {
  /** The page's address, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The plugin's backend and the page's server, over any API.
 *
 * @param api base address of Cloudflare's API or of the simulator
 * @param port of the page; 0 takes any that is free
 * @param log gets the backend's log, a JSON text a line
 * Errors: rejects if the port is taken or the backend does not start; nothing is left running then.
 */
export async function startWorkbench({
  api,
  accountId,
  apiToken,
  port = 0,
  log,
}: {
  api: string;
  accountId: string;
  apiToken: string;
  port?: number;
  log?: (line: string) => void;
}): Promise<Workbench> {
  const settings: { current: DataSourceSettings } = {
    current: {
      uid: UID,
      name: 'Cloudflare Stream',
      url: api,
      jsonData: { accountId },
      secureJsonData: { apiToken },
      lastUpdatedMs: Date.now(),
    },
  };
  const binary = path.join(__dirname, '..', BINARY);
  const backend = await startBackend({ binary, settings: () => settings.current, log });
  try {
    const server = await startServer({ backend, settings, port });
    return {
      url: server.url,
      async stop() {
        await server.close();
        await backend.stop();
      },
    };
  } catch (error) {
    await backend.stop();
    throw error;
  }
}
