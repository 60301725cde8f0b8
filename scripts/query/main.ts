import path from 'node:path';
import { startBackend } from '../../workbench/backend';
import { BINARY } from '../binary.mjs';
import { type Command, type Connection, parseCommandLine, USAGE } from './commandLine';
import { askThroughBackend, askThroughCore, firstStep } from './hosts';

const HOSTS = { core: askThroughCore, backend: askThroughBackend };

/**
 * Answers a command line on standard output, or complains in one line on standard error.
 *
 * @param prepare builds the backend, where it is needed
 * @returns the exit code: 0 answered, 1 no answer, 2 wrong usage
 */
export async function main(args: readonly string[], prepare: () => Promise<void>): Promise<number> {
  const now = Date.now();
  let command: Command;
  try {
    command = parseCommandLine(args, process.env, now);
  } catch (error) {
    process.stderr.write(`${(error as Error).message} (--help says more)\n`);
    return 2;
  }
  try {
    process.stdout.write(`${await answer(command, now, prepare)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}

async function answer(command: Command, now: number, prepare: () => Promise<void>): Promise<string> {
  switch (command.kind) {
    case 'help':
      return USAGE;
    case 'explain': {
      const { asks, result } = firstStep(command.question, {}, now);
      if (result?.error) {
        throw new Error(result.error.message);
      }
      return JSON.stringify({ asks }, null, 2);
    }
    case 'ask': {
      await prepare();
      const backend = await startBackend({
        binary: path.join(__dirname, '../..', BINARY),
        settings: settings(command.connection),
      });
      process.once('SIGINT', () => void backend.stop().then(() => process.exit(130)));
      try {
        return JSON.stringify(await HOSTS[command.host](command.question, backend));
      } finally {
        await backend.stop();
      }
    }
  }
}

const settings = ({ url, accountId, apiToken }: Connection) => ({
  uid: 'command-line',
  name: 'Command line',
  url,
  jsonData: { accountId },
  secureJsonData: { apiToken },
  lastUpdatedMs: 1,
});
