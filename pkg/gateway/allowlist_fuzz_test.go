package gateway

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// recorded are the asks of the conformance fixtures: what the core really sends.
func recorded(t testing.TB) (asks []Ask) {
	t.Helper()
	files, err := filepath.Glob("../../tests/conformance/fixtures/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var fixture struct {
			Exchanges []struct{ Ask Ask }
		}
		decoder := json.NewDecoder(strings.NewReader(string(text)))
		decoder.UseNumber()
		if err := decoder.Decode(&fixture); err != nil {
			t.Fatal(err)
		}
		for _, exchange := range fixture.Exchanges {
			if exchange.Ask.Rest == nil {
				asks = append(asks, exchange.Ask)
			}
		}
	}
	if len(asks) == 0 {
		t.Fatal("no asks in the fixtures")
	}
	return asks
}

// FuzzAdmit holds that whatever is admitted is one bare query on one node of the configured account, however it is written.
func FuzzAdmit(f *testing.F) {
	for _, ask := range recorded(f) {
		f.Add(ask.Document)
	}
	for _, seed := range []string{
		``, `{`, `mutation($a: [MinutesFilter!] = [{ OR: [] }]) @d { a: b(c: """d""") }`, "\ufeff{ viewer { accounts { settings { a } } } }", `mutation { a }`, `{ __schema { types { name } } }`,
		`query A { cost } query B { cost }`, `fragment f on account { ...f } { ...f }`, `{ viewer { accounts(filter: { accountTag: "x" }) { a } } }`,
		"# }\n{ a(b: \"\"\"x\"\"\") }", `query ($a: [[[string!]!]!]! = [[["x"]]]) @a { b }`, strings.Repeat(`{a(b:[`, 50),
	} {
		f.Add(seed)
	}
	list := allowlist(f, SDL)
	f.Fuzz(func(t *testing.T, document string) {
		found, err := list.admit(document)
		if err != nil {
			return
		}
		if len(document) > maxDocument || found.shape.Node == "" || len(found.shape.Row) == 0 {
			t.Fatalf("%d bytes, %+v", len(document), found.shape)
		}
		parsed, failure := parser.ParseQuery(&ast.Source{Input: document})
		if failure != nil {
			t.Fatal(failure)
		}
		if len(parsed.Operations) != 1 || len(parsed.Fragments) > 0 || parsed.Operations[0].Operation != ast.Query {
			t.Fatal("not one query")
		}
		fields := parsed.Operations[0].SelectionSet
		for _, name := range []string{"viewer", "accounts", ""} {
			if len(fields) != 1 {
				t.Fatalf("%d fields beside %q", len(fields), name)
			}
			field := fields[0].(*ast.Field)
			if name != "" && field.Name != name {
				t.Fatalf("%q for %q", field.Name, name)
			}
			if name == "accounts" && field.Arguments[0].Value.String() != "{accountTag:$accountTag}" {
				t.Fatal(field.Arguments[0].Value)
			}
			fields = field.SelectionSet
		}
	})
}

// FuzzVariables holds that variables are sent with the configured account, whatever they say of it, and otherwise as they
// came; and that no time is spent, and nothing breaks, on what is refused.
func FuzzVariables(f *testing.F) {
	list := allowlist(f, SDL)
	all := slices.DeleteFunc(recorded(f), func(ask Ask) bool {
		_, err := list.admit(ask.Document)
		return err != nil
	})
	for i, ask := range all {
		text, err := json.Marshal(ask.Variables)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint16(i), string(text))
	}
	for _, seed := range []string{
		`{"accountTag":"other"}`, `{"filter":{"AND":[{"AND":[{}]}]}}`, `{"limit":1e999}`, `{"limit":-0}`, `{"filter":null}`, `{"orderBy":[null]}`, `[]`, `{"a":`,
	} {
		f.Add(uint16(0), seed)
	}
	f.Fuzz(func(t *testing.T, which uint16, text string) {
		ask := all[int(which)%len(all)]
		plan, err := list.admit(ask.Document)
		if err != nil {
			t.Fatal(err)
		}
		var given map[string]any
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		if decoder.Decode(&given) != nil {
			return
		}
		sent, err := list.withAccount(plan, given, "configured")
		if err != nil {
			return
		}
		if sent[accountVariable] != "configured" {
			t.Fatalf("account %v", sent[accountVariable])
		}
		for name, value := range given {
			a, _ := json.Marshal(value)
			b, _ := json.Marshal(sent[name])
			if name != accountVariable && string(a) != string(b) {
				t.Fatalf("%s is %s, and was %s", name, b, a)
			}
		}
		if found, ok := questionOf(ask, asker{}, sent, plan.selection); ok {
			if _, err := json.Marshal(found.variables(found.stretch)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
