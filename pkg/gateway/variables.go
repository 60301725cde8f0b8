package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// maxVariables bounds the variables of one ask, as JSON. A thousand uids take about forty thousand bytes.
const maxVariables = 256 << 10

// withAccount gives the variables as they are sent: the ask's own, checked, and the configured account, whatever the
// ask says of it.
func (a *Allowlist) withAccount(p *plan, given map[string]any, account string) (map[string]any, error) {
	variables := map[string]any{}
	maps.Copy(variables, given)
	variables[accountVariable] = account
	depth, bytes := extent(variables)
	if depth > maxNesting {
		return nil, errNesting
	}
	if bytes > maxVariables {
		return nil, fmt.Errorf("its variables are longer than %d bytes", maxVariables)
	}
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		if p.operation.VariableDefinitions.ForName(name) == nil {
			return nil, fmt.Errorf("$%s is not declared", name)
		}
	}
	for _, definition := range p.operation.VariableDefinitions {
		value, given := variables[definition.Variable]
		if !given && (definition.DefaultValue != nil || !definition.Type.NonNull) {
			continue
		}
		if err := a.check(definition.Type, value); err != nil {
			return nil, fmt.Errorf("$%s%w", definition.Variable, err)
		}
	}
	return variables, nil
}

// extent is how deep a JSON value is, and how long, but for what is escaped in it.
func extent(value any) (depth, bytes int) {
	inside := func(inner any) {
		deep, long := extent(inner)
		depth, bytes = max(depth, deep), bytes+long+len(`,`)
	}
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			inside(inner)
			bytes += len(key) + len(`"":`)
		}
	case []any:
		for _, inner := range value {
			inside(inner)
		}
	case string:
		bytes = len(value)
	case json.Number:
		bytes = len(value)
	}
	return depth + 1, bytes + len(`""`)
}

// check tells whether a value, decoded with json.Number, is of a type of the schema. The parser library has a check as
// well, which takes any value for a scalar that is not GraphQL's own: all of the API's are not. An error begins with
// the path below the value.
func (a *Allowlist) check(typ *ast.Type, value any) error {
	if value == nil {
		if typ.NonNull {
			return errors.New(" is missing")
		}
		return nil
	}
	if typ.Elem != nil {
		return a.checkList(typ, value)
	}
	definition := a.schema.Types[typ.NamedType]
	switch definition.Kind {
	case ast.InputObject:
		return a.checkObject(definition, value)
	case ast.Enum:
		if name, ok := value.(string); ok && definition.EnumValues.ForName(name) != nil {
			return nil
		}
	default:
		if ofScalar(typ.NamedType, value) {
			return nil
		}
	}
	return fmt.Errorf(" is not of type %s", typ.NamedType)
}

func (a *Allowlist) checkList(typ *ast.Type, value any) error {
	list, ok := value.([]any)
	if !ok {
		return errors.New(" is not a list")
	}
	for i, item := range list {
		if err := a.check(typ.Elem, item); err != nil {
			return fmt.Errorf("[%d]%w", i, err)
		}
	}
	return nil
}

func (a *Allowlist) checkObject(definition *ast.Definition, value any) error {
	object, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf(" is not of type %s", definition.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if definition.Fields.ForName(name) == nil {
			return fmt.Errorf(".%s does not exist", name)
		}
	}
	for _, field := range definition.Fields {
		if err := a.check(field.Type, object[field.Name]); err != nil {
			return fmt.Errorf(".%s%w", field.Name, err)
		}
	}
	return nil
}

func ofScalar(name string, value any) bool {
	switch value := value.(type) {
	case string:
		return name == "string" || name == "Date" || name == "Time" || name == "bytes"
	case bool:
		return name == "bool"
	case json.Number:
		return ofNumber(name, value.String())
	default:
		return false
	}
}

func ofNumber(name, text string) bool {
	var err error
	switch name {
	case "float32", "float64":
		_, err = strconv.ParseFloat(text, 64)
	case "int8", "int16", "int32", "int64":
		_, err = strconv.ParseInt(text, 10, bits(name))
	case "uint8", "uint16", "uint32", "uint64":
		_, err = strconv.ParseUint(text, 10, bits(name))
	default:
		return false
	}
	return err == nil
}

// bits is the number that ends a scalar's name.
func bits(name string) int {
	for i := range name {
		if size, err := strconv.Atoi(name[i:]); err == nil {
			return size
		}
	}
	return 64
}
