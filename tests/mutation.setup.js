const fc = require('fast-check');

// Nobody reads by which case a mutant was found, so none is made smaller.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
