/**
 * The workbench over a simulated API, until SIGINT or SIGTERM. Prints the one address to open.
 *
 *   tsx workbench/main.ts --port 4170     the port that it would like; another one if that is taken
 */
import { parseArgs } from 'node:util';
import { DEFAULTS } from '../simulator/options';
import { startSimulator } from '../simulator/start';
import { startWorkbench, type Workbench } from './workbench';

const TOKEN = 'token-of-the-simulated-account';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4170' } } });
  const simulator = await startSimulator({ token: TOKEN });
  const api = { api: simulator.url, accountId: DEFAULTS.account, apiToken: TOKEN, log: sayErrors };
  const workbench = await startNear(Number(values.port), api).catch(async (error) => {
    await simulator.close();
    throw error;
  });
  console.log(`\n  Workbench with simulated data:  ${workbench.url}\n\n  Ctrl-C ends it.\n`);

  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (!ending) {
        ending = true;
        await workbench.stop();
        await simulator.close();
        process.exit(0);
      }
    });
  }
}

async function startNear(port: number, settings: Parameters<typeof startWorkbench>[0]): Promise<Workbench> {
  try {
    return await startWorkbench({ ...settings, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') {
      throw error;
    }
    console.log(`Port ${port} is taken, so another one is used.`);
    return startWorkbench({ ...settings, port: 0 });
  }
}

/** The backend logs JSON. Only its errors are worth showing here. */
function sayErrors(line: string): void {
  if (/"@?level":"error"/.test(line)) {
    console.error(line);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
