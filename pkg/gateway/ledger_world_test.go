package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// world is an upstream of events, each of which becomes known at a time of its own. What it answers is worked out from all
// of them anew. It works by the time of the test's bubble (testing/synctest).
type world struct {
	list        *Allowlist
	settleDelay time.Duration
	events      []event
	takes       time.Duration
	// sampled says that answers are made of samples where there is a column that says so, and then no two groupings agree.
	sampled bool
	// writes says that answers are wanted as JSON.
	writes bool
	// fails tells by the number of a query whether it is refused.
	fails func(query int) bool

	mu      sync.Mutex
	queries int
}

type event struct {
	at, known    time.Time
	uid, country string
	height       int // of the picture
	minutes      int
}

// wanted is what is asked of the world's events.
type wanted struct {
	node    string
	metrics []string
	groups  []string
	bucket  string // empty: none
	only    string // country; empty: all
	order   []string
	limit   int
	window  Window
}

const (
	minutesViewed = "streamMinutesViewedAdaptiveGroups"
	qualityEvents = "videoQualityEventsAdaptiveGroups"
)

func (w *world) ask(of wanted) Ask {
	dimensions := of.groups
	if of.bucket != "" {
		dimensions = append([]string{of.bucket}, of.groups...)
	}
	blocks := map[string][]string{}
	selected := []string{}
	for _, metric := range of.metrics {
		block, field, nested := strings.Cut(metric, ".")
		if !nested {
			selected = append(selected, metric)
		} else {
			blocks[block] = append(blocks[block], field)
		}
	}
	for _, block := range []string{"avg", "sum"} {
		if len(blocks[block]) > 0 {
			selected = append(selected, fmt.Sprintf("%s { %s }", block, strings.Join(blocks[block], " ")))
		}
	}
	if len(dimensions) > 0 {
		selected = append(selected, fmt.Sprintf("dimensions { %s }", strings.Join(dimensions, " ")))
	}
	prefix := "Account" + strings.ToUpper(of.node[:1]) + of.node[1:]
	document := fmt.Sprintf(`query ($accountTag: string!, $filter: %sFilter_InputObject!, $limit: uint64!, $orderBy: [%sOrderBy!])
		{ viewer { accounts(filter: { accountTag: $accountTag }) { %s(filter: $filter, limit: $limit, orderBy: $orderBy) { %s } } } }`,
		prefix, prefix, of.node, strings.Join(selected, " "))
	own, _ := timesOf(of.window)
	filter := map[string]any{"datetime_geq": own.from, "datetime_lt": own.to}
	if of.only != "" {
		filter["clientCountryName"] = of.only
	}
	order := []any{}
	for _, each := range of.order {
		order = append(order, each)
	}
	ask := Ask{Document: document, Window: of.window, Variables: map[string]any{
		"filter": filter, "limit": json.Number(fmt.Sprint(of.limit)), "orderBy": order,
	}}
	if of.bucket != "" {
		ask.Bucket = &Bucket{dimensionsPrefix + of.bucket, policy.Datasets[of.node].Buckets[of.bucket]}
	}
	return ask
}

// answer asks a ledger, and counts what it costs.
func (w *world) answer(t testing.TB, ctx context.Context, l *ledger, of wanted) (outcome, int) {
	found, queries, related := w.tryAnswer(t, ctx, l, of)
	if !related {
		t.Fatalf("the ledger does not know what this is about: %+v", of)
	}
	return found, queries
}

// tryAnswer says as well whether the ledger knows what else is about the same events.
func (w *world) tryAnswer(t testing.TB, ctx context.Context, l *ledger, of wanted) (found outcome, queries int, related bool) {
	ask := w.ask(of)
	ask.Written = w.writes
	plan, err := w.list.admit(ask.Document)
	if err != nil {
		t.Fatal(err)
	}
	q, ok := questionOf(ask, asker{}, ask.Variables, plan.selection)
	if !ok {
		t.Fatalf("the ledger does not take the question: %+v", ask)
	}
	var made atomic.Int32
	found = l.answer(ctx, q, func(ctx context.Context, _ Window, variables map[string]any) outcome {
		made.Add(1)
		return w.fetch(ctx, of, variables)
	})
	if found.written != nil {
		found.table = tableIn(found.written)
	}
	return found, int(made.Load()), q.family != ""
}

