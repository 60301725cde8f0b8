// Package licences holds the Go modules that the backend is built of to the licences that go with its own.
package licences

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	classifier "github.com/google/licenseclassifier/v2"
	"github.com/google/licenseclassifier/v2/assets"
)

// Licences under which a module may be part of the executable. MPL-2.0 asks for no more where its files are not changed.
var free = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-2-Clause-FreeBSD", "BSD-0-Clause", "ISC", "MIT", "MPL-2.0", "Unlicense"}

var named = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)`)

func TestEveryModuleInTheExecutableMayBeThere(t *testing.T) {
	reader, err := assets.DefaultClassifier()
	if err != nil {
		t.Fatal(err)
	}
	modules := modules(t)
	if len(modules) < 20 {
		t.Fatalf("only %d modules: go list says less than the executable is built of", len(modules))
	}
	for path, folder := range modules {
		t.Run(path, func(t *testing.T) {
			found := licences(t, reader, folder)
			if len(found) == 0 {
				t.Fatalf("no licence was recognised in %s", folder)
			}
			for _, licence := range found {
				if !slices.Contains(free, licence) {
					t.Errorf("%s is under %s", path, licence)
				}
			}
		})
	}
}

// modules gives the folder of each module that has a package in the executable, by its path, other than ours.
func modules(t *testing.T) map[string]string {
	t.Helper()
	const format = `{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}`
	out, err := exec.Command("go", "list", "-deps", "-f", format, "cloudflarestream/pkg").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, folder, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			found[path] = folder
		}
	}
	return found
}

func licences(t *testing.T, reader *classifier.Classifier, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, entry := range entries {
		if entry.IsDir() || !named.MatchString(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range reader.Match(text).Matches {
			if match.MatchType == "License" && !slices.Contains(found, match.Name) {
				found = append(found, match.Name)
			}
		}
	}
	return found
}
