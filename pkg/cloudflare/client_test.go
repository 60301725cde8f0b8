package cloudflare

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const secret = "cfat_very-secret"

// longTimeout is enough for any answer that comes; shortTimeout for the head of one that then hangs.
const longTimeout, shortTimeout = 30 * time.Second, 2 * time.Second

// ask starts an API of one handler and asks it for rows.
func ask(t *testing.T, timeout time.Duration, handler http.HandlerFunc) (*Table, *Refusal) {
	t.Helper()
	api := httptest.NewServer(handler)
	t.Cleanup(api.Close)
	client := NewClient(&http.Client{Timeout: timeout}, api.URL+"/", secret)
	return client.Rows(t.Context(), "query { … }", map[string]any{"accountTag": "a"}, byCountry)
}

// hang waits for the client to go away, which a server notices once it has read the request.
func hang(r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

func TestRowsAreAskedAsTheAPIWantsIt(t *testing.T) {
	table, refusal := ask(t, longTimeout, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method != "POST" || r.URL.Path != "/client/v4/graphql" || r.Header.Get("Authorization") != "Bearer "+secret ||
			r.Header.Get("Content-Type") != "application/json" || string(body) != `{"query":"query { … }","variables":{"accountTag":"a"}}` {
			t.Errorf("%s %s %v %s", r.Method, r.URL, r.Header, body)
		}
		_, _ = io.WriteString(w, rowsOf(`{"sum":{"minutesViewed":1}}`))
	})
	if got := show(table, refusal); got != `1 "" ""` {
		t.Error(got)
	}
}

