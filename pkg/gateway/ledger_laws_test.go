package gateway

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// The laws of the ledger, over random readers at the same time, with late rows, full pages, and upstream as the judge:
//
//	true     a bucket that is settled shows what upstream has for good; another what upstream had no longer ago than the
//	         freshness allows; whatever fails, whoever leaves, whatever is forgotten, wherever the clock is set
//	old      what is given of old is what upstream had no longer ago than is said of it, up to where is said
//	once     while nothing fails, nothing is forgotten and the clock goes on or leaps ahead, no settled bucket is fetched twice
//	again    who asks the same at once, of an answer that no page cut, costs no query
//	bound    what is counted is what is there, and keeps to the bound
//	clean    when all have their answers, nothing is in the air (and synctest finds no goroutine left)
func TestLedgerLaws(t *testing.T) {
	for name, good := range map[string]bool{"in good times": true, "in bad times": false} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(drawn *rapid.T) { laws(t, drawn, good) })
		})
	}
}

var kindsOfSeries = []series{
	{"minutes", "dimensions.datetimeMinute", 60_000, 3},
	{"hours", "dimensions.datetimeHour", 3_600_000, 12},
	{"days", "dimensions.date", 86_400_000, 5},
	{"totals", "", 60_000, 2},
}

// reader is one who asks for a stretch at a time, page after page as the core does.
type reader struct {
	series
	window Window
	after  time.Duration
	leaves time.Duration // 0: never
}

func laws(outer *testing.T, t *rapid.T, good bool) {
	limit := rapid.SampledFrom([]int{3, 10, 40, 10_000}).Draw(t, "limit")
	readers := rapid.SliceOfN(rapid.Custom(drawReader), 1, 25).Draw(t, "readers")
	writes := rapid.Bool().Draw(t, "writes")
	takes := rapid.SampledFrom([]time.Duration{0, time.Second, 20 * time.Second}).Draw(t, "takes")
	leaps := rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 0, 61, 3600, 7200}), len(readers), len(readers)).Draw(t, "leaps of the clock")
	most := int64(64 << 20)
	steps, failures := []int{0}, []bool{false}
	if !good {
		most = rapid.SampledFrom([]int64{0, 4_000, 64 << 20}).Draw(t, "most")
		steps = rapid.SliceOfN(rapid.IntRange(-7200, 7200), 1, 4).Draw(t, "steps of the clock")
		failures = rapid.SliceOfN(rapid.Bool(), 1, 10).Draw(t, "failures")
	}
	var problems []string
	synctest.Test(outer, func(*testing.T) {
		time.Sleep(12*time.Hour + 3*time.Minute)
		m := &model{settleDelay: 5 * time.Minute, limit: limit, takes: takes, writes: writes}
		m.fails = func(query int) bool { return failures[query%len(failures)] }
		l := newLedger(m.now, m.holding(), most)
		var pending sync.WaitGroup
		var mu sync.Mutex
		for i, each := range readers {
			if !good && each.leaves == 0 && i%5 == 0 {
				m.set(time.Duration(steps[i%len(steps)]) * time.Second)
			}
			if leaps[i] > 0 { // As after a sleep of the machine.
				m.set(time.Duration(m.step.Load()) + time.Duration(leaps[i])*time.Second)
			}
			time.Sleep(each.after)
			pending.Go(func() {
				ctx := context.Background()
				if !good && each.leaves > 0 {
					var leave context.CancelFunc
					ctx, leave = context.WithTimeout(ctx, each.leaves)
					defer leave()
				}
				problem := each.read(ctx, m, l, good)
				mu.Lock()
				defer mu.Unlock()
				problems = append(problems, problem...)
			})
		}
		pending.Wait()
		time.Sleep(takes) // A piece goes on when another one of the same answer has failed.
		synctest.Wait()
		problems = append(problems, tidy(l)...)
		if good {
			problems = append(problems, fetchedTwice(m)...)
		}
	})
	if len(problems) > 0 {
		t.Fatalf("%d problems, the first: %s", len(problems), problems[0])
	}
}

func drawReader(t *rapid.T) reader {
	r := reader{series: rapid.SampledFrom(kindsOfSeries).Draw(t, "of")}
	now := time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC).UnixMilli() / r.ms
	to := now + rapid.Int64Range(-8, 3).Draw(t, "to")
	r.window = Window{(to - rapid.Int64Range(1, 12).Draw(t, "buckets")) * r.ms, to * r.ms}
	r.after = time.Duration(rapid.SampledFrom([]int{0, 0, 1, 7, 59, 60, 150, 400, 4000}).Draw(t, "after")) * time.Second
	r.leaves = time.Duration(rapid.SampledFrom([]int{0, 0, 1, 15, 30}).Draw(t, "leaves")) * time.Second
	return r
}

