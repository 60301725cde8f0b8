const { projects } = require('../jest.config');

const plain = projects.find(({ displayName }) => displayName === 'plain');

/** The fast tests of the core alone. Each runs once a mutant that it reaches. */
module.exports = {
  ...plain,
  rootDir: '..',
  setupFiles: [...plain.setupFiles, '<rootDir>/tests/mutation.setup.js'],
  testMatch: ['<rootDir>/tests/mutation.suite.js'],
};
