// Package bench measures what a recorded execution takes in the backend's engine; run.ts records it and compares.
package bench

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/core"
	"cloudflarestream/pkg/gateway"
)

type recording struct {
	Query   json.RawMessage `json:"query"`
	Context json.RawMessage `json:"context"`
	Replies []struct {
		ID    string `json:"id"`
		Table struct {
			Rows    int `json:"rows"`
			Columns []struct {
				Name       string    `json:"name"`
				Kind       string    `json:"kind"`
				Dictionary []string  `json:"dictionary"`
				Codes      []uint32  `json:"codes"`
				Values     []float64 `json:"values"`
			} `json:"columns"`
		} `json:"table"`
	} `json:"replies"`
}

func BenchmarkRecording(b *testing.B) {
	file := os.Getenv("BENCH_RECORDING")
	if file == "" {
		b.Skip("npm run bench names the recording")
	}
	recorded, tables := load(b, file)
	pool, err := core.NewPool(core.Bundle, core.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		result, err := pool.Run(context.Background(), recorded.Query, recorded.Context, func(_ context.Context, ask gateway.Ask) gateway.Reply {
			return gateway.Reply{ID: ask.ID, Table: tables[ask.ID]}
		})
		if err != nil || result.Error != nil {
			b.Fatal(err, result.Error)
		}
	}
}

func load(b *testing.B, file string) (recording, map[string]*cloudflare.Table) {
	b.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	var recorded recording
	if err := json.Unmarshal(text, &recorded); err != nil {
		b.Fatal(err)
	}
	tables := map[string]*cloudflare.Table{}
	for _, reply := range recorded.Replies {
		table := &cloudflare.Table{Rows: reply.Table.Rows}
		for _, column := range reply.Table.Columns {
			kind := cloudflare.Text
			if column.Kind == "number" {
				kind = cloudflare.Number
			}
			table.Columns = append(table.Columns, cloudflare.Column{
				Name: column.Name, Kind: kind, Dictionary: column.Dictionary, Codes: column.Codes, Values: column.Values,
			})
		}
		tables[reply.ID] = table
	}
	return recorded, tables
}
