package gateway

import (
	"encoding/json"
	"os"
	"testing"

	"cloudflarestream/pkg/cloudflare"
)

// The core classes the same table: tests/conformance/refusals.test.ts.
func TestEveryRefusalHasItsClass(t *testing.T) {
	text, err := os.ReadFile("../../tests/conformance/refusals.json")
	if err != nil {
		t.Fatal(err)
	}
	var table []struct {
		Class   string
		Again   again
		Stale   bool
		Refusal cloudflare.Refusal
	}
	if err := json.Unmarshal(text, &table); err != nil || len(table) == 0 {
		t.Fatal(err)
	}
	for _, each := range table {
		if got := ruleOf(&each.Refusal); got.Class != each.Class || got.Again != each.Again || got.Stale != each.Stale {
			t.Errorf("%+v is %s, %s, %v; got %s, %s, %v",
				each.Refusal, each.Class, each.Again, each.Stale, got.Class, got.Again, got.Stale)
		}
	}
}
