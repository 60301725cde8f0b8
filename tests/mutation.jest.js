const { projects } = require('../jest.config');

/** The fast tests of the core alone, each of which runs once a mutant that it reaches. */
module.exports = {
  ...projects.find(({ displayName }) => displayName === 'plain'),
  rootDir: '..',
  testMatch: ['<rootDir>/src/core/**/*.test.ts', '<rootDir>/tests/conformance/*.test.ts'],
};
