package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

var (
	byMinute = series{"minutes", "dimensions.datetimeMinute", 60_000, 3}
	byDay    = series{"days", "dimensions.date", 24 * 3_600_000, 3}
)

// bubble runs a test in a time of its own, which begins at noon.
func bubble(t *testing.T, test func(t *testing.T, m *model, l *ledger)) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(12 * time.Hour)
		m := &model{settleDelay: 5 * time.Minute, limit: 10_000, takes: time.Second}
		test(t, m, newLedger(m.now, m.holding(), 64<<20))
	})
}

// lookUp gives the answer to the buckets that end so long before now, and the queries that it took, in buckets before now.
func lookUp(t *testing.T, m *model, l *ledger, s series, from, to int64) (*cloudflare.Table, string) {
	t.Helper()
	before := len(m.queries)
	now := m.now().UnixMilli() / s.ms
	w := Window{(now - from) * s.ms, (now - to) * s.ms}
	found := reads(t.Context(), m, l, s, w)
	if found.refusal != nil {
		t.Fatal(found.refusal)
	}
	took := ""
	slices.SortFunc(m.queries[before:], func(a, b query) int { return int(a.window.From - b.window.From) })
	for _, each := range m.queries[before:] {
		took += fmt.Sprintf("%d-%d ", now-each.window.From/s.ms, now-each.window.To/s.ms)
	}
	return found.table, took
}

func reads(ctx context.Context, m *model, l *ledger, s series, w Window) outcome {
	ask := m.ask(s, w)
	ask.Written = m.writes
	q, ok := questionOf(ask, asker{}, ask.Variables, nil)
	if !ok {
		panic("the ledger does not take the question")
	}
	found := l.answer(ctx, q, m.fetch(s))
	if found.written != nil {
		found.table = tableIn(found.written)
	}
	return found
}

// tableIn reads what was written.
func tableIn(written *cloudflare.Written) *cloudflare.Table {
	table := new(cloudflare.Table)
	if err := json.Unmarshal(written.JSON, table); err != nil || table.Check() != nil || table.Rows != written.Rows {
		panic(fmt.Errorf("%v %w: %s", err, table.Check(), written.JSON))
	}
	return table
}

func TestOnlyWhatIsMissingIsAskedFor(t *testing.T) {
	for name, test := range map[string]struct {
		first, second [2]int64
		after         time.Duration
		takes         string
	}{
		"the same":                       {[2]int64{60, 30}, [2]int64{120, 90}, time.Hour, ""},
		"a part of it":                   {[2]int64{60, 30}, [2]int64{50, 40}, 0, ""},
		"more at both ends":              {[2]int64{60, 30}, [2]int64{70, 20}, 0, "70-60 30-20 "},
		"something else":                 {[2]int64{60, 30}, [2]int64{20, 10}, 0, "20-10 "},
		"the tail while it is fresh":     {[2]int64{60, -1}, [2]int64{60, -1}, 20 * time.Second, ""},
		"the tail once it is not":        {[2]int64{60, -1}, [2]int64{61, 0}, 60 * time.Second, "6-0 "},
		"what has settled meanwhile":     {[2]int64{60, 4}, [2]int64{61, 5}, 40 * time.Second, "6-5 "},
		"that and what is new, as one":   {[2]int64{60, -1}, [2]int64{61, -1}, 40 * time.Second, "6--1 "},
		"an hour later, a panel goes on": {[2]int64{360, -1}, [2]int64{360, -1}, time.Hour, "65--1 "},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, m *model, l *ledger) {
				time.Sleep(30 * time.Second)
				lookUp(t, m, l, byMinute, test.first[0], test.first[1])
				time.Sleep(test.after)
				if _, took := lookUp(t, m, l, byMinute, test.second[0], test.second[1]); took != test.takes {
					t.Errorf("asked for %q, want %q", took, test.takes)
				}
			})
		})
	}
}

func TestWhatCountsAsFinalIsNotShownAsItWasBefore(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		time.Sleep(11*time.Hour + 58*time.Minute)
		lookUp(t, m, l, byDay, 1, -1) // At 23:58 today is not over.
		time.Sleep(6*time.Minute + 50*time.Second)
		if _, took := lookUp(t, m, l, byDay, 2, -1); took != "0--1 " {
			t.Errorf("four minutes after midnight: %q", took)
		}
		time.Sleep(10 * time.Second)
		if _, took := lookUp(t, m, l, byDay, 2, 0); took != "1-0 " {
			t.Errorf("five minutes after midnight yesterday is final, and was fetched before: %q", took)
		}
		time.Sleep(20 * 24 * time.Hour)
		if _, took := lookUp(t, m, l, byDay, 22, 20); took != "" {
			t.Errorf("weeks later: %q", took)
		}
	})
}

func TestAPageThatIsCutIsHandedOnAsItCame(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		m.limit = 25
		window := Window{0, 60 * 60_000}
		page, last := m.table(byMinute, window, m.now())
		first := reads(t.Context(), m, l, byMinute, window)
		same(t, first.table, page)
		rest := Window{last * 60_000, 60 * 60_000}
		next, _ := m.table(byMinute, rest, m.now())
		same(t, reads(t.Context(), m, l, byMinute, rest).table, next)
		if len(m.queries) != 2 {
			t.Errorf("%d queries", len(m.queries))
		}
		again := reads(t.Context(), m, l, byMinute, window)
		if len(m.queries) != 3 || again.table.Rows < page.Rows+next.Rows-byMinute.groups {
			t.Errorf("%d queries, %d rows of %d", len(m.queries), again.table.Rows, page.Rows+next.Rows)
		}
	})
}

