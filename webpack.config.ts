import type { Configuration } from 'webpack';
import scaffold, { type Env } from './.config/webpack/webpack.config.ts';

/** The workbench reloads its page by itself: the scaffold's live reload would open a port on every interface. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await scaffold(env);
  return { ...base, plugins: base.plugins?.filter((plugin) => plugin?.constructor.name !== 'LiveReloadPlugin') };
};

export default config;
