const fc = require('fast-check');

// The same cases in every run, so that a run fails for what was changed and not by chance; FC_SEED tries others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
