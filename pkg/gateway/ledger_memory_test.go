package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// TestAMillionKnownRowsTakeNoMoreThan24BytesEach learns rows by minute and country page by page, and has them written as panels of a
// day, until texts take all the room that they have. Told is what the ledger counts, and what the heap has grown by, with texts.
func TestAMillionKnownRowsTakeNoMoreThan24BytesEach(t *testing.T) {
	const countries, days, million = 32, 22, 1_000_000
	const day, minute = int64(24 * 3_600_000), int64(60_000)
	begin := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	now := time.UnixMilli(begin + (days+1)*day)
	l := newLedger(func() time.Time { return now }, Holding{SettleDelay: 5 * time.Minute, Freshness: time.Minute}, 56<<20)
	known := 0
	ask := func(of Window, written bool) outcome {
		from, to := time.UnixMilli(of.From).UTC().Format(apiTime), time.UnixMilli(of.To).UTC().Format(apiTime)
		q, ok := questionOf(Ask{
			Document: "many", Window: of, Bucket: &Bucket{"dimensions.datetimeMinute", minute}, Written: written,
			Variables: map[string]any{"filter": map[string]any{"datetime_geq": from, "datetime_lt": to}, "limit": json.Number("1000000")},
		}, asker{}, map[string]any{"filter": map[string]any{"datetime_geq": from, "datetime_lt": to}, "limit": json.Number("1000000")}, nil)
		if !ok {
			t.Fatal("the ledger does not take the question")
		}
		return l.answer(t.Context(), q, func(_ context.Context, of Window, _ map[string]any) outcome {
			table := manyRows(of, minute, countries)
			known += table.Rows
			return outcome{table: table}
		})
	}
	before := heap()
	for at := begin; at < begin+days*day; at += 3 * 3_600_000 {
		ask(Window{at, at + 3*3_600_000}, false)
	}
	rows := float64(heap()-before) / float64(known)
	counted := float64(l.Counts().Bytes) / float64(known)
	for at := begin; at < begin+days*day; at += day {
		if ask(Window{at, at + day}, true).written == nil {
			t.Fatal("what is known is not written")
		}
	}
	all := float64(heap()-before) / float64(known)
	t.Logf("%d rows: %.1f bytes each, counted as %.1f; %.1f with %d KiB of texts", known, rows, counted, all, l.texts.bytes>>10)
	if known < million || rows > 24 || counted > 24 || all > 24 || l.texts.bytes < 2<<20 {
		t.Errorf("%d rows: %.1f bytes each, counted as %.1f, with texts %.1f", known, rows, counted, all)
	}
	runtime.KeepAlive(l)
}

func heap() int64 {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return int64(memory.HeapAlloc) //nolint:gosec // Some megabytes.
}

// manyRows is a page with so many rows a bucket.
func manyRows(of Window, ms int64, each int) *cloudflare.Table {
	starts, countries := text("dimensions.datetimeMinute"), text("dimensions.clientCountryName")
	minutes := cloudflare.Column{Name: "sum.minutesViewed", Kind: cloudflare.Number}
	for at := of.From; at < of.To; at += ms {
		start := time.UnixMilli(at).UTC().Format(apiTime)
		for country := range each {
			starts.add(start)
			countries.add(fmt.Sprint("C", country))
			minutes.Values = append(minutes.Values, float64(at/ms*37%9000))
		}
	}
	return &cloudflare.Table{Rows: len(minutes.Values), Columns: []cloudflare.Column{minutes, starts.Column, countries.Column}}
}
