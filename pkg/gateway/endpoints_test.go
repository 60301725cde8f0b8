package gateway

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"cloudflarestream/pkg/cloudflare"
)

// library is the REST API and the customer's host, at the network's edge.
type library struct {
	*httptest.Server
	mu       sync.Mutex
	requests []string // path, query and token
}

const secretKey = "secretStreamKeyOfSomebody"

var answers = map[string]string{
	"/client/v4/accounts/configured/stream": `{"result":[
		{"uid":"b","meta":{"name":"Two"},"creator":null,"status":{"state":"ready","pctComplete":"100"},"created":"2026-01-02T00:00:00.5Z","duration":7.5,"size":10,"liveInput":"i","playback":{"hls":"h","dash":"d"},"thumbnail":"t","requireSignedURLs":true},
		{"uid":"a","meta":{"name":{"not":"text"}},"created":"2026-01-01T00:00:00Z","duration":-1}],"success":true,"errors":[],"messages":[],"total":"2"}`,
	"/client/v4/accounts/configured/stream/live_inputs":      `{"success":true,"result":{"range":"1","liveInputs":[{"uid":"i","meta":{"name":"Studio"},"enabled":true,"rtmps":{"streamKey":"` + secretKey + `"}}]}}`,
	"/client/v4/accounts/configured/stream/live_inputs/i":    `{"result":{"uid":"i","rtmps":{"url":"u","streamKey":"` + secretKey + `"},"srt":{"passphrase":"` + secretKey + `"},"webRTC":{"url":"https://x/` + secretKey + `"},"status":"connected"},"success":true}`,
	"/client/v4/accounts/configured/stream/live_inputs/none": `{"result":{"uid":"none","status":null,"streamKey":"` + secretKey + `"},"success":true}`,
	"/client/v4/accounts/configured/stream/storage-usage":    `{"result":{"creator":"","totalStorageMinutes":12.5,"totalStorageMinutesLimit":1000,"videoCount":3},"success":true}`,
	"/customer/f33/i/views":                                  `{"liveViewers":113}`,
	"/customer/f33/hidden/views":                             `{}`,
}

func newLibrary(t *testing.T) *library {
	t.Helper()
	api := &library{}
	api.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		api.mu.Lock()
		api.requests = append(api.requests, fmt.Sprint(r.Method, " ", r.URL, " ", r.Header.Get("Authorization")))
		api.mu.Unlock()
		body, found := answers[r.URL.Path]
		if !found {
			w.WriteHeader(http.StatusNotFound)
			body = "Not Found"
		}
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(api.Close)
	return api
}

func (l *library) gateway(t *testing.T) *Gateway {
	return asking(t, &http.Client{Timeout: 10 * time.Second}, l.URL)
}

func asking(t *testing.T, client *http.Client, address string) *Gateway {
	clock := SystemClock()
	return New(Config{
		Client: cloudflare.NewClient(client, address, "token"), Allowlist: allowlist(t, schema), Account: "configured",
		Timeout: 10 * time.Second, Budget: NewBudgets(clock).Share("token", queries(300)), Clock: clock,
	})
}

func asked(endpoint string, parameters ...string) Ask {
	ask := Ask{ID: "1", Rest: &Rest{Endpoint: endpoint, Parameters: map[string]string{}}}
	for i := 0; i < len(parameters); i += 2 {
		ask.Rest.Parameters[parameters[i]] = parameters[i+1]
	}
	return ask
}

func TestTheGatewayTellsOfItselfAndAsksNobody(t *testing.T) {
	api := newLibrary(t)
	g := api.gateway(t)
	g.Answer(t.Context(), asked("storage"))
	reply := g.Answer(t.Context(), asked("budget"))
	if want := "bytes=0 evictions=0 hits=0 left=299 misses=0 most=0 of=300 pausedSeconds=0"; reply.Table == nil || rowsIn(reply.Table) != want {
		t.Errorf("got %+v, want %s", reply, want)
	}
	if len(api.requests) != 1 {
		t.Errorf("%q were asked", api.requests)
	}
	if reply := g.Answer(t.Context(), asked("budget", "of", "1")); reply.Refusal == nil || reply.Refusal.Kind != cloudflare.Refused {
		t.Errorf("a parameter that it does not take gives %+v", reply)
	}
}

