//go:build mage
// +build mage

package main

import (
	"encoding/json"
	"os"
	"strconv"

	// mage:import
	build "github.com/grafana/grafana-plugin-sdk-go/build"
	"github.com/grafana/grafana-plugin-sdk-go/build/buildinfo"
)

// Default configures the default target.
var Default = build.BuildAll

func init() {
	_ = build.SetBeforeBuildCallback(repeatable)
}

// The same sources and the same compiler give the same bytes, wherever and whenever: no paths of the machine, no state of the
// repository and, where SOURCE_DATE_EPOCH has a time in seconds, that for the time of the build
// (reproducible-builds.org/specs/source-date-epoch).
func repeatable(config build.Config) (build.Config, error) {
	if config.Env == nil { // asked where the manifest belongs, not how to build
		return config, nil
	}
	config.Env["GOFLAGS"] = "-trimpath -buildvcs=false"
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return config, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return config, err
	}
	info := buildinfo.Info{Time: seconds * 1000}
	if info.PluginID, err = textIn("src/plugin.json", "id"); err != nil {
		return config, err
	}
	if info.Version, err = textIn("package.json", "version"); err != nil {
		return config, err
	}
	config.CustomVars = map[string]string{}
	info.AppendFlags(config.CustomVars)
	return config, nil
}

func textIn(file, key string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var values map[string]any
	if err := json.Unmarshal(text, &values); err != nil {
		return "", err
	}
	value, _ := values[key].(string)
	return value, nil
}
