import { DOCUMENTED_BUDGET, DOCUMENTED_CALL_BUDGET } from './rateLimit';
import type { Options } from './options';

/** What `npm run simulator` takes, and how each text becomes an option. `undefined`: the text will not do. */
const FLAGS: Readonly<Record<string, (text: string) => Partial<Options> | undefined>> = {
  '--port': whole(0, 65_535, (port) => ({ port })),
  '--seed': whole(0, 2 ** 31 - 1, (seed) => ({ seed })),
  '--videos': whole(1, 20_000, (videos) => ({ videos })),
  '--latency': whole(0, 3_600_000, (latencyMs) => ({ latencyMs })),
  '--budget': whole(0, 1_000_000, (budget) => ({ budget })),
  '--delay': whole(0, 86_400, (delaySeconds) => ({ delaySeconds })),
  '--withhold': (names) => (names ? { withheld: names.split(',') } : undefined),
  '--account': (account) => (account ? { account } : undefined),
  '--token': (token) => (token ? { token } : undefined),
};

function whole(least: number, most: number, toOption: (value: number) => Partial<Options>) {
  return (text: string) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? toOption(value) : undefined;
  };
}

const ON_THE_COMMAND_LINE: Partial<Options> = {
  port: 8700,
  budget: DOCUMENTED_BUDGET,
  callBudget: DOCUMENTED_CALL_BUDGET,
};

/** Options out of arguments, `--name value` or `--name=value`; or a sentence on what is wrong with them. */
export function parseCommandLine(given: readonly string[]): Partial<Options> | string {
  const words = given.flatMap((word) => (word.startsWith('--') ? word.split(/=(.*)/s, 2) : [word]));
  let options = ON_THE_COMMAND_LINE;
  for (let index = 0; index < words.length; index += 2) {
    const [flag, text] = [words[index], words[index + 1]];
    const read = FLAGS[flag];
    if (!read) {
      return `Unknown option ${flag}. Known: ${Object.keys(FLAGS).join(', ')}.`;
    }
    const option = text === undefined ? undefined : read(text);
    if (!option) {
      return text === undefined ? `${flag} needs a value.` : `${flag} cannot be ${text || 'empty'}.`;
    }
    options = { ...options, ...option };
  }
  return options;
}