// read asks page after page as the core does, and says what is wrong with the answers.
func (r reader) read(ctx context.Context, m *model, l *ledger, good bool) []string {
	for from := r.window.From; from < r.window.To; {
		window, turns := Window{from, r.window.To}, m.turns.Load()
		asked := m.now()
		got := reads(ctx, m, l, r.series, window)
		if got.refusal != nil {
			if good {
				return []string{fmt.Sprintf("%+v: %+v", window, got.refusal)}
			}
			return nil
		}
		if got.stale != nil && got.stale.Until != 0 {
			if window.To, r.window.To = got.stale.Until, got.stale.Until; window.To <= from {
				return []string{fmt.Sprintf("of %+v nothing is known, and yet it is answered", window)}
			}
		}
		next, page := window.To, shown(got.table)
		if r.column != "" && got.table.Rows >= m.limit {
			starts := got.table.Columns[0]
			last, _ := time.Parse(r.layout(), starts.Dictionary[starts.Codes[got.table.Rows-1]])
			if next = last.UnixMilli(); next == from || len(page) == 1 {
				next += r.ms // The core would go on behind the last row.
				delete(page, r.start(last.UnixMilli()/r.ms))
				window.To = last.UnixMilli()
			} else {
				window.To = next
			}
		}
		if m.turns.Load() != turns {
			return nil // The clock was set in between: nobody can tell how old it is.
		}
		if problem := r.judge(m, window, page, got, asked); problem != "" {
			return []string{fmt.Sprintf("%s %+v asked at %v: %s", r.document, window, asked, problem)}
		}
		settled := !asked.Before(m.settles(r.series, window.To/r.ms-1))
		if good && m.takes > 0 && settled && got.table.Rows < m.limit {
			before := m.now()
			again := reads(ctx, m, l, r.series, window)
			if m.turns.Load() == turns && m.now() != before || again.table.Rows != got.table.Rows {
				return []string{fmt.Sprintf("%s %+v is asked again", r.document, window)}
			}
		}
		from = next
	}
	return nil
}

// judge looks at all rows of a window.
func (r reader) judge(m *model, w Window, page map[string][]string, found outcome, asked time.Time) string {
	if r.column == "" {
		return r.judgeTotal(m, w, found, asked)
	}
	fresh := max(time.Minute, time.Duration(r.ms/10)*time.Millisecond)
	if found.stale != nil {
		// It is as old as is said when the answer comes, which is later than it was asked for.
		fresh = time.Duration(found.stale.AgeMs)*time.Millisecond + asked.Sub(m.now())
	}
	for bucket := w.From / r.ms; bucket < w.To/r.ms; bucket++ {
		settles, got := m.settles(r.series, bucket), page[r.start(bucket)]
		at := asked.Add(-fresh)
		if len(got) > 0 {
			var group int
			var asOf int64
			_, _ = fmt.Sscanf(got[0], "group %d %d", &group, &asOf)
			if at = time.UnixMilli(asOf); at.Before(asked.Add(-fresh)) && at.Before(settles) {
				return fmt.Sprintf("bucket %s is of %v", r.start(bucket), at)
			}
		}
		if !settles.After(asked) && found.stale == nil {
			at = settles
		}
		groups, asOf := r.rowsOf(bucket, at, settles)
		want := make([]string, len(groups))
		for i, name := range groups {
			want[i] = fmt.Sprint(name, " ", asOf)
		}
		if !slices.Equal(got, want) {
			return fmt.Sprintf("bucket %s holds %q, want %q", r.start(bucket), got, want)
		}
	}
	return ""
}

// judgeTotal looks at rows that are remembered as a whole.
func (r reader) judgeTotal(m *model, w Window, found outcome, asked time.Time) string {
	table, at := found.table, int64(0)
	for _, asOf := range table.Columns[2].Values {
		at = max(at, int64(asOf))
	}
	settles := m.settles(r.series, w.To/r.ms-1)
	fresh := asked.Add(-time.Minute)
	if found.stale != nil {
		fresh = m.now().Add(-time.Duration(found.stale.AgeMs) * time.Millisecond)
	} else if !settles.After(asked) {
		at = settles.UnixMilli()
	}
	want, _ := m.table(r.series, w, time.UnixMilli(at))
	oldest, _ := m.table(r.series, w, fresh)
	if fmt.Sprint(table) != fmt.Sprint(want) || time.UnixMilli(at).Before(fresh) && fmt.Sprint(table) != fmt.Sprint(oldest) {
		return fmt.Sprintf("got %v, want %v", table, want)
	}
	return ""
}

// tidy looks at what is left when all have their answers.
func tidy(l *ledger) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var problems []string
	sum := int64(0)
	for _, e := range l.entries {
		sum += e.bytes()
		if len(e.air) > 0 {
			problems = append(problems, fmt.Sprintf("%d pieces are still in the air", len(e.air)))
		}
		for i := 1; i < len(e.segments); i++ {
			if e.segments[i].from < e.segments[i-1].to {
				problems = append(problems, "segments overlap")
			}
		}
	}
	texts := int64(0)
	for key, place := range l.texts.places {
		texts += rememberedBytes + int64(len(key)) + place.Value.(*remembered[*usedText]).value.Bytes()
	}
	if texts != l.texts.bytes || texts > l.texts.most {
		problems = append(problems, fmt.Sprintf("%d bytes of texts, counted %d, at most %d", texts, l.texts.bytes, l.texts.most))
	}
	if sum != l.counts.Bytes || sum > l.most {
		problems = append(problems, fmt.Sprintf("%d bytes, counted %d, at most %d", sum, l.counts.Bytes, l.most))
	}
	return problems
}

// fetchedTwice tells of settled buckets that came more than once.
func fetchedTwice(m *model) []string {
	var problems []string
	times := map[string]int{}
	count := func(what string) {
		if times[what]++; times[what] == 2 {
			problems = append(problems, what+" was fetched twice")
		}
	}
	for _, each := range m.queries {
		if each.column == "" {
			if !each.started.Before(m.settles(each.series, each.window.To/each.ms-1)) {
				count(fmt.Sprint(each.document, each.window))
			}
			continue
		}
		for bucket := each.window.From / each.ms; bucket < each.whole/each.ms; bucket++ {
			if !each.started.Before(m.settles(each.series, bucket)) {
				count(fmt.Sprint(each.document, " ", each.start(bucket)))
			}
		}
		if bucket := each.whole / each.ms; each.alone && !each.started.Before(m.settles(each.series, bucket)) {
			count(fmt.Sprint("first page of ", each.document, " ", each.start(bucket)))
		}
	}
	return problems
}
