package cloudflare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"
)

// BenchmarkDecode decodes a page by hour, video and country. The one with encoding/json is what it is measured against.
func BenchmarkDecode(b *testing.B) {
	for _, count := range []int{10_000, 100_000} {
		body := page(count)
		b.Run(fmt.Sprintf("columns/%d", count), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if _, refusal := Decode(bytes.NewReader(body), pageShape); refusal != nil {
					b.Fatal(refusal)
				}
			}
		})
		b.Run(fmt.Sprintf("encoding-json/%d", count), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				var out any
				if err := json.NewDecoder(io.Reader(bytes.NewReader(body))).Decode(&out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

var pageShape = Shape{Node: "rows", Row: []Field{
	{Key: "sum", Kind: Block, Fields: []Field{{Key: "minutesViewed", Kind: Number}}},
	{Key: "dimensions", Kind: Block, Fields: []Field{
		{Key: "datetimeHour", Kind: Text}, {Key: "uid", Kind: Text}, {Key: "clientCountryName", Kind: Text},
	}},
}}

func page(count int) []byte {
	var out bytes.Buffer
	out.WriteString(`{"data":{"viewer":{"accounts":[{"rows":[`)
	for i := range count {
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, `{"dimensions":{"clientCountryName":"%c%c","datetimeHour":"2026-11-%02dT%02d:00:00Z","uid":"%032x"},"sum":{"minutesViewed":%d}}`,
			'A'+i%26, 'A'+i/26%2, 1+i/500%28, i/40%24, i%500*7919, i*i%100_000)
	}
	out.WriteString(`]}]}},"errors":null}`)
	return out.Bytes()
}
