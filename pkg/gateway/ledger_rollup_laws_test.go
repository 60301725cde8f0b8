package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"cloudflarestream/pkg/cloudflare"
)

// The laws of answers that are made of others, over random questions about the same events (buckets, groups, metrics,
// filters, orders, limits), with late events, failures, evictions and a world that may answer with samples:
//
//	equal   a bucket that is settled, and a total of which all is, is what upstream answers to the same question
//	whole   of the rest each bucket, and a total as a whole, is what upstream would have answered at one time, no longer ago
//	        than the freshness, or than is said of it
//	order   rows come in the order that is asked for, and no more of them than a page has, where there are no buckets
//	saved   who asks for less than what has been asked for costs no query (TestWhatFollowsFromWhatIsKnownIsNotAsked)
func TestRollUpLaws(t *testing.T) {
	list := allowlist(t, SDL)
	var made atomic.Int64
	rapid.Check(t, func(drawn *rapid.T) { rollUpLaws(t, drawn, list, &made) })
	if made.Load() == 0 {
		t.Error("no answer was made of another")
	}
	t.Logf("%d answers to what was not asked before cost nothing", made.Load())
}

// looker is one who asks a question some time after the one before.
type looker struct {
	wanted
	after, length time.Duration
	// live says that the range ends now, else at noon.
	live bool
}

// at is what is asked at a time: whole buckets, or whole minutes.
func (of looker) at(now time.Time) wanted {
	if !of.live {
		now = now.Truncate(24 * time.Hour).Add(12 * time.Hour)
	}
	ms := max(60_000, policy.Datasets[of.node].Buckets[of.bucket])
	of.window = Window{now.Add(-of.length).UnixMilli() / ms * ms, (now.UnixMilli() + ms - 1) / ms * ms}
	return of.wanted
}

// settledAt is what a rule asks at a time: up to where all has settled.
func (of looker) settledAt(now time.Time, settleDelay time.Duration) wanted {
	ms := max(60_000, policy.Datasets[of.node].Buckets[of.bucket])
	to := now.Add(-settleDelay).UnixMilli() / ms * ms
	of.window = Window{to - max(1, of.length.Milliseconds()/ms)*ms, to}
	return of.wanted
}

func rollUpLaws(outer *testing.T, t *rapid.T, list *Allowlist, made *atomic.Int64) {
	noon := time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)
	events := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) event { return drawEvent(t, noon) }), 0, 60).Draw(t, "events")
	node := rapid.SampledFrom([]string{minutesViewed, qualityEvents}).Draw(t, "node")
	lookers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) looker { return drawLooker(t, node) }), 2, 14).Draw(t, "lookers")
	takes := rapid.SampledFrom([]time.Duration{0, time.Second, 20 * time.Second}).Draw(t, "takes")
	most := rapid.SampledFrom([]int64{64 << 20, 64 << 20, 64 << 20, 6_000, 0}).Draw(t, "most")
	failures := rapid.SliceOfN(rapid.Bool(), 1, 6).Draw(t, "failures")
	if rapid.Bool().Draw(t, "good times") {
		failures = []bool{false}
	}
	writes := rapid.Bool().Draw(t, "writes")
	sampled := rapid.IntRange(0, 3).Draw(t, "sampled") == 0
	var problems []string
	synctest.Test(outer, func(*testing.T) {
		time.Sleep(12*time.Hour + 3*time.Minute)
		w := &world{list: list, settleDelay: 5 * time.Minute, events: events, takes: takes, sampled: sampled, writes: writes}
		w.fails = func(query int) bool { return failures[query%len(failures)] }
		l := newLedger(time.Now, Holding{SettleDelay: w.settleDelay, Freshness: time.Minute}, most)
		var pending sync.WaitGroup
		var mu sync.Mutex
		seen := map[string]bool{}
		for _, each := range lookers {
			time.Sleep(each.after)
			pending.Go(func() {
				asked := time.Now()
				of := each.at(asked)
				found, queries := w.answer(outer, context.Background(), l, of)
				mu.Lock()
				defer mu.Unlock()
				signature := fmt.Sprint(of.metrics, of.groups, of.bucket, of.only, of.order, of.limit, of.node)
				if found.table != nil && queries == 0 && !seen[signature] {
					made.Add(1)
				}
				seen[signature] = true
				if problem := w.judge(of, l.holding, found, asked); problem != "" {
					problems = append(problems, problem)
				}
			})
		}
		pending.Wait()
		time.Sleep(takes)
		synctest.Wait()
		problems = append(problems, tidy(l)...)
	})
	if len(problems) > 0 {
		t.Fatalf("%d problems, the first: %s", len(problems), problems[0])
	}
}

func drawEvent(t *rapid.T, noon time.Time) event {
	at := noon.Add(time.Duration(rapid.IntRange(-40*60*60, 90*60).Draw(t, "at")) * time.Second)
	if rapid.Bool().Draw(t, "lately") {
		at = noon.Add(time.Duration(rapid.IntRange(-20*60, 60*60).Draw(t, "at")) * time.Second)
	}
	return event{
		at: at, known: at.Add(time.Duration(rapid.IntRange(0, 299).Draw(t, "late")) * time.Second),
		uid:     rapid.SampledFrom([]string{"a", "B", "ä", ""}).Draw(t, "uid"),
		country: rapid.SampledFrom([]string{"US", "DE", "T1"}).Draw(t, "country"),
		height:  rapid.SampledFrom([]int{360, 1080, 720}).Draw(t, "height"),
		minutes: rapid.IntRange(0, 9).Draw(t, "minutes"),
	}
}

