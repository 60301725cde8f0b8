package core

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/gateway"
)

// BenchmarkRun is a query of one window whose page has 10,000 rows, from begin to frames; "begin" has none.
func BenchmarkRun(b *testing.B) {
	pool, err := NewPool(Bundle, Options{})
	if err != nil {
		b.Fatal(err)
	}
	about := []byte(`{"now":1700000000000,"range":{"from":1698800000000,"to":1699900000000},"intervalMs":3600000,` +
		`"maxDataPoints":1000,"zone":[],"limits":{},"caller":"panel","refId":"A"}`)
	for name, query := range map[string]string{
		"series": `{"dataset":"streamMinutesViewedAdaptiveGroups","groupBy":["clientCountryName"],"bucket":"hour"}`,
		"table":  `{"dataset":"streamMinutesViewedAdaptiveGroups","groupBy":["uid","clientCountryName"],"format":"table"}`,
		"graphql": `{"dataset":"graphql","graphql":"streamMinutesViewedAdaptiveGroups(filter: {datetime_geq: $from, datetime_lt: $to}, limit: 10000)` +
			` { sum { minutesViewed } dimensions { datetimeHour clientCountryName } }"}`,
	} {
		for _, rows := range []int{0, 9_999} {
			b.Run(fmt.Sprintf("%s/%d", name, rows), func(b *testing.B) {
				for b.Loop() {
					result, err := pool.Run(context.Background(), []byte(query), about, func(_ context.Context, ask gateway.Ask) gateway.Reply {
						return gateway.Reply{ID: ask.ID, Table: benchTable(ask.Document, rows)}
					})
					if err != nil || result.Error != nil {
						b.Fatal(err, result.Error)
					}
				}
			})
		}
	}
}

// benchTable has a row for each hour and country, or each video and country.
func benchTable(document string, rows int) *cloudflare.Table {
	const countries = 40
	first := cloudflare.Column{Name: "dimensions.uid"}
	key := func(i int) string { return fmt.Sprintf("%032x", i) }
	if strings.Contains(document, "datetimeHour") {
		first.Name = "dimensions.datetimeHour"
		key = func(i int) string { return fmt.Sprintf("2023-11-%02dT%02d:00:00Z", 2+i/24, i%24) }
	}
	second := cloudflare.Column{Name: "dimensions.clientCountryName"}
	minutes := cloudflare.Column{Name: "sum.minutesViewed", Kind: cloudflare.Number}
	for i := range countries {
		second.Dictionary = append(second.Dictionary, string([]byte{'A' + byte(i/26), 'A' + byte(i%26)}))
	}
	for i := range rows {
		if i%countries == 0 {
			first.Dictionary = append(first.Dictionary, key(i/countries))
		}
		first.Codes = append(first.Codes, uint32(i/countries))
		second.Codes = append(second.Codes, uint32(i%countries))
		minutes.Values = append(minutes.Values, float64(i))
	}
	return &cloudflare.Table{Rows: rows, Columns: []cloudflare.Column{minutes, first, second}}
}
