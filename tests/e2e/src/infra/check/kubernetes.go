package main

import (
	"encoding/json"
	"errors"
	"fmt"

	strict "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// The objects of a kustomization, as a JSON array.
func kubernetes(folder string) ([]byte, error) {
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		return nil, err
	}
	objects := []json.RawMessage{}
	var faults []error
	for _, resource := range built.Resources() {
		object, err := resource.MarshalJSON()
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
		faults = append(faults, decode(resource.CurId().String(), object))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return json.Marshal(objects)
}

// An unknown field, a field given twice, a value of another type: each is an error.
func decode(name string, object []byte) error {
	options := strict.SerializerOptions{Strict: true}
	serializer := strict.NewSerializerWithOptions(strict.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, options)
	if _, _, err := serializer.Decode(object, nil, nil); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
