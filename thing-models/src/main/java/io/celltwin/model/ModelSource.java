package io.celltwin.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A place where model files are kept. Thread-safe; the documents it gives are not to be changed. */
interface ModelSource {

    /** The names of the model files that are there now. */
    Set<String> names();

    /**
     * The JSON of one file, empty if it is not there.
     *
     * @param fileName a name for which {@link ModelFileName#matches(String)} holds
     * @throws ModelException if the file is there and cannot be used
     */
    Optional<ObjectNode> read(String fileName);

    /** This source, and the other one for what is not here. */
    default ModelSource or(ModelSource other) {
        ModelSource first = this;
        return new ModelSource() {
            @Override
            public Set<String> names() {
                Set<String> names = new TreeSet<>(first.names());
                names.addAll(other.names());
                return names;
            }

            @Override
            public Optional<ObjectNode> read(String fileName) {
                return first.read(fileName).or(() -> other.read(fileName));
            }
        };
    }
}
