package plugin

import (
	"context"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"sync"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"

	"cloudflarestream/pkg/cloudflare"
	"cloudflarestream/pkg/gateway"
)

// maxBody bounds a request of asks in bytes; documents and variables have bounds of their own.
const maxBody = 8 << 20

// resources are the paths that the browser's driver calls.
func (d *Datasource) resources() backend.CallResourceHandler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /asks", d.postAsks)
	mux.HandleFunc("GET /limits", d.getLimits)
	return httpadapter.New(asWritten(mux))
}

// asWritten knows no other ways to write a path: a ServeMux redirects from them, and Grafana would hand that on to the
// browser.
func asWritten(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Clean("/"+r.URL.Path) != r.URL.Path {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// postAsks answers {"asks": […], "caller": …} with {"replies": […]} in the same order. What goes wrong with one ask is its
// reply.
func (d *Datasource) postAsks(w http.ResponseWriter, r *http.Request) {
	if kind := r.Header.Get("Content-Type"); kind != "" && !isJSON(kind) {
		writeJSON(w, http.StatusUnsupportedMediaType, map[string]string{"message": "Asks come as application/json."})
		return
	}
	if r.Body == nil { // The SDK's requests have none where Go's server has an empty one.
		r.Body = http.NoBody
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"message": noAsks(err)})
		return
	}
	asks, problem := d.requests.read(d.gateway, body)
	if problem != "" {
		writeJSON(w, http.StatusBadRequest, map[string]string{"message": problem})
		return
	}
	replies := make([]gateway.Reply, len(asks))
	var pending sync.WaitGroup
	for i, ask := range asks {
		answer := func() { replies[i] = d.gateway.AnswerPrepared(r.Context(), ask) }
		if i < len(asks)-1 {
			pending.Go(answer)
		} else {
			answer()
		}
	}
	pending.Wait()
	d.logRefused(r.Context(), replies)
	writeReplies(w, replies)
}

func writeReplies(w http.ResponseWriter, replies []gateway.Reply) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"replies":[`)
	for i, reply := range replies {
		if i > 0 {
			_, _ = io.WriteString(w, ",")
		}
		if err := reply.WriteJSON(w); err != nil {
			logUnwritten(err)
			return
		}
	}
	_, err := io.WriteString(w, "]}")
	logUnwritten(err)
}

func isJSON(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && kind == "application/json"
}

// maxLogged bounds what is logged of a reason, which may quote what a browser sent.
const maxLogged = 200

// logRefused writes one line however many asks of a request were not sent: the plugin's own front end makes no such asks.
func (d *Datasource) logRefused(ctx context.Context, replies []gateway.Reply) {
	isRefused := func(reply gateway.Reply) bool {
		return reply.Refusal != nil && reply.Refusal.Kind == cloudflare.Refused
	}
	first := slices.IndexFunc(replies, isRefused)
	if first < 0 || d.gateway.Problem != "" {
		return
	}
	count := 0
	for _, reply := range replies[first:] {
		if isRefused(reply) {
			count++
		}
	}
	reason := replies[first].Refusal.Detail
	backend.Logger.FromContext(ctx).Warn("Asks of a browser refused", "refused", count, "of", len(replies), "first", reason[:min(len(reason), maxLogged)])
}

// getLimits answers {"limits": {dataset: …}}, with a refusal beside no limits.
func (d *Datasource) getLimits(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, d.gateway.Limits(r.Context(), gateway.Panel))
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"message":"The answer cannot be written as JSON."}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, err = w.Write(text)
	logUnwritten(err)
}

func logUnwritten(err error) {
	if err != nil {
		backend.Logger.Debug("Answer of a resource not written", "error", err)
	}
}
