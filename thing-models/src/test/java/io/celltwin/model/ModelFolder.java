package io.celltwin.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of model files for one test. Quotes are written as ' in its arguments. */
record ModelFolder(Path directory) {

    private static final String HEAD = """
            "@context": ["https://www.w3.org/ns/wot-next/td", {"cell": "https://celltwin.io/vocab#",
                "unit": "http://qudt.org/vocab/unit/", "modv": "https://www.w3.org/2019/wot/modbus#"}],
            "@type": "tm:ThingModel", "title": "Test", "version": {"model": "1.0.0"}""";

    /** Writes {@code <name>-1.0.0.tm.jsonld} with the usual head and these further members. */
    ModelFolder model(String name, String members) {
        return file(name + "-1.0.0.tm.jsonld", "{" + HEAD + ",\n" + members.replace('\'', '"') + "}");
    }

    /** Writes a model with one property. */
    ModelFolder property(String name, String definition) {
        return model(name, "'properties': {'p': " + definition + "}");
    }

    ModelFolder file(String fileName, String content) {
        try {
            Files.writeString(directory.resolve(fileName), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ThingModel read(String name) {
        return catalog().get(name + "-1.0.0");
    }

    ModelCatalog catalog() {
        return new ModelCatalog(directory);
    }
}
