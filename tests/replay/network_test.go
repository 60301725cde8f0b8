//go:build replay

package replay

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// answered is what the API answers, and how late, if at all.
type answered struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
	DelayMs int64             `json:"delayMs"`
	Reset   bool              `json:"reset"`
}

// network stands in the place of the wire, below all that the plugin does to a request.
func (h *host) network(httpclient.Options, http.RoundTripper) http.RoundTripper {
	return httpclient.RoundTripperFunc(func(request *http.Request) (*http.Response, error) {
		body := []byte{}
		if request.Body != nil {
			var err error
			if body, err = io.ReadAll(request.Body); err != nil {
				return nil, err
			}
		}
		headers := map[string]string{}
		for name := range request.Header {
			headers[strings.ToLower(name)] = request.Header.Get(name)
		}
		var got answered
		h.wire.exchange(map[string]any{"is": "upstream", "at": now(), "request": map[string]any{
			"method": request.Method, "path": request.URL.Path, "search": request.URL.RawQuery, "headers": headers, "body": string(body),
		}}, &got)
		if err := wait(request.Context(), got.DelayMs); err != nil {
			return nil, err
		}
		if got.Reset {
			return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
		}
		response := &http.Response{
			StatusCode: got.Status, Status: http.StatusText(got.Status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: http.Header{}, Body: io.NopCloser(strings.NewReader(got.Body)), ContentLength: int64(len(got.Body)), Request: request,
		}
		for name, value := range got.Headers {
			response.Header.Set(name, value)
		}
		return response, nil
	})
}

func wait(ctx context.Context, ms int64) error {
	timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