func TestClientRefuses(t *testing.T) {
	respond := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"errors with status 200": {
			respond(200, `{"data":null,"errors":[{"message":"m"}]}`),
			`{"kind":"answer","status":200,"errors":[{"message":"m"}]}`,
		},
		"HTML of a proxy": {
			respond(503, `<html>`),
			`{"kind":"malformed","status":503,"detail":"The answer is HTML or XML."}`,
		},
		"Retry-After": {
			func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "300")
				respond(429, `{"success":false,"errors":[]}`)(w, nil)
			},
			`{"kind":"answer","status":429,"retryAfterSeconds":300}`,
		},
		"an answer shorter than announced": {
			func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "1000")
				respond(200, `{"data":`)(w, nil)
			},
			`{"kind":"malformed","status":200,"detail":"The answer ends before it is complete."}`,
		},
		"an answer that breaks off": {
			func(w http.ResponseWriter, _ *http.Request) {
				respond(200, `{"data":`)(w, nil)
				_ = http.NewResponseController(w).Flush()
				panic(http.ErrAbortHandler)
			},
			`{"kind":"malformed","status":200,"detail":"The answer ends before it is complete."}`,
		},
		"an answer that does not begin": {
			func(_ http.ResponseWriter, r *http.Request) { hang(r) },
			`{"kind":"timeout"}`,
		},
		"an answer that does not end": {
			func(w http.ResponseWriter, r *http.Request) {
				respond(200, `{"data":`)(w, nil)
				_ = http.NewResponseController(w).Flush()
				hang(r)
			},
			`{"kind":"timeout","status":200}`,
		},
		"an API that repeats the token": {
			respond(400, `{"errors":[{"message":"bad `+secret+`","code":"`+secret+`","path":["`+secret+`"]}]}`),
			`{"kind":"answer","status":400,"errors":[{"message":"bad [redacted]","code":"[redacted]","path":["[redacted]"]}]}`,
		},
		"a message without end": {
			respond(400, `{"errors":[{"message":"`+strings.Repeat("é", 1<<20)+`"}]}`),
			`{"kind":"answer","status":400,"errors":[{"message":"` + strings.Repeat("é", 2<<10) + `"}]}`,
		},
		"the token where a long message is cut": {
			respond(400, `{"errors":[{"message":"`+strings.Repeat("x", maxText-5)+secret+`"}]}`),
			`{"kind":"answer","status":400,"errors":[{"message":"` + strings.Repeat("x", maxText-5) + `[reda"}]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			timeout := longTimeout
			if strings.Contains(test.want, `"timeout"`) {
				timeout = shortTimeout
			}
			if got := show(ask(t, timeout, test.handler)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("asked with %q", r.Header.Get("Authorization"))
	}))
	defer elsewhere.Close()
	_, refusal := ask(t, longTimeout, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	if refusal == nil || refusal.Kind != Malformed || refusal.Status != http.StatusTemporaryRedirect {
		t.Errorf("%+v", refusal)
	}
}

func TestNobodyListens(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	_, refusal := NewClient(&http.Client{}, gone.URL, secret).Rows(t.Context(), "", nil, byCountry)
	if refusal == nil || refusal.Kind != Unreachable || !strings.Contains(refusal.Detail, "connection refused") {
		t.Errorf("%+v", refusal)
	}
}

func TestACallerThatGoesAwayIsNoTimeout(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	api := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		hang(r)
	}))
	defer api.Close()
	if _, refusal := NewClient(&http.Client{}, api.URL, secret).Rows(ctx, "", nil, byCountry); refusal == nil || refusal.Kind != Cancelled {
		t.Errorf("%+v", refusal)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for header, want := range map[string]string{
		"300":                           "300",
		"Tue, 24 Nov 2026 00:01:00 GMT": "60",
		"Mon, 23 Nov 2026 00:00:00 GMT": "0",
		"":                              "null",
		"-1":                            "null",
		"soon":                          "null",
	} {
		if got, _ := json.Marshal(retryAfter(header, now)); string(got) != want {
			t.Errorf("%q: %s, not %s", header, got, want)
		}
	}
}

func TestVerifyToken(t *testing.T) {
	const user, account = "/client/v4/user/tokens/verify", "/client/v4/accounts/a%2Fb/tokens/verify"
	for name, test := range map[string]struct {
		path, status string
		want         *Token
	}{
		"a user's":     {user, "active", &Token{Kind: "user", Status: "active"}},
		"an account's": {account, "disabled", &Token{Kind: "account", Status: "disabled"}},
		"nobody's":     {"", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.EscapedPath() == test.path {
					_, _ = fmt.Fprintf(w, `{"result":{"id":"1","status":%q},"success":true,"errors":[],"messages":[{"code":10000}]}`, test.status)
					return
				}
				w.WriteHeader(http.StatusUnauthorized)
				_, _ = io.WriteString(w, `{"success":false,"errors":[{"code":1000,"message":"Invalid API Token"}],"result":null}`)
			}))
			defer api.Close()
			got := NewClient(&http.Client{}, api.URL, secret).VerifyToken(t.Context(), "a/b")
			if fmt.Sprint(got) != fmt.Sprint(test.want) {
				t.Errorf("%v, not %v", got, test.want)
			}
		})
	}
}

func TestTheClockOfTheAPIIsKnownFromItsAnswers(t *testing.T) {
	date := ""
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", date)
		_, _ = io.WriteString(w, `{"data":{"viewer":{"accounts":[{"settings":{}}]}}}`)
	}))
	defer api.Close()
	client := NewClient(api.Client(), api.URL, "t")
	if client.Ahead() != 0 {
		t.Error("nothing is known yet")
	}
	for _, off := range []time.Duration{-time.Hour, 6 * time.Minute, 0} {
		date = time.Now().Add(-off).UTC().Format(http.TimeFormat)
		client.Settings(t.Context(), "", nil)
		date = "yesterday" // What cannot be read tells nothing.
		client.Settings(t.Context(), "", nil)
		if ahead := client.Ahead(); ahead < off-time.Second || ahead > off+10*time.Second {
			t.Errorf("%v, want %v", ahead, off)
		}
	}
}
