package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// model is an upstream whose rows are a function of who asks, what and when. A row says until when it was still changing
// when it was asked for, so that a test sees how old it is. It works by the time of the test's bubble (testing/synctest).
type model struct {
	settleDelay time.Duration
	limit       int
	takes       time.Duration
	// writes says that answers are wanted as JSON.
	writes bool
	// step is what the clock is off by, in ns; turns is how often it was set.
	step, turns atomic.Int64

	mu sync.Mutex
	// fails tells by the number of a query whether it is refused.
	fails   func(query int) bool
	refused int
	queries []query
}

// query is one that was answered.
type query struct {
	series
	started time.Time
	window  Window
	// whole is up to where the page held all rows, alone whether the page was one bucket and cut.
	whole int64
	alone bool
}

// series is what can be asked: a bucket, and how many groups it has.
type series struct {
	document string
	column   string
	ms       int64
	groups   int
}

func (m *model) holding() Holding { return Holding{SettleDelay: m.settleDelay, Freshness: time.Minute} }

func (m *model) now() time.Time { return time.Now().Round(0).Add(time.Duration(m.step.Load())) }

func (m *model) set(step time.Duration) {
	m.turns.Add(1)
	m.step.Store(int64(step))
}

// rowsOf gives the rows of a bucket as they are at a time: group, and until when they have changed. Groups come late.
func (s series) rowsOf(bucket int64, at, settles time.Time) (groups []string, asOf int64) {
	asOf = min(at.UnixMilli(), settles.UnixMilli())
	for group := range s.groups {
		hash := fnv.New64a()
		_, _ = fmt.Fprint(hash, s.document, bucket, group)
		place := int64(hash.Sum64() * 0x9E3779B97F4A7C15 >> 40 % 100)
		appears := bucket*s.ms + place*(settles.UnixMilli()-bucket*s.ms)/60
		if appears <= asOf {
			groups = append(groups, fmt.Sprint("group ", group))
		}
	}
	return groups, asOf
}

func (m *model) settles(s series, bucket int64) time.Time {
	return time.UnixMilli((bucket + 1) * s.ms).Add(m.settleDelay)
}

func (m *model) ask(s series, w Window) Ask {
	own, _ := timesOf(w)
	ask := Ask{
		Document: s.document, Window: w,
		Variables: map[string]any{
			"filter": map[string]any{"AND": []any{
				map[string]any{"datetime_geq": own.from, "datetime_lt": own.to}, map[string]any{"clientCountryName": "US"},
			}},
			"limit": json.Number(fmt.Sprint(m.limit)),
		},
	}
	if s.column != "" {
		ask.Bucket = &Bucket{s.column, s.ms}
	}
	return ask
}

// fetch answers as upstream does, with rows as they were when it was asked.
func (m *model) fetch(s series) fetch {
	return func(ctx context.Context, _ Window, variables map[string]any) outcome {
		started := m.now()
		select {
		case <-time.After(m.takes):
		case <-ctx.Done():
			return outcome{refusal: cloudflare.FromError(ctx.Err())}
		}
		filter := variables["filter"].(map[string]any)["AND"].([]any)[0].(map[string]any)
		from, _ := time.Parse(time.RFC3339, filter["datetime_geq"].(string))
		to, _ := time.Parse(time.RFC3339, filter["datetime_lt"].(string))
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.fails != nil && m.fails(len(m.queries)+m.refused) {
			m.refused++
			return outcome{refusal: cloudflare.Refusef(cloudflare.Unreachable, "no answer")}
		}
		asked := query{series: s, started: started, window: Window{from.UnixMilli(), to.UnixMilli()}}
		table, last := m.table(s, asked.window, started)
		asked.whole = asked.window.To
		if table.Rows == m.limit {
			asked.whole, asked.alone = last*s.ms, len(table.Columns[0].Dictionary) == 1
		}
		m.queries = append(m.queries, asked)
		return outcome{table: table}
	}
}

// tries counts the queries so far, those that were refused among them.
func (m *model) tries() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.queries) + m.refused
}

// table gives a page, and the bucket of its last row.
func (m *model) table(s series, w Window, at time.Time) (*cloudflare.Table, int64) {
	starts := text(s.column)
	groups, asOf := text("dimensions.group"), cloudflare.Column{Name: "sum.asOf", Kind: cloudflare.Number}
	rows, last := 0, int64(0)
	for bucket := w.From / s.ms; bucket < w.To/s.ms; bucket++ {
		names, changed := s.rowsOf(bucket, at, m.settles(s, bucket))
		for _, name := range names {
			if rows == m.limit {
				break
			}
			starts.add(s.start(bucket))
			groups.add(name)
			asOf.Values = append(asOf.Values, float64(changed))
			rows++
			last = bucket
		}
	}
	return &cloudflare.Table{Rows: rows, Columns: []cloudflare.Column{starts.Column, groups.Column, asOf}}, last
}

func (s series) layout() string {
	if s.column == "dimensions.date" {
		return time.DateOnly
	}
	return apiTime
}

func (s series) start(bucket int64) string {
	return time.UnixMilli(bucket * s.ms).UTC().Format(s.layout())
}

type textColumn struct {
	cloudflare.Column
	codes map[string]uint32
}

func text(name string) *textColumn {
	return &textColumn{cloudflare.Column{Name: name, Dictionary: []string{}}, map[string]uint32{}}
}

func (c *textColumn) add(value string) {
	code, known := c.codes[value]
	if !known {
		code = uint32(len(c.Dictionary))
		c.codes[value] = code
		c.Dictionary = append(c.Dictionary, value)
	}
	c.Codes = append(c.Codes, code)
}

// shown is the rows of an answer by bucket.
func shown(table *cloudflare.Table) map[string][]string {
	found := map[string][]string{}
	starts, groups, asOf := table.Columns[0], table.Columns[1], table.Columns[2]
	for row := range table.Rows {
		start := starts.Dictionary[starts.Codes[row]]
		found[start] = append(found[start], fmt.Sprint(groups.Dictionary[groups.Codes[row]], " ", int64(asOf.Values[row])))
	}
	return found
}

// same compares tables by their JSON.
func same(t *testing.T, got, want *cloudflare.Table) {
	t.Helper()
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if string(a) != string(b) {
		t.Errorf("got  %s\nwant %s", a, b)
	}
}
