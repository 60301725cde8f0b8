import { PACKAGE_RULES, RULES } from './catalogueRules.mjs';
import { readPlugin } from './plugin.mjs';
import { FULL_TOOLS, TOOLS } from './tools.mjs';

/**
 * Holds the built plugin to every rule, and says a line for each.
 *
 * @param archive also to what a package alone has to have
 * @param full also to what takes minutes and a network
 * @returns how many hold, do not hold, and could not be looked at
 */
export async function judge({ archive = false, full = false, say }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const report = (name, { problems, notRun }) => {
    const outcome = notRun ? 'skipped' : problems ? 'failed' : 'passed';
    counts[outcome]++;
    say(`${{ passed: '✓', failed: '✗', skipped: '–' }[outcome]} ${name}${notRun ? `: not looked at, ${notRun}` : ''}`);
    if (problems) {
      say(problems.replaceAll(/^/gm, '    '));
    }
  };
  const plugin = readPlugin();
  for (const { name, problems } of archive ? [...RULES, ...PACKAGE_RULES] : RULES) {
    report(name, { problems: problems(plugin).join('\n') });
  }
  for (const { name, run } of full ? [...TOOLS, ...FULL_TOOLS] : TOOLS) {
    report(name, await run());
  }
  return counts;
}
