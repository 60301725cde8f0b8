package plugin

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"cloudflarestream/pkg/gateway"
)

const minutesDocument = `query ($accountTag: string!, $filter: AccountStreamMinutesViewedAdaptiveGroupsFilter_InputObject!, $limit: uint64!, $orderBy: [AccountStreamMinutesViewedAdaptiveGroupsOrderBy!]) { viewer { accounts(filter: { accountTag: $accountTag }) {
	streamMinutesViewedAdaptiveGroups(filter: $filter, limit: $limit, orderBy: $orderBy) { sum { minutesViewed } dimensions { datetimeMinute clientCountryName } } } } }`

// panel is a data source, and a request of a panel of so many series and points until an hour before now.
func panel(t testing.TB, series, points int) (d *Datasource, body string, queries *atomic.Int32) {
	t.Helper()
	to := now.Add(-time.Hour).Truncate(time.Minute)
	from := to.Add(-time.Duration(points) * time.Minute)
	var rows []string
	for point := range points {
		for each := range series {
			rows = append(rows, fmt.Sprintf(`{"sum":{"minutesViewed":%d},"dimensions":{"datetimeMinute":%q,"clientCountryName":"C%02d"}}`,
				point*37%9000, from.Add(time.Duration(point)*time.Minute).Format("2006-01-02T15:04:05Z"), each))
		}
	}
	queries = &atomic.Int32{}
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		queries.Add(1)
		time.Sleep(100 * time.Millisecond)
		_, _ = fmt.Fprintf(w, `{"data":{"viewer":{"accounts":[{"streamMinutesViewedAdaptiveGroups":[%s]}]}},"errors":null}`, strings.Join(rows, ","))
	}))
	t.Cleanup(api.Close)
	pool, allowlist := shared()
	clock := gateway.SystemClock()
	clock.Now = func() time.Time { return now }
	d, err := newDatasource(t.Context(), pool, allowlist, gateway.NewBudgets(clock), backend.DataSourceInstanceSettings{
		Type: "x", URL: api.URL, JSONData: stored(``), DecryptedSecureJSONData: map[string]string{"apiToken": "t"},
	}, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Dispose)
	return d, askOver(from, to), queries
}

// askOver is the request of a panel over a window.
func askOver(from, to time.Time) string {
	return fmt.Sprintf(`{"asks":[{"id":"a","document":%q,"variables":{"filter":{"datetime_geq":%q,"datetime_lt":%q},"limit":1000000,"orderBy":["datetimeMinute_ASC","clientCountryName_ASC"]},"window":{"from":%d,"to":%d},"limit":1000000,"bucket":{"column":"dimensions.datetimeMinute","ms":60000}}]}`,
		minutesDocument, from.Format(time.RFC3339), to.Format(time.RFC3339), from.UnixMilli(), to.UnixMilli())
}

func TestAThousandPanelsAtOnceCostOneQueryAndLeaveNothingBehind(t *testing.T) {
	d, body, queries := panel(t, 10, 100)
	// What it is before the load: after one answer, so that connections and caches are there.
	d.postAsks(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/asks", strings.NewReader(strings.Replace(body, `"filter":{`, `"filter":{"clientCountryName":"C00",`, 1))))
	queries.Store(0)
	heap, goroutines := standing()
	answers := make([]string, 1000)
	var pending sync.WaitGroup
	for i := range answers {
		pending.Go(func() {
			answer := httptest.NewRecorder()
			d.postAsks(answer, httptest.NewRequest(http.MethodPost, "/asks", strings.NewReader(body)))
			table, _, _ := strings.Cut(answer.Body.String(), `,"queries"`)
			answers[i] = table
		})
	}
	pending.Wait()
	for _, answer := range answers {
		if answer != answers[0] || !strings.Contains(answer, `"rows":1000`) {
			t.Fatalf("answers differ: %.200s", answer)
		}
	}
	if made := queries.Load(); made != 1 {
		t.Errorf("%d queries", made)
	}
	clear(answers)
	after, still := standing()
	grown := func() int64 { return int64(after) - int64(heap) }
	isLeft := func() bool { return still > goroutines+5 || grown() > 8<<20 }
	for range 500 { // Goroutines end a moment after what they were for, and pools lose what they hold with the second collection.
		if !isLeft() {
			break
		}
		time.Sleep(20 * time.Millisecond)
		after, still = standing()
	}
	if isLeft() {
		t.Errorf("%d goroutines, before %d; %d bytes more", still, goroutines, grown())
	}
}

func standing() (heap uint64, goroutines int) {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return memory.HeapAlloc, runtime.NumGoroutine()
}
