package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
)

// recorder keeps whatever is logged.
type recorder struct {
	mu    sync.Mutex
	lines strings.Builder
}

// logged is there before any test: requests that nobody waits for any more still log after theirs.
var logged = func() *recorder {
	all := &recorder{}
	backend.Logger = all
	return all
}()

func (r *recorder) write(message string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintln(&r.lines, append([]any{message}, args...)...)
}

func (r *recorder) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines.String()
}

func (r *recorder) Debug(message string, args ...any)      { r.write(message, args...) }
func (r *recorder) Info(message string, args ...any)       { r.write(message, args...) }
func (r *recorder) Warn(message string, args ...any)       { r.write(message, args...) }
func (r *recorder) Error(message string, args ...any)      { r.write(message, args...) }
func (r *recorder) With(args ...any) log.Logger            { r.write("", args...); return r }
func (r *recorder) Level() log.Level                       { return log.Debug }
func (r *recorder) FromContext(context.Context) log.Logger { return r }

func TestTokenAndStreamKeysShowUpNowhere(t *testing.T) {
	var shown strings.Builder
	answers := map[string]http.HandlerFunc{
		"rows":        respond(200, documented),
		"the library": someLibrary,
		"an answer that repeats the request's head": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"errors":[{"message":"Invalid request headers: %s"}]}`, r.Header.Get("Authorization"))
		},
		"a page that repeats it": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "<html>"+r.Header.Get("Authorization"))
		},
	}
	for name, trouble := range troubles {
		answers[name] = trouble.rows
	}
	for name, answer := range answers {
		api := newUpstream(t)
		api.settings, api.rows, api.stream = answer, answer, answer
		grafana := api.configured(func(s *backend.DataSourceInstanceSettings) {
			if troubles[name].status == http.StatusGatewayTimeout {
				s.JSONData = stored(`"timeout":1`)
			}
		})
		queries := map[string]string{"A": table}
		maps.Copy(queries, sources)
		for _, response := range grafana.query(t, nil, queries) {
			frames, _ := json.Marshal(response.Frames)
			fmt.Fprintln(&shown, name, response.Error, string(frames))
		}
		fmt.Fprintln(&shown, grafana.resource(t, "POST", "asks", `{"asks":[{"id":"1","rest":{"endpoint":"videos"}},
			{"id":"2","rest":{"endpoint":"liveInputs"}},{"id":"3","rest":{"endpoint":"liveInput","parameters":{"uid":"i"}}}]}`))
		health := grafana.health(t)
		fmt.Fprintln(&shown, health.Message, string(health.JSONDetails), grafana.resource(t, "GET", "limits", ""))
	}
	for where, text := range map[string]string{"answers": shown.String(), "logs": logged.text()} {
		if !strings.Contains(text, "redacted") && where == "answers" {
			t.Errorf("no answer repeated the token: the test tests nothing")
		}
		if strings.Contains(text, secret) || strings.Contains(text, streamKey) {
			t.Errorf("the token or a stream key is in the %s:\n%s", where, text)
		}
		if where == "answers" && !strings.Contains(text, "Studio") {
			t.Error("no answer had live inputs: the test tests nothing")
		}
	}
	if !strings.Contains(logged.text(), "Request to Cloudflare failed") {
		t.Error("nothing was logged: the test tests nothing")
	}
}
