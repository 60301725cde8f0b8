package core

import _ "embed"

// Bundle is the core as one script, made at build time. It defines the global StreamCore.
//
//go:embed bundle.js
var Bundle string
