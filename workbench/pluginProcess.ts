import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

export interface PluginProcess {
  /** Where its gRPC server listens, as grpc-js wants it. */
  readonly target: string;
  /** Ends the process and removes its socket. */
  stop(): Promise<void>;
}

/**
 * Starts a plugin's executable as Grafana does: it proves its kind by a cookie, and answers with one line
 * `1|2|unix|<path>|grpc` (HashiCorp's go-plugin handshake). Not `-standalone`, which kills other processes by name.
 *
 * @param log gets the plugin's log, a JSON text a line
 * Errors: the process ended, or said nothing in half a minute; with the end of its log.
 */
export async function startPluginProcess(binary: string, log: (line: string) => void): Promise<PluginProcess> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plugin-'));
  const child = spawn(binary, [], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      grafana_plugin_type: 'datasource',
      PLUGIN_PROTOCOL_VERSIONS: '2',
      PLUGIN_UNIX_SOCKET_DIR: folder,
    },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const hardly = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(hardly);
    fs.rmSync(folder, { recursive: true, force: true });
  };

  const tail: string[] = [];
  readline.createInterface({ input: child.stderr }).on('line', (line) => {
    tail.push(line);
    tail.splice(0, tail.length - 20);
    log(line);
  });
  try {
    const [, , network, address] = (await handshake(child)).split('|');
    return { target: network === 'unix' ? `unix:${address}` : address, stop };
  } catch (error) {
    await stop();
    throw new Error([`${path.basename(binary)}: ${(error as Error).message}`, ...tail].join('\n'));
  }
}

function handshake(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no handshake within half a minute')), 30_000);
    const settle = (act: () => void) => {
      clearTimeout(late);
      act();
    };
    readline.createInterface({ input: child.stdout! }).once('line', (line) => settle(() => resolve(line)));
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code, signal) => settle(() => reject(new Error(`ended with ${signal ?? `code ${code}`}`))));
  });
}
