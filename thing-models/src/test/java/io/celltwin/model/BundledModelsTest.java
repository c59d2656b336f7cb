package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BundledModelsTest {

    private final ModelCatalog catalog = ModelCatalog.bundled();

    @Test
    void everyModelInTheJarLoads() {
        for (String name : new ModelFiles(java.util.Optional.empty()).names()) {
            assertThat(catalog.get(name).title()).as(name).isNotBlank();
        }
    }
}
