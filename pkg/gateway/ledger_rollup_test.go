package gateway

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// A finer table is known of two hours until 12:00; what else is asked at 12:03 costs no query, or one.
func TestWhatFollowsFromWhatIsKnownIsNotAsked(t *testing.T) {
	list := allowlist(t, SDL)
	hour := time.Hour.Milliseconds()
	noon := time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC).UnixMilli()
	known := wanted{
		node: qualityEvents, metrics: []string{"count", "avg.sampleInterval"}, groups: []string{"uid", "qualityResolution"},
		bucket: "datetimeMinute", order: []string{"datetimeMinute_ASC", "uid_ASC", "qualityResolution_ASC"},
		limit: 1000, window: Window{noon - 2*hour, noon},
	}
	with := func(edit func(of *wanted)) wanted {
		of := known
		edit(&of)
		return of
	}
	hours := func(of *wanted) {
		of.bucket, of.order = "datetimeHour", append([]string{"datetimeHour_ASC"}, of.order[1:]...)
	}
	total := func(of *wanted) { of.bucket, of.order, of.groups = "", nil, nil }
	for name, test := range map[string]struct {
		wanted
		queries int
		sampled bool
	}{
		"another order within buckets": {wanted: with(func(of *wanted) {
			of.order = []string{"datetimeMinute_ASC", "qualityResolution_DESC", "uid_DESC"}
		})},
		"fewer metrics":          {wanted: with(func(of *wanted) { of.metrics = of.metrics[:1] })},
		"fewer metrics, sampled": {wanted: with(func(of *wanted) { of.metrics = of.metrics[1:] }), sampled: true},
		"groups in another order": {wanted: with(func(of *wanted) {
			of.groups = []string{"qualityResolution", "uid"}
		})},
		"a smaller page":        {wanted: with(func(of *wanted) { of.limit = 500 })},
		"a coarser grouping":    {wanted: with(func(of *wanted) { of.groups, of.order = of.groups[:1], of.order[:2] })},
		"by a number":           {wanted: with(func(of *wanted) { of.groups, of.order = of.groups[1:], []string{of.order[0], of.order[2]} })},
		"a coarser bucket":      {wanted: with(hours)},
		"an hour of it":         {wanted: with(func(of *wanted) { hours(of); of.window.From += hour })},
		"a total":               {wanted: with(total)},
		"a total of some of it": {wanted: with(func(of *wanted) { total(of); of.window = Window{noon - hour - 420_000, noon - 60_000} })},
		"the most of all": {wanted: with(func(of *wanted) {
			of.bucket, of.order, of.limit = "", []string{"count_DESC", "qualityResolution_ASC", "uid_ASC"}, 2
		})},
		"samples put together": {wanted: with(hours), queries: 1, sampled: true},
		"another filter":       {wanted: with(func(of *wanted) { of.only = "US" }), queries: 1},
		"a finer grouping": {wanted: with(func(of *wanted) {
			of.groups = append(of.groups[:2:2], "clientCountryName")
			of.order = append(of.order[:3:3], "clientCountryName_ASC")
		}), queries: 1},
		"a range that begins within a bucket": {wanted: with(func(of *wanted) { total(of); of.window.From += 1000 }), queries: 1},
		"more than is known":                  {wanted: with(func(of *wanted) { hours(of); of.window.From -= hour }), queries: 1},
		"an order that leaves rows equal":     {wanted: with(func(of *wanted) { of.order = of.order[:2] }), queries: 1},
		"an order by what is not there":       {wanted: with(func(of *wanted) { of.metrics, of.order = of.metrics[1:], append(of.order[:1:1], "count_ASC") }), queries: 1},
		"another node": {wanted: with(func(of *wanted) {
			of.node = "videoBufferEventsAdaptiveGroups"
			of.groups, of.order = of.groups[:1], of.order[:2]
		}), queries: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(12*time.Hour + 6*time.Minute)
				w := &world{list: list, settleDelay: 5 * time.Minute, sampled: test.sampled, events: crowd(noon)}
				l := newLedger(time.Now, Holding{SettleDelay: w.settleDelay, Freshness: time.Minute}, 64<<20)
				if _, queries := w.answer(t, t.Context(), l, known); queries != 1 {
					t.Fatalf("%d queries", queries)
				}
				found, queries, _ := w.tryAnswer(t, t.Context(), l, test.wanted)
				same(t, found.table, w.table(test.wanted, time.Now()))
				if queries != test.queries {
					t.Errorf("%d queries, want %d", queries, test.queries)
				}
			})
		})
	}
}

