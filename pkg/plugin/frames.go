package plugin

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"cloudflarestream/pkg/core"
)

// framed makes an answer of the core's frames, a list in the form of DataFrameJSON.
func framed(list json.RawMessage) (backend.DataResponse, error) {
	var frames data.Frames
	if err := json.Unmarshal(list, &frames); err != nil {
		return backend.DataResponse{}, fmt.Errorf("frames: %w", err)
	}
	return backend.DataResponse{Frames: frames, Status: backend.StatusOK}, nil
}

// failed makes an answer of an error.
func failed(with core.ErrorValue) backend.DataResponse {
	return backend.DataResponse{
		Error:       errors.New(with.Message),
		Status:      backend.Status(with.Status),
		ErrorSource: backend.ErrorSource(with.Source),
	}
}
