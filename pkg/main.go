package main

import (
	_ "github.com/grafana/dataplane/sdata/timeseries"
	_ "github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	_ "github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
	_ "github.com/grafana/grafana-plugin-sdk-go/experimental/datasourcetest"
	_ "github.com/grafana/sobek"
	_ "github.com/vektah/gqlparser/v2/validator"
	_ "pgregory.net/rapid"
)

func main() {}
