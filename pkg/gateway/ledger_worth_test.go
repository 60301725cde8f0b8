package gateway

import "testing"

func TestTheLeastWorthIsForgottenFirst(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		ask := func(name string, hours int64) int {
			before := len(m.queries)
			found := reads(t.Context(), m, l, series{name, byMinute.column, byMinute.ms, 3}, Window{0, hours * 3_600_000})
			if found.table == nil {
				t.Fatal(found.refusal)
			}
			return len(m.queries) - before
		}
		ask("large", 11)
		for range 3 {
			ask("small", 1)
			ask("often", 1)
		}
		l.most = l.Counts().Bytes
		ask("often", 1)
		ask("large", 11) // Used last, it is still the least worth for its size.
		ask("new", 1)
		if small, often, fresh := ask("small", 1), ask("often", 1), ask("new", 1); small+often+fresh != 0 {
			t.Errorf("forgotten too early: %d %d %d", small, often, fresh)
		}
		if counts := l.Counts(); counts.Evictions != 1 || ask("large", 11) != 1 || counts.Bytes > l.most {
			t.Errorf("%+v", counts)
		}
	})
}

func TestWhatIsUsedNoMoreIsForgotten(t *testing.T) {
	bubble(t, func(t *testing.T, m *model, l *ledger) {
		ask := func(name string) int {
			before := len(m.queries)
			reads(t.Context(), m, l, series{name, byMinute.column, byMinute.ms, 3}, Window{0, 3_600_000})
			return len(m.queries) - before
		}
		for range 20 {
			ask("of yesterday")
		}
		l.most = l.Counts().Bytes * 4
		for i := range 200 {
			ask([]string{"a", "b", "c", "d", "e", "f", "g"}[i%7])
		}
		if ask("of yesterday") != 1 {
			t.Error("what was used often once is never forgotten")
		}
	})
}