func drawLooker(t *rapid.T, node string) looker {
	of := looker{after: time.Duration(rapid.SampledFrom([]int{0, 0, 1, 30, 61, 400, 1800}).Draw(t, "after")) * time.Second}
	of.node = node
	metrics, groups := []string{"count", "sum.minutesViewed"}, []string{"uid", "clientCountryName"}
	if of.node == qualityEvents {
		metrics, groups = []string{"count", "avg.sampleInterval"}, []string{"uid", "clientCountryName", "qualityResolution"}
	}
	of.metrics = rapid.SampledFrom([][]string{metrics, metrics[:1], metrics}).Draw(t, "metrics")
	of.groups = rapid.Permutation(groups).Draw(t, "groups")[:rapid.IntRange(0, len(groups)).Draw(t, "count of groups")]
	of.bucket = rapid.SampledFrom([]string{"", "datetimeMinute", "datetimeFiveMinutes", "datetimeHour", "date"}).Draw(t, "bucket")
	of.only = rapid.SampledFrom([]string{"", "", "", "", "", "US"}).Draw(t, "only")
	of.limit = rapid.SampledFrom([]int{10_000, 10_000, 10_000, 10_000, 10_000, 3, 1}).Draw(t, "limit")
	order := rapid.Permutation(of.groups).Draw(t, "order")
	for _, name := range order {
		of.order = append(of.order, name+rapid.SampledFrom([]string{"_ASC", "_DESC"}).Draw(t, "direction"))
	}
	if of.bucket != "" {
		of.order = append([]string{of.bucket + "_ASC"}, of.order...)
	} else if rapid.Bool().Draw(t, "by a metric") {
		of.order = append([]string{"count_DESC"}, of.order...)
	}
	of.length = rapid.SampledFrom([]time.Duration{time.Hour, 2 * time.Hour, 2 * time.Hour, 36 * time.Hour}).Draw(t, "length")
	of.live = rapid.IntRange(0, 2).Draw(t, "live") > 0
	return of
}

// judge says what is wrong with an answer that has just come.
func (w *world) judge(of wanted, holding Holding, found outcome, asked time.Time) string {
	if found.refusal != nil {
		return ""
	}
	now := time.Now()
	oldest := asked.Add(-holding.fresh(question{topic: topic{column: of.bucket, grid: grid{ms: max(1, policy.Datasets[of.node].Buckets[of.bucket])}}}))
	if found.stale != nil {
		oldest = now.Add(-time.Duration(found.stale.AgeMs) * time.Millisecond)
	}
	// Between two of these times nothing becomes known.
	ages := []time.Time{oldest}
	for _, each := range w.events {
		if each.known.After(oldest) && !each.known.After(now) {
			ages = append(ages, each.known)
		}
	}
	got := asText(found.table)
	if of.bucket == "" {
		want := w.asOf(of, ages, asked, of.window, found.stale != nil)
		if !slices.ContainsFunc(want, func(table *cloudflare.Table) bool { return asText(table) == got }) {
			return fmt.Sprintf("%+v asked at %v: got %s, want %s", of, asked, got, asText(want[0]))
		}
		return ""
	}
	ms := policy.Datasets[of.node].Buckets[of.bucket]
	if found.stale != nil && found.stale.Until != 0 {
		of.window.To = found.stale.Until
	}
	shown := byBucket(found.table, dimensionsPrefix+of.bucket)
	if found.table.Rows >= of.limit { // What follows is asked for by who asked, from the last bucket on.
		starts := found.table.Columns[slices.IndexFunc(found.table.Columns, func(c cloudflare.Column) bool { return c.Name == dimensionsPrefix+of.bucket })]
		last := starts.Dictionary[starts.Codes[found.table.Rows-1]]
		for _, layout := range layouts {
			if at, err := time.Parse(layout, last); err == nil {
				of.window.To = at.UnixMilli()
			}
		}
	}
	for from := of.window.From; from < of.window.To; from += ms {
		one := Window{from, from + ms}
		each := of
		each.limit, each.window = 1<<30, one
		layout := apiTime
		if of.bucket == "date" {
			layout = time.DateOnly
		}
		start := time.UnixMilli(from).UTC().Format(layout)
		want := w.asOf(each, ages, asked, one, found.stale != nil)
		if !slices.ContainsFunc(want, func(table *cloudflare.Table) bool {
			return fmt.Sprint(byBucket(table, dimensionsPrefix+of.bucket)[start]) == fmt.Sprint(shown[start])
		}) {
			return fmt.Sprintf("%+v asked at %v: %s holds %v, want %v", of, asked, start, shown[start], byBucket(want[0], dimensionsPrefix+of.bucket)[start])
		}
	}
	return ""
}

// asOf gives what upstream would have answered at some times; of what is settled, what it answers for good.
func (w *world) asOf(of wanted, ages []time.Time, asked time.Time, one Window, stale bool) []*cloudflare.Table {
	settles := time.UnixMilli(one.To).Add(w.settleDelay)
	if !settles.After(asked) && !stale {
		ages = []time.Time{settles}
	}
	var found []*cloudflare.Table
	for _, at := range ages {
		found = append(found, w.table(of, at))
	}
	return found
}

func asText(table *cloudflare.Table) string {
	text, _ := json.Marshal(table)
	return string(text)
}

// byBucket gives the rows of an answer as text, by bucket, in their order.
func byBucket(table *cloudflare.Table, column string) map[string][]string {
	found := map[string][]string{}
	for r := range table.Rows {
		start, rest := "", ""
		for _, each := range table.Columns {
			switch {
			case each.Name == column:
				start = each.Dictionary[each.Codes[r]]
			case each.Kind == cloudflare.Number:
				rest += fmt.Sprint(each.Values[r], " ")
			default:
				rest += fmt.Sprintf("%q ", each.Dictionary[each.Codes[r]])
			}
		}
		found[start] = append(found[start], rest)
	}
	return found
}
