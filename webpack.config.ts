import path from 'node:path';
import type { Configuration, RuleSetRule } from 'webpack';
import scaffold, { type Env } from './.config/webpack/webpack.config.ts';

/** The scaffold's configuration, but for what makes the bundle half as big again and what the workbench does by itself. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await scaffold(env);
  return {
    ...base,
    // Libraries as modules where they have them: of those, what nobody uses is left out, and nothing is there twice.
    resolve: { ...base.resolve, extensions: ['.mjs', ...(base.resolve?.extensions ?? [])] },
    module: { ...base.module, rules: [...(base.module?.rules ?? []).map((rule) => modern(rule as RuleSetRule)), PURE] },
    // The workbench reloads its page by itself: the scaffold's live reload would open a port on every interface.
    plugins: base.plugins?.filter((plugin) => plugin?.constructor.name !== 'LiveReloadPlugin'),
  };
};

/** Nothing of the core happens by its being loaded, so what editors alone use of it goes to their chunks, and so on. */
const PURE: RuleSetRule = { include: path.resolve('src/core'), sideEffects: false };

/** Browsers that run a supported Grafana know this language; the scaffold's ES2015 spells out spreads and optional chains. */
function modern(rule: RuleSetRule): RuleSetRule {
  const { use } = rule;
  if (typeof use !== 'object' || Array.isArray(use) || use.loader !== 'swc-loader') {
    return rule;
  }
  const options = use.options as { jsc: object };
  return { ...rule, use: { ...use, options: { ...options, jsc: { ...options.jsc, target: 'es2020' } } } };
}

export default config;