func TestCallsGiveTheListedFieldsAndNothingElse(t *testing.T) {
	api := newLibrary(t)
	customer := api.URL + "/customer/f33"
	for name, test := range map[string]struct {
		ask     Ask
		request string
		rows    string
	}{
		"videos": {
			asked("videos", "after", "2026-01-01T00:00:00Z", "asc", "true", "creator", "a&b=c"),
			"GET /client/v4/accounts/configured/stream?after=2026-01-01T00%3A00%3A00Z&asc=true&creator=a%26b%3Dc Bearer token",
			`created=2026-01-02T00:00:00.5Z creator= duration=7.5 liveInput=i meta.name=Two playback.hls=h requireSignedURLs=true size=10 status.state=ready thumbnail=t uid=b
created=2026-01-01T00:00:00Z creator= duration=-1 liveInput= meta.name= playback.hls= requireSignedURLs= size=NaN status.state= thumbnail= uid=a`,
		},
		"live inputs":   {asked("liveInputs"), "GET /client/v4/accounts/configured/stream/live_inputs Bearer token", "created= enabled=true meta.name=Studio modified= uid=i"},
		"a live input":  {asked("liveInput", "uid", "i"), "GET /client/v4/accounts/configured/stream/live_inputs/i Bearer token", "status=connected"},
		"no status":     {asked("liveInput", "uid", "none"), "GET /client/v4/accounts/configured/stream/live_inputs/none Bearer token", "status="},
		"storage":       {asked("storage"), "GET /client/v4/accounts/configured/stream/storage-usage Bearer token", "totalStorageMinutes=12.5 totalStorageMinutesLimit=1000 videoCount=3"},
		"views":         {asked("views", "customer", customer, "uid", "i"), "GET /customer/f33/i/views ", "liveViewers=113"},
		"views, hidden": {asked("views", "customer", customer, "uid", "hidden"), "GET /customer/f33/hidden/views ", "liveViewers=NaN"},
	} {
		t.Run(name, func(t *testing.T) {
			api.requests = nil
			reply := api.gateway(t).Answer(t.Context(), test.ask)
			text, _ := json.Marshal(reply)
			if reply.Table == nil || rowsIn(reply.Table) != test.rows || strings.Contains(string(text), secretKey) {
				t.Errorf("got %s\nwant %s", text, test.rows)
			}
			if len(api.requests) != 1 || api.requests[0] != test.request {
				t.Errorf("got %q, want %q", api.requests, test.request)
			}
		})
	}
}

