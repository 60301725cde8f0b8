import type { Backend } from '../../workbench/backend';
import { connect } from './api';
import { CHECKS } from './checks';
import { DOUBTS } from './doubts';

export interface Report {
  readonly failed: readonly string[];
  /** Markdown, without the token. */
  readonly text: string;
}

/** Asks everything, one after another: what is asked is within the budget of five minutes. Reads alone. */
export async function report(
  { url, account, token, now }: { url: string; account: string; token: string; now: number },
  plugin: Backend,
  say: (line: string) => void = () => {}
): Promise<Report> {
  const api = connect(url, account, token);
  const failed: string[] = [];
  const parts: string[] = [`# Live check of ${new Date(now).toISOString()}`, `Against ${url}.`, '## What must hold'];
  for (const { name, run } of CHECKS) {
    const { found, problem } = await run(api, plugin, now).catch((error: Error) => ({
      found: '',
      problem: error.message,
    }));
    say(`${problem === undefined ? '✓' : '✗'} ${name}${problem === undefined ? '' : `: ${problem}`}`);
    parts.push(
      `### ${problem === undefined ? 'Holds' : 'FAILS'}: ${name}`,
      ...(problem ? [problem] : []),
      fenced(found)
    );
    if (problem !== undefined) {
      failed.push(name);
    }
  }
  parts.push('## What was in doubt');
  for (const { question, assumed, ask } of DOUBTS) {
    const answer = await ask(api, now).catch((error: Error) => `could not be asked: ${error.message}`);
    say(`? ${question}`);
    parts.push(`### ${question}`, `Assumed: ${assumed}`, fenced(answer));
  }
  return { failed, text: `${parts.join('\n\n').replaceAll(token, '<token>')}\n` };
}

const fenced = (text: string): string => ['```text', text, '```'].join('\n');
