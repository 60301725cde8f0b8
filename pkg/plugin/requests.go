package plugin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"

	"cloudflarestream/pkg/gateway"
)

const (
	// maxAsks bounds the asks of one request. Ninety days in windows of a day are as many asks.
	maxAsks = 500
	// maxKnown and maxKnownBody bound the requests that are remembered, and the bytes of each.
	maxKnown     = 256
	maxKnownBody = 16 << 10
)

// requests remembers what was read in requests of asks: viewers of a dashboard send the same, and reading takes longer than
// answering what is known. It is safe for concurrent use.
type requests struct {
	mu    sync.Mutex
	known map[string][]*gateway.Prepared
}

// read reads {"asks": […], "caller": …}, or says what is wrong with it.
func (r *requests) read(by *gateway.Gateway, body []byte) (asks []*gateway.Prepared, problem string) {
	r.mu.Lock()
	known, ok := r.known[string(body)]
	r.mu.Unlock()
	if ok {
		return known, ""
	}
	asks, problem = readAsks(by, body)
	if problem != "" || len(body) > maxKnownBody {
		return asks, problem
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || len(r.known) >= maxKnown {
		r.known = map[string][]*gateway.Prepared{}
	}
	r.known[string(body)] = asks
	return asks, ""
}

func readAsks(by *gateway.Gateway, body []byte) (asks []*gateway.Prepared, problem string) {
	var request struct {
		Asks   []gateway.Ask `json:"asks"`
		Caller string        `json:"caller"`
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&request); err != nil {
		return nil, noAsks(err)
	}
	if request.Asks == nil || len(request.Asks) > maxAsks {
		return nil, fmt.Sprintf("The body needs a list of asks, at most %d.", maxAsks)
	}
	asks = make([]*gateway.Prepared, len(request.Asks))
	for i, ask := range request.Asks {
		ask.Caller, ask.Written = gateway.CallerNamed(request.Caller), true
		asks[i] = by.Prepare(ask)
	}
	return asks, ""
}

func noAsks(why error) string { return fmt.Sprintf("The body is not a list of asks: %v", why) }