func rowsIn(table *cloudflare.Table) string {
	lines := make([]string, table.Rows)
	for _, column := range table.Columns {
		for row := range lines {
			if column.Kind == cloudflare.Number {
				lines[row] += fmt.Sprintf(" %s=%v", column.Name, column.Values[row])
			} else {
				lines[row] += fmt.Sprintf(" %s=%s", column.Name, column.Dictionary[column.Codes[row]])
			}
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(strings.Join(lines, "\n"), "\n ", "\n"))
}

func TestCallsThatAreNotListedAreNotMade(t *testing.T) {
	api := newLibrary(t)
	gateway := api.gateway(t)
	for name, test := range map[string]struct {
		ask    Ask
		detail string
	}{
		"another endpoint":         {asked("analytics"), `there is no call "analytics"`},
		"a parameter of no call":   {asked("videos", "search", "x"), `it takes no parameter "search"`},
		"a host where none is":     {asked("videos", "customer", api.URL+"/customer/f33"), `it takes no parameter "customer"`},
		"a time of another form":   {asked("videos", "after", "yesterday"), `its parameter "after" is not of the form`},
		"a line break":             {asked("videos", "creator", "a\nb"), `its parameter "creator" is not of the form`},
		"an id that is a path":     {asked("liveInput", "uid", "../../../user"), `its parameter "uid" is not of the form`},
		"no id":                    {asked("liveInput"), `its parameter "uid" is missing`},
		"no host":                  {asked("views", "uid", "i"), "it does not say whose host"},
		"somebody's host":          {asked("views", "customer", "https://example.com", "uid", "i"), `its parameter "customer" is not of the form`},
		"a host that looks alike":  {asked("views", "customer", "https://customer-a.cloudflarestream.com.example.com", "uid", "i"), `its parameter "customer" is not of the form`},
		"the API itself as a host": {asked("views", "customer", api.URL+"/client/v4/accounts", "uid", "i"), `its parameter "customer" is not of the form`},
		"a path above":             {asked("views", "customer", api.URL+"/customer/..", "uid", "i"), `its parameter "customer" is not of the form`},
		"too much":                 {asked("videos", "id", strings.Repeat("a", maxParameter+1)), `its parameter "id" is longer than 8192 bytes`},
	} {
		t.Run(name, func(t *testing.T) {
			refusal := gateway.Answer(t.Context(), test.ask).Refusal
			if refusal == nil || refusal.Kind != cloudflare.Refused || !strings.Contains(refusal.Detail, test.detail) {
				t.Errorf("%+v", refusal)
			}
		})
	}
	if len(api.requests) > 0 {
		t.Errorf("%q", api.requests)
	}
}

func TestAHostThatKnowsNobodyRefuses(t *testing.T) {
	api := newLibrary(t)
	refusal := api.gateway(t).Answer(t.Context(), asked("views", "customer", api.URL+"/customer/f33", "uid", "nobody")).Refusal
	if refusal == nil || refusal.Status != http.StatusNotFound {
		t.Errorf("%+v", refusal)
	}
}

func TestTheCustomersHostIsAskedAtItsOwnAddress(t *testing.T) {
	var sent *http.Request
	client := &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		sent = r
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"liveViewers":5}`)), Request: r}, nil
	})}
	gateway := asking(t, client, "https://api.cloudflare.com")
	reply := gateway.Answer(t.Context(), asked("views", "customer", "https://customer-f33zs165nr7gyfy4.cloudflarestream.com", "uid", "i"))
	if reply.Table == nil || sent.URL.String() != "https://customer-f33zs165nr7gyfy4.cloudflarestream.com/i/views" {
		t.Fatalf("%+v %v", reply.Refusal, sent)
	}
	if text := fmt.Sprint(sent.Header); strings.Contains(text, "token") {
		t.Errorf("the token goes to the customer's host: %s", text)
	}
}

func TestTroubleOfAPublicHostIsNotTheAPIs(t *testing.T) {
	client := &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		status, body := http.StatusTooManyRequests, ""
		if r.URL.Host == "api.cloudflare.com" {
			status, body = http.StatusOK, `{"result":{"uid":"i","status":"connected"}}`
		}
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	})}
	gateway := asking(t, client, "https://api.cloudflare.com")
	views := asked("views", "customer", "https://customer-f33zs165nr7gyfy4.cloudflarestream.com", "uid", "i")
	if refusal := gateway.Answer(t.Context(), views).Refusal; refusal == nil || refusal.Status != http.StatusTooManyRequests {
		t.Errorf("%+v", refusal)
	}
	if reply := gateway.Answer(t.Context(), asked("liveInput", "uid", "i")); reply.Table == nil {
		t.Errorf("%+v", reply.Refusal)
	}
	if got, want := gateway.Standing(), (Standing{Left: 299, Of: 300}); *got != want {
		t.Errorf("got %+v, want %+v", *got, want)
	}
}

type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }
