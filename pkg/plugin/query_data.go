package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"cloudflarestream/pkg/core"
	"cloudflarestream/pkg/gateway"
)

// maxQuery bounds a saved query in bytes: the variables that are made of it may not be longer, see package gateway.
const maxQuery = 256 << 10

// statusCancelled is what the core's class "cancelled" has (src/core/failure.ts): nobody waits for the answer any more.
const statusCancelled = 499

// QueryData answers whatever Grafana evaluates without a browser: alert rules, public dashboards, expressions.
// Each refID stands alone: a failure is that query's answer and leaves the others as they are.
// It returns no error of its own; cancelling ctx makes every open answer a failure of class "cancelled".
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	var (
		out     = backend.NewQueryDataResponse()
		caller  = callerOf(req)
		mu      sync.Mutex
		pending sync.WaitGroup
	)
	for _, query := range req.Queries {
		pending.Go(func() {
			answer := d.answer(ctx, query, caller)
			mu.Lock()
			defer mu.Unlock()
			out.Responses[query.RefID] = answer
		})
	}
	pending.Wait()
	return out, nil
}

func callerOf(req *backend.QueryDataRequest) gateway.Caller {
	if req.GetHTTPHeader(backend.FromAlertHeaderName) == "true" || req.Headers[backend.FromAlertHeaderName] == "true" {
		return gateway.Alert
	}
	return gateway.Panel
}

// inTheCore is what the seam calls callers.
var inTheCore = map[gateway.Caller]string{gateway.Alert: "alert", gateway.Panel: "panel"}

func (d *Datasource) answer(ctx context.Context, query backend.DataQuery, caller gateway.Caller) (response backend.DataResponse) {
	defer func() {
		if fault := recover(); fault != nil {
			response = d.fault(ctx, query, fmt.Errorf("panic: %v", fault))
		}
	}()
	if len(query.JSON) > maxQuery {
		return refused("The query is longer than %d bytes.", maxQuery)
	}
	if !json.Valid(query.JSON) {
		return refused("The query is not JSON.")
	}
	about, err := d.about(ctx, query, caller)
	if err != nil {
		return refused("timezone: %v.", err)
	}
	result, err := d.core.Run(ctx, query.JSON, about, func(ctx context.Context, ask gateway.Ask) gateway.Reply {
		ask.Caller = caller
		return d.gateway.Answer(ctx, ask)
	})
	switch {
	case err != nil && errors.Is(err, ctx.Err()):
		return failed(core.ErrorValue{Message: "The query was cancelled.", Status: statusCancelled, Source: "downstream"})
	case err != nil:
		return d.fault(ctx, query, err)
	case result.Error != nil:
		return failed(*result.Error)
	}
	response, err = framed(result.Frames)
	if err != nil {
		return d.fault(ctx, query, err)
	}
	return response
}

// refused is the answer to a query that the core is not even shown: it is for its author to mend.
func refused(format string, why ...any) backend.DataResponse {
	return failed(core.ErrorValue{Message: fmt.Sprintf(format, why...), Status: http.StatusBadRequest, Source: "downstream"})
}

// fault is the answer to a query that met a bug of ours.
func (d *Datasource) fault(ctx context.Context, query backend.DataQuery, err error) backend.DataResponse {
	backend.Logger.FromContext(ctx).Error("Query failed by a fault in the plugin", "refId", query.RefID, "error", err)
	return failed(core.ErrorValue{Message: fmt.Sprintf("A fault in the data source: %v.", err), Status: http.StatusInternalServerError, Source: "plugin"})
}

// about is the seam's Context: all that an answer depends on besides the saved query. Of that query only the zone is
// read here, because the core knows offsets and no zones; a zone that is no text, or a query that is no object, is for
// the core to complain of. The error says that there is no such zone.
func (d *Datasource) about(ctx context.Context, query backend.DataQuery, caller gateway.Caller) ([]byte, error) {
	var (
		saved map[string]json.RawMessage // A struct's field would hold what stands under "Timezone" as well.
		name  string
	)
	_ = json.Unmarshal(query.JSON, &saved)
	_ = json.Unmarshal(saved["timezone"], &name)
	now := d.now()
	zone, err := zoneOffsets(name, query.TimeRange, now)
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{
		"now":           now.UnixMilli(),
		"range":         map[string]int64{"from": query.TimeRange.From.UnixMilli(), "to": query.TimeRange.To.UnixMilli()},
		"intervalMs":    query.Interval.Milliseconds(),
		"maxDataPoints": query.MaxDataPoints,
		"zone":          zone,
		"limits":        d.gateway.Limits(ctx, caller).Datasets,
		"settings":      d.stored,
		"caller":        inTheCore[caller],
		"refId":         query.RefID,
	})
}
