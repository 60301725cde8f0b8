package gateway

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A wall of dashboards through two hours: five viewers with eight panels each that refresh every half a minute, and four
// alert rules every minute. What it costs is told as a part of what it costs without a memory.
func TestAWallOfDashboardsCostsAFewQueries(t *testing.T) {
	type shown struct {
		series
		length  time.Duration
		settled bool // as an alert rule asks
	}
	panels := []shown{
		{series{"six hours", "dimensions.datetimeMinute", 60_000, 5}, 6 * time.Hour, false},
		{series{"a day", "dimensions.datetimeFifteenMinutes", 900_000, 5}, 24 * time.Hour, false},
		{series{"a week", "dimensions.datetimeHour", 3_600_000, 5}, 7 * 24 * time.Hour, false},
		{series{"a week by device", "dimensions.datetimeHour", 3_600_000, 3}, 7 * 24 * time.Hour, false},
		{series{"a month", "dimensions.date", 86_400_000, 5}, 30 * 24 * time.Hour, false},
		{series{"a month by country", "dimensions.date", 86_400_000, 9}, 30 * 24 * time.Hour, false},
		{series{"total of an hour", "", 60_000, 2}, time.Hour, false},
		{series{"total of a day", "", 60_000, 1}, 24 * time.Hour, false},
	}
	rules := []shown{
		{series{"six hours", "dimensions.datetimeMinute", 60_000, 5}, 30 * time.Minute, true},
		{series{"a day", "dimensions.datetimeFifteenMinutes", 900_000, 5}, 2 * time.Hour, true},
		{series{"a week", "dimensions.datetimeHour", 3_600_000, 5}, 24 * time.Hour, true},
		{series{"total of an hour", "", 60_000, 2}, time.Hour, true},
	}
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		asks := 0
		var mu sync.Mutex
		look := func(at shown) {
			now := m.now()
			to := (now.UnixMilli() + at.ms - 1) / at.ms * at.ms
			if at.settled {
				to = now.Add(-m.settleDelay).UnixMilli() / at.ms * at.ms
			}
			found := reads(t.Context(), m, l, at.series, Window{to - at.length.Milliseconds(), to})
			mu.Lock()
			defer mu.Unlock()
			if asks++; found.refusal != nil {
				t.Errorf("%s: %+v", at.document, found.refusal)
			}
		}
		var pending sync.WaitGroup
		for half := range 240 {
			for viewer := range 5 {
				time.Sleep(time.Duration(viewer) * time.Second)
				for _, each := range panels {
					pending.Go(func() { look(each) })
				}
			}
			for _, each := range rules {
				if half%2 == 0 {
					pending.Go(func() { look(each) })
				}
			}
			time.Sleep(20 * time.Second) // With the viewers' ten, half a minute.
		}
		pending.Wait()
		synctest.Wait()
		part := float64(len(m.queries)) / float64(asks)
		t.Logf("%d asks, %d queries (%.3f), %.1f in five minutes, %d KiB",
			asks, len(m.queries), part, float64(len(m.queries))/24, l.Counts().Bytes>>10)
		if asks != 240*5*len(panels)+120*len(rules) || part > 0.1 {
			t.Errorf("%d queries for %d asks", len(m.queries), asks)
		}
	})
}