func TestABucketThatFillsAPageIsRemembered(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		m.limit = 2
		s := series{"crowd", "dimensions.datetimeMinute", 60_000, 40}
		window := Window{0, 60_000 * 3}
		page, _ := m.table(s, window, m.now())
		for range 3 {
			same(t, reads(t.Context(), m, l, s, window).table, page)
		}
		if len(m.queries) != 1 {
			t.Errorf("%d queries", len(m.queries))
		}
	})
}

func TestRowsWithoutBucketsAreRememberedByTheirWindow(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		total := series{"total", "", 60_000, 3}
		now := m.now().UnixMilli()
		settled, open := Window{now - 3_600_000, now - 600_000}, Window{now - 3_600_000, now}
		for _, step := range []struct {
			after   time.Duration
			window  Window
			queries int
		}{
			{0, open, 1}, {50 * time.Second, open, 1}, {10 * time.Second, open, 2}, {10 * time.Minute, open, 3},
			{24 * time.Hour, open, 3}, {0, settled, 4}, {time.Hour, settled, 4}, {0, Window{0, 60_000}, 5},
		} {
			time.Sleep(step.after)
			found := reads(t.Context(), m, l, total, step.window)
			want, _ := m.table(total, step.window, m.now())
			if found.table.Rows != want.Rows || len(m.queries) != step.queries {
				t.Errorf("%+v: %d queries, %d rows", step, len(m.queries), found.table.Rows)
			}
		}
	})
}

func TestRowsThatAreNotAsAskedAreHandedOn(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, _ *ledger) {
		window := Window{0, 60 * 60_000}
		right, _ := m.table(byMinute, window, m.now())
		ask := m.ask(byMinute, window)
		q, _ := questionOf(ask, asker{}, ask.Variables, nil)
		for name, spoil := range map[string]func(starts *cloudflare.Column){
			"out of order": func(starts *cloudflare.Column) {
				starts.Codes = append([]uint32{starts.Codes[len(starts.Codes)-1]}, starts.Codes[1:]...)
			},
			"beyond the stretch": func(starts *cloudflare.Column) { starts.Dictionary[3] = "1970-01-01T01:00:00Z" },
			"within a bucket":    func(starts *cloudflare.Column) { starts.Dictionary[3] = "1970-01-01T00:03:01Z" },
			"no time":            func(starts *cloudflare.Column) { starts.Dictionary[3] = "" },
			"written in a way":   func(starts *cloudflare.Column) { starts.Dictionary[3] = "1970-01-01T00:03:00.000Z" },
			"another name":       func(starts *cloudflare.Column) { starts.Name = "dimensions.ts" },
		} {
			queries, l := 0, newLedger(m.now, m.holding(), 64<<20)
			for range 2 {
				wrong, _ := m.table(byMinute, window, m.now())
				spoil(&wrong.Columns[0])
				same(t, l.answer(t.Context(), q, func(context.Context, Window, map[string]any) outcome {
					queries++
					return outcome{table: wrong}
				}).table, wrong)
			}
			if queries != 2 {
				t.Errorf("%s: %d queries", name, queries)
			}
			if name != "another name" {
				same(t, reads(t.Context(), m, l, byMinute, window).table, right)
			}
		}
	})
}

func TestWhatWasKeptForAPieceIsForgottenWhenThePieceFails(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		reads(t.Context(), m, l, byMinute, Window{20 * 60_000, 40 * 60_000})
		l.most = l.Counts().Bytes + 10
		m.fails = func(query int) bool { return query == 2 }
		failed := reads(t.Context(), m, l, byMinute, Window{0, 60 * 60_000}) // Two pieces: one makes it too large, one fails.
		synctest.Wait()
		if failed.refusal == nil && failed.stale == nil || l.Counts().Bytes > l.most {
			t.Errorf("%+v: %+v", failed, l.Counts())
		}
	})
}

func TestAnAnswerThatMayStillChangeHoldsForItsFreshness(t *testing.T) {
	hours := series{"hours", "dimensions.datetimeHour", 3_600_000, 3}
	total := series{"total", "", 60_000, 3}
	for name, test := range map[string]struct {
		series
		Holding
		want time.Duration
	}{
		"minutes":               {byMinute, Holding{time.Hour, time.Minute}, time.Minute},
		"minutes, set":          {byMinute, Holding{time.Hour, 10 * time.Second}, 10 * time.Second},
		"hours":                 {hours, Holding{time.Hour, time.Minute}, 6 * time.Minute},
		"hours, set":            {hours, Holding{time.Hour, 10 * time.Minute}, 10 * time.Minute},
		"days":                  {byDay, Holding{5 * time.Minute, time.Minute}, 144 * time.Minute},
		"days, set":             {byDay, Holding{5 * time.Minute, 5 * time.Hour}, 5 * time.Hour},
		"a total":               {total, Holding{time.Hour, time.Minute}, time.Minute},
		"a total, set":          {total, Holding{5 * time.Hour, 3 * time.Hour}, 3 * time.Hour},
		"with a short settling": {byMinute, Holding{time.Second, time.Second}, 6 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, m *model, _ *ledger) {
				l := newLedger(m.now, test.Holding, 64<<20)
				m.takes, m.settleDelay = 0, test.SettleDelay
				now := m.now().UnixMilli() / test.ms
				window := Window{now * test.ms, (now + 1) * test.ms}
				for _, step := range []struct {
					after   time.Duration
					queries int
				}{{0, 1}, {test.want - time.Second, 1}, {time.Second, 2}} {
					time.Sleep(step.after)
					reads(t.Context(), m, l, test.series, window)
					if len(m.queries) != step.queries {
						t.Errorf("%d queries after another %v", len(m.queries), step.after)
					}
				}
			})
		})
	}
}
