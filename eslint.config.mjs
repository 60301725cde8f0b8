import { defineConfig } from 'eslint/config';
import scaffold from './.config/eslint.config.mjs';
import { arrows } from './scripts/lint/arrows.mjs';
import { pure } from './scripts/lint/pure.mjs';

export default defineConfig([
  {
    ignores: ['dist/', 'workbench/dist/', 'pkg/', 'coverage/', '.stryker/', 'test-results/', 'artifacts/', '.config/'],
  },
  ...scaffold,
  { settings: { react: { version: '19.0' } }, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-explicit-any': 'error', '@typescript-eslint/array-type': 'off' },
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { house: { rules: { arrows } } },
    rules: { 'house/arrows': 'error', '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: pure,
  },
]);
