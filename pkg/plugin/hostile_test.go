package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

const (
	goodDocument = `query Stream($accountTag: string!, $filter: AccountStreamMinutesViewedAdaptiveGroupsFilter_InputObject!, $limit: uint64!) {
  viewer { accounts(filter: { accountTag: $accountTag }) {
    streamMinutesViewedAdaptiveGroups(filter: $filter, limit: $limit) { sum { minutesViewed } dimensions { uid } } } } }`
	goodFilter = `"datetime_geq":"2025-10-02T12:00:00Z","datetime_lt":"2025-10-03T12:00:00Z"`
)

// anAsk asks a document over one day, with a filter besides the account.
func anAsk(document, filter string) string {
	text, err := json.Marshal(document)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"id":"a","document":%s,"variables":{"filter":{%s},"limit":10000},"window":{"from":1759406400000,"to":1759492800000}}`, text, filter)
}

func asks(all ...string) string { return `{"asks":[` + strings.Join(all, ",") + `]}` }

func repeated(n int, ask string) string {
	return asks(strings.Split(strings.Repeat(ask+"\x00", n-1)+ask, "\x00")...)
}

// selecting is a document that would be sent but for what it selects of a row.
func selecting(selection string) string {
	return strings.Replace(goodDocument, "sum { minutesViewed } dimensions { uid }", selection, 1)
}

func counted(n int, format string) string {
	var all strings.Builder
	for i := range n {
		_, _ = fmt.Fprintf(&all, format, i)
	}
	return all.String()
}

const and = `"AND":[{`

// hostile are bodies that no front end of ours makes, and how the answer begins.
var hostile = map[string]struct{ body, want string }{
	"another account":            {asks(anAsk(strings.Replace(goodDocument, "{ accountTag: $accountTag }", `{ accountTag: "other" }`, 1), goodFilter)), "200 refused"},
	"two accounts":               {asks(anAsk(strings.Replace(goodDocument, "viewer {", `viewer { o: accounts(filter: { accountTag: "other" }) { settings { streamCMCDAdaptiveGroups { enabled } } }`, 1), goodFilter)), "200 refused"},
	"another node":               {asks(anAsk(strings.ReplaceAll(goodDocument, "streamMinutesViewedAdaptiveGroups(", "httpRequestsAdaptiveGroups("), goodFilter)), "200 refused"},
	"zones":                      {asks(anAsk(`{ viewer { zones(filter: { zoneTag: "z" }) { httpRequests1hGroups(limit: 1) { count } } } }`, "")), "200 refused"},
	"a mutation":                 {asks(anAsk(`mutation { deleteStream(uid: "u") }`, "")), "200 refused"},
	"a subscription":             {asks(anAsk("subscription"+goodDocument[len("query"):], goodFilter)), "200 refused"},
	"introspection":              {asks(anAsk(`{ __schema { types { name fields { name } } } }`, "")), "200 refused"},
	"a thousand aliases":         {repeated(300, anAsk(selecting("sum {"+counted(600, " a%d: minutesViewed")+"}"), goodFilter)), "200 refused"},
	"a field a thousand times":   {repeated(300, anAsk(selecting("sum {"+strings.Repeat(" minutesViewed", 1000)+"}"), goodFilter)), "200 refused"},
	"a block hundreds of times":  {repeated(300, anAsk(selecting(strings.Repeat(" sum { minutesViewed }", 450)), goodFilter)), "200 refused"},
	"a node hundreds of times":   {repeated(300, anAsk(`{ viewer { accounts {`+counted(250, " n%d: streamCMCDAdaptiveGroups { count }")+`} } }`, "")), "200 refused"},
	"a bomb of fragments":        {repeated(300, anAsk(goodDocument+counted(200, " fragment f%[1]d on account { ...g%[1]d ...g%[1]d }"), goodFilter)), "200 refused"},
	"a bomb of inline fragments": {repeated(300, anAsk(selecting(strings.Repeat("... { sum ", 400)+strings.Repeat("}", 400)), goodFilter)), "200 refused"},
	"fragments in a circle":      {asks(anAsk(goodDocument+" fragment a on account { ...b } fragment b on account { ...a }", goodFilter)), "200 refused"},
	"a deep document":            {repeated(300, anAsk(strings.Repeat("{a", 5000), "")), "200 refused"},
	"a deep value":               {repeated(300, anAsk("{ viewer(a: "+strings.Repeat("[", 10_000)+") }", "")), "200 refused"},
	"a deep filter":              {asks(anAsk(goodDocument, goodFilter+","+strings.Repeat(and, 1000)+strings.Repeat("}]", 1000))), "200 refused"},
	"a filter too deep for JSON": {asks(anAsk(goodDocument, strings.Repeat(and, 50_000)+strings.Repeat("}]", 50_000))), "400 "},
	"deep JSON":                  {strings.Repeat("[", 4<<20), "400 "},
	"10 MB":                      {asks(anAsk(goodDocument+strings.Repeat(" ", 10<<20), goodFilter)), "400 "},
	"a long document":            {asks(anAsk(goodDocument+strings.Repeat(" ", 7<<20), goodFilter)), "200 refused"},
	"a long value":               {asks(anAsk(goodDocument, goodFilter+`,"uid":"`+strings.Repeat("x", 7<<20)+`"`)), "200 refused"},
	"a million values":           {asks(anAsk(goodDocument, goodFilter+`,"uid_in":[`+strings.Repeat(`"x",`, 1<<20)+`"x"]`)), "200 refused"},
	"a long number":              {asks(strings.Replace(anAsk(goodDocument, goodFilter), "10000}", strings.Repeat("9", 1<<20)+"}", 1)), "200 refused"},
	"a number out of range":      {asks(strings.Replace(anAsk(goodDocument, goodFilter), "10000}", "1e999999999}", 1)), "200 refused"},
	"variables of other types":   {asks(strings.Replace(anAsk(goodDocument, goodFilter), "10000}", `"; DROP"}`, 1)), "200 refused"},
	"unknown variables":          {asks(strings.Replace(anAsk(goodDocument, goodFilter), `"limit":`, `"operationName":"x","limit":`, 1)), "200 refused"},
	"half a century":             {asks(strings.Replace(anAsk(goodDocument, strings.Replace(goodFilter, "2025-10-02T12:00:00Z", "1970-01-01T00:00:00Z", 1)), "1759406400000", "0", 1)), "200 refused"},
	"a window of its own":        {asks(anAsk(goodDocument, strings.Replace(goodFilter, "2025-10-02", "1970-01-01", 1))), "200 refused"},
	"no window":                  {asks(anAsk(goodDocument, "")), "200 refused"},
	"10,000 asks":                {repeated(10_000, anAsk(goodDocument, goodFilter)), "400 "},
	"a list twice":               {`{"asks":[` + anAsk(goodDocument, goodFilter) + `],"asks":[` + anAsk("{}", "") + `]}`, "200 refused"},
	"an unknown call":            {asks(`{"id":"a","rest":{"endpoint":"../../user/tokens/verify","parameters":{}}}`), "200 refused"},
	"a call with a path in it":   {asks(`{"id":"a","rest":{"endpoint":"liveInput","parameters":{"uid":"../../../user"}}}`), "200 refused"},
	"a long parameter":           {asks(`{"id":"a","rest":{"endpoint":"videos","parameters":{"search":"` + strings.Repeat("x", 1<<20) + `"}}}`), "200 refused"},
	"no JSON":                    {`asks=1`, "400 "},
	"nothing":                    {``, "400 "},
	"a list of numbers":          {`{"asks":[1,2,3]}`, "400 "},
	"null":                       {`null`, "400 "},
}

// What is refused costs less than this on any machine that runs Grafana; under the race detector some ten times as much.
const (
	mostTime  = time.Minute
	mostBytes = 256 << 20
)

func TestHostileAsksAreRefusedCheaplyAndLoggedOnce(t *testing.T) {
	for name, test := range hostile {
		t.Run(name, func(t *testing.T) {
			api := newUpstream(t)
			grafana := api.configured(asIs)
			var before, after runtime.MemStats
			lines := strings.Count(logged.text(), "\n")
			runtime.ReadMemStats(&before)
			started := time.Now()
			got := grafana.resource(t, "POST", "asks", test.body)
			took := time.Since(started)
			runtime.ReadMemStats(&after)
			if status, body, _ := strings.Cut(got, " "); !strings.HasPrefix(test.want, status) || strings.HasPrefix(test.want, "200") && !allRefused(body) {
				t.Errorf("%.300s", got)
			}
			if len(api.sent) > 0 {
				t.Errorf("sent upstream: %.300s", api.sent[0])
			}
			if bytes := after.TotalAlloc - before.TotalAlloc; took > mostTime || bytes > mostBytes {
				t.Errorf("took %v and %d MiB", took, bytes>>20)
			}
			if written := strings.Split(logged.text(), "\n")[lines:]; len(refusals(written)) != strings.Count(test.want, "refused") {
				t.Errorf("logged %q", written)
			} else if len(strings.Join(written, "")) > 2000 {
				t.Errorf("logged %d bytes", len(strings.Join(written, "")))
			}
		})
	}
}

func allRefused(body string) bool {
	var answer struct {
		Replies []struct {
			Refusal struct{ Kind string }
		}
	}
	if json.Unmarshal([]byte(body), &answer) != nil || len(answer.Replies) == 0 {
		return false
	}
	for _, reply := range answer.Replies {
		if reply.Refusal.Kind != "refused" {
			return false
		}
	}
	return true
}

func refusals(lines []string) (found []string) {
	for _, line := range lines {
		if strings.Contains(line, "Asks of a browser refused") {
			found = append(found, line)
		}
	}
	return found
}

func TestGoodAsksAreSent(t *testing.T) {
	api := newUpstream(t)
	if got := api.configured(asIs).resource(t, "POST", "asks", asks(anAsk(goodDocument, goodFilter))); !strings.Contains(got, `"rows":3`) || len(api.sent) != 1 {
		t.Errorf("what the hostile asks are made from is not answered itself: %s", got)
	}
}

func TestTenThousandAsksAtOnceKeepToTheBudget(t *testing.T) {
	api := newUpstream(t)
	grafana := api.configured(asIs)
	started := time.Now()
	var pending sync.WaitGroup
	for request := range 20 {
		pending.Go(func() {
			all := make([]string, maxAsks)
			for i := range all {
				all[i] = anAsk(goodDocument, goodFilter+fmt.Sprintf(`,"uid":"%d %d"`, request, i))
			}
			if got := grafana.resource(t, "POST", "asks", asks(all...)); !strings.HasPrefix(got, "200 ") {
				t.Errorf("%.300s", got)
			}
		})
	}
	pending.Wait()
	if took := time.Since(started); len(api.sent) > 300 || took > mostTime {
		t.Errorf("%d queries in %v", len(api.sent), took)
	}
}

func TestResourcesAreFoundUnderTheirNamesAlone(t *testing.T) {
	grafana := newUpstream(t).configured(asIs)
	good := map[string]bool{"POST asks": true, "POST /asks": true, "GET limits": true, "HEAD limits": true, "GET /limits": true, "HEAD /limits": true}
	for _, path := range []string{
		"asks", "/asks", "limits", "/limits", "asks/", "//asks", "/./asks", "x/../asks", "/%2e%2e/asks", "asks%2f", "ASKS", "asks;x", "\\asks",
		"..", "../asks", "limits/../asks", "/..//", "%00", "", "/", "asks/asks", "settings", "health",
	} {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "post", "X Y"} {
			got := call(t.Context(), grafana, method, path, `{"asks":[]}`, "application/json")
			if wants := good[method+" "+path]; wants != strings.HasPrefix(got, "200 ") || !wants && got[0] != '4' {
				t.Errorf("%s %q: %.200s", method, path, got)
			}
		}
	}
}

func TestAsksAreJSON(t *testing.T) {
	grafana := newUpstream(t).configured(asIs)
	for kind, want := range map[string]string{
		"": "200 ", "application/json": "200 ", "Application/JSON; charset=utf-8": "200 ",
		"text/plain": "415 ", "application/x-www-form-urlencoded": "415 ", "multipart/form-data; boundary=x": "415 ",
		"application/graphql": "415 ", "application/json;": "200 ", ";": "415 ", "application/jsonp": "415 ",
	} {
		if got := call(t.Context(), grafana, "POST", "asks", `{"asks":[]}`, kind); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %.200s", kind, got)
		}
	}
}

// call is resource with a content type, and with what cannot be a request at all as an answer of 400.
func call(ctx context.Context, on grafana, method, path, body, contentType string) (got string) {
	headers := map[string][]string{}
	if contentType != "" {
		headers["Content-Type"] = []string{contentType}
	}
	err := on.CallResource(ctx, &backend.CallResourceRequest{
		PluginContext: on.about, Method: method, Path: path, URL: path, Body: []byte(body), Headers: headers,
	}, backend.CallResourceResponseSenderFunc(func(response *backend.CallResourceResponse) error {
		got += fmt.Sprintf("%d %s", response.Status, response.Body)
		return nil
	}))
	if err != nil {
		return "400 " + err.Error()
	}
	return got
}

// Saved queries come from whoever may edit a dashboard, and are run by the core.
func TestHostileSavedQueriesAreRefusedCheaply(t *testing.T) {
	of := func(members string) string {
		return `{"dataset":"streamMinutesViewedAdaptiveGroups",` + members + `}`
	}
	for name, query := range map[string]string{
		"deep JSON":          of(`"filters":` + strings.Repeat("[", 9_990) + strings.Repeat("]", 9_990)),
		"a deep filter":      of(`"filters":[` + strings.Repeat(`{"and":[`, 3_000) + strings.Repeat(`]}`, 3_000) + `]`),
		"a million values":   of(`"filters":[{"field":"uid","operator":"in","values":[` + strings.Repeat(`"x",`, 1<<20) + `"x"]}]`),
		"a long value":       of(`"filters":[{"field":"uid","operator":"eq","values":["` + strings.Repeat("x", 4<<20) + `"]}]`),
		"a thousand groups":  of(`"groupBy":["uid"` + strings.Repeat(`,"uid"`, 1000) + `]`),
		"a thousand metrics": of(`"metrics":["count"` + strings.Repeat(`,"sum.minutesViewed"`, 1000) + `]`),
		"prototypes":         of(`"__proto__":{"dataset":"x"},"constructor":{"prototype":{}},"bucket":"__proto__"`),
		"dataset __proto__":  `{"dataset":"__proto__"}`,
		"many zones":         of(`"timezone":"` + strings.Repeat("../", 10_000) + `etc/passwd"`),
		"GraphQL that repeats": `{"dataset":"graphql","graphql":"{ viewer { accounts(filter: { accountTag: $accountTag }) { streamMinutesViewedAdaptiveGroups(filter: { datetime_geq: $from, datetime_lt: $to }, limit: 1) { sum {` +
			strings.Repeat(" minutesViewed", 5_000) + `} } } } }"}`,
		"deep GraphQL": `{"dataset":"graphql","graphql":"` + strings.Repeat("{a", 20_000) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			api := newUpstream(t)
			started := time.Now()
			answer := api.configured(asIs).query(t, nil, map[string]string{"A": query})["A"]
			if answer.Error == nil || answer.Status/100 != 4 || len(api.sent) > 0 {
				t.Errorf("%d %.300v, %d sent", answer.Status, answer.Error, len(api.sent))
			}
			if took := time.Since(started); took > mostTime {
				t.Errorf("took %v", took)
			}
		})
	}
}