// crowd is an event every 97 seconds of three hours, known at once.
func crowd(noon int64) []event {
	var events []event
	for i := range int64(3 * 3600 / 97) {
		at := time.UnixMilli(noon - 3*3_600_000 + i*97_000)
		events = append(events, event{
			at: at, known: at, uid: fmt.Sprint("video ", i%5), country: []string{"US", "DE"}[i%2],
			height: []int{360, 1080, 720}[i%3], minutes: int(i % 4),
		})
	}
	return events
}

// Minutes are known up to now, and then some of the newest of them are asked for again.
func TestWhatMayStillChangeIsPutTogetherOfOneTime(t *testing.T) {
	list := allowlist(t, SDL)
	synctest.Test(t, func(t *testing.T) {
		noon := time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC).UnixMilli()
		const minute = 60_000
		time.Sleep(12*time.Hour + 6*time.Minute)
		w := &world{list: list, settleDelay: 5 * time.Minute, events: crowd(noon + 10*minute)}
		l := newLedger(time.Now, Holding{SettleDelay: w.settleDelay, Freshness: time.Minute}, 64<<20)
		costs := func(bucket string, from, to int64) int {
			t.Helper()
			of := wanted{node: minutesViewed, metrics: []string{"count"}, bucket: bucket, limit: 1000, window: Window{noon + from*minute, noon + to*minute}}
			if bucket != "" {
				of.order = []string{bucket + "_ASC"}
			}
			_, queries := w.answer(t, t.Context(), l, of)
			return queries
		}
		for _, step := range []struct {
			name     string
			after    time.Duration
			bucket   string
			from, to int64
			queries  int
		}{
			{"the minutes themselves", 0, "datetimeMinute", -60, 6, 1},
			{"a total of them", 0, "", -60, 6, 0},
			{"hours, the last of which is not over", 0, "datetimeHour", -60, 60, 0},
			{"five minutes that are not over", 0, "datetimeFiveMinutes", 5, 10, 0},
			{"five minutes that had not begun when it was asked", 0, "datetimeFiveMinutes", 5, 15, 1},
			{"a day that is known in part", 0, "date", -12 * 60, 12 * 60, 1},
			{"a minute later, another total", 30 * time.Second, "", -59, 6, 0},
			{"a minute that has begun since", 0, "datetimeMinute", 0, 7, 1},
			{"a total of minutes of two times", 0, "", -58, 7, 1},
			{"a total of those that have settled and of one time", 0, "", -60, 1, 0},
			{"a total that is no longer fresh", 40 * time.Second, "", -57, 6, 1},
		} {
			time.Sleep(step.after)
			if got := costs(step.bucket, step.from, step.to); got != step.queries {
				t.Errorf("%s: %d queries, want %d", step.name, got, step.queries)
			}
		}
		w.fails = func(int) bool { return true }
		of := wanted{node: minutesViewed, metrics: []string{"count"}, limit: 1000, window: Window{noon - 56*minute, noon + 6*minute}}
		if found, _ := w.answer(t, t.Context(), l, of); found.stale == nil || found.stale.AgeMs != 70_000 {
			t.Errorf("a total of old minutes: %+v %+v", found.stale, found.refusal)
		}
		of = wanted{node: minutesViewed, metrics: []string{"count"}, limit: 1000, window: Window{noon - 57*minute, noon + 6*minute}}
		time.Sleep(time.Minute)
		if found, _ := w.answer(t, t.Context(), l, of); found.stale == nil || found.stale.AgeMs != 60_000 {
			t.Errorf("a total that is known better than by its minutes: %+v %+v", found.stale, found.refusal)
		}
	})
}