func (w *world) fetch(ctx context.Context, of wanted, variables map[string]any) outcome {
	asked := time.Now()
	w.mu.Lock()
	query := w.queries
	w.queries++
	w.mu.Unlock()
	select {
	case <-time.After(w.takes):
	case <-ctx.Done():
		return outcome{refusal: cloudflare.FromError(ctx.Err())}
	}
	if w.fails != nil && w.fails(query) {
		return outcome{refusal: cloudflare.Refusef(cloudflare.Unreachable, "no answer")}
	}
	filter := variables["filter"].(map[string]any)
	from, _ := time.Parse(time.RFC3339, filter["datetime_geq"].(string))
	to, _ := time.Parse(time.RFC3339, filter["datetime_lt"].(string))
	of.window = Window{from.UnixMilli(), to.UnixMilli()}
	return outcome{table: w.table(of, asked)}
}

// row is a group of events.
type row struct {
	bucket string
	groups []string
	events int
	sum    int
}

// rows gives all groups as they are known at a time, in the order that is asked for and without a limit.
func (w *world) rows(of wanted, at time.Time) []row {
	groups := map[string]*row{}
	for _, each := range w.events {
		ms := each.at.UnixMilli()
		if each.known.After(at) || ms < of.window.From || ms >= of.window.To || of.only != "" && each.country != of.only {
			continue
		}
		next := row{}
		if length := policy.Datasets[of.node].Buckets[of.bucket]; length > 0 {
			layout := apiTime
			if of.bucket == "date" {
				layout = time.DateOnly
			}
			next.bucket = time.UnixMilli(ms / length * length).UTC().Format(layout)
		}
		for _, name := range of.groups {
			next.groups = append(next.groups, map[string]string{
				"uid": each.uid, "clientCountryName": each.country, "qualityResolution": fmt.Sprint(each.height),
			}[name])
		}
		key := fmt.Sprintf("%s %q", next.bucket, next.groups)
		if groups[key] == nil {
			groups[key] = &next
		}
		groups[key].events++
		groups[key].sum += each.minutes
	}
	var found []row
	for _, each := range groups {
		if w.sampled && of.node == qualityEvents {
			each.events += len(of.groups)
		}
		found = append(found, *each)
	}
	slices.SortFunc(found, func(a, b row) int {
		for _, order := range of.order {
			name, down := strings.CutSuffix(order, "_DESC")
			if by := of.compare(strings.TrimSuffix(name, "_ASC"), a, b); by != 0 {
				if down {
					return -by
				}
				return by
			}
		}
		return 0
	})
	return found
}

func (of wanted) compare(name string, a, b row) int {
	switch name {
	case of.bucket:
		return strings.Compare(a.bucket, b.bucket)
	case "count":
		return a.events - b.events
	case "sum_minutesViewed":
		return a.sum - b.sum
	}
	g := slices.Index(of.groups, name)
	if name == "qualityResolution" {
		var x, y int
		_, _ = fmt.Sscan(a.groups[g]+" "+b.groups[g], &x, &y)
		return x - y
	}
	return strings.Compare(a.groups[g], b.groups[g])
}

// table is the page that the world answers with.
func (w *world) table(of wanted, at time.Time) *cloudflare.Table {
	rows := w.rows(of, at)
	return w.tableOf(of, rows[:min(len(rows), of.limit)])
}

func (w *world) tableOf(of wanted, rows []row) *cloudflare.Table {
	found := &cloudflare.Table{Rows: len(rows)}
	number := func(name string, of func(row) float64) {
		column := cloudflare.Column{Name: name, Kind: cloudflare.Number}
		for _, each := range rows {
			column.Values = append(column.Values, of(each))
		}
		found.Columns = append(found.Columns, column)
	}
	words := func(name string, of func(row) string) {
		column := text(name)
		for _, each := range rows {
			column.add(of(each))
		}
		found.Columns = append(found.Columns, column.Column)
	}
	interval := 1.0
	if w.sampled {
		interval = 10
	}
	metrics := map[string]func(row) float64{
		"count":              func(r row) float64 { return float64(r.events) },
		"sum.minutesViewed":  func(r row) float64 { return float64(r.sum) },
		"avg.sampleInterval": func(row) float64 { return interval },
	}
	for _, name := range []string{"count", "avg.sampleInterval", "sum.minutesViewed"} {
		if slices.Contains(of.metrics, name) {
			number(name, metrics[name])
		}
	}
	if of.bucket != "" {
		words(dimensionsPrefix+of.bucket, func(r row) string { return r.bucket })
	}
	for g, name := range of.groups {
		if name == "qualityResolution" {
			number(dimensionsPrefix+name, func(r row) float64 {
				var height float64
				_, _ = fmt.Sscan(r.groups[g], &height)
				return height
			})
			continue
		}
		words(dimensionsPrefix+name, func(r row) string { return r.groups[g] })
	}
	return found
}
