package io.celltwin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    private static final HealthyModel MODEL = new HealthyModel(List.of("a", "b"), new double[]{1, 2},
            new double[]{3, 4}, 0.2,
            new double[][]{{1, 0}, {0, 1}}, 12);

    @TempDir
    Path directory;

    @Test
    void aKeptModelIsFoundByAnotherProcess() {
        new ModelStore(directory.resolve("new")).write("demo:filler-1", MODEL);

        var read = new ModelStore(directory.resolve("new")).read("demo:filler-1").orElseThrow();

        assertThat(read.variables()).isEqualTo(MODEL.variables());
        assertThat(read.means()).containsExactly(MODEL.means());
        assertThat(read.limit()).isEqualTo(MODEL.limit());
    }

    @Test
    void aThingIdCannotNameAFileElsewhere() throws IOException {
        new ModelStore(directory.resolve("models")).write("demo:../../escape", MODEL);

        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).singleElement()
                    .satisfies(file -> assertThat(file.getParent()).isEqualTo(directory.resolve("models")));
        }
    }

    @Test
    void aTornOrForeignFileCountsAsNothingLearnt() throws IOException {
        var store = new ModelStore(directory);
        store.write("demo:filler-1", MODEL);
        Path file;
        try (var files = Files.list(directory)) {
            file = files.findFirst().orElseThrow();
        }

        Files.writeString(file, Files.readString(file).substring(0, 20));
        assertThat(store.read("demo:filler-1")).isEmpty();

        Files.writeString(file,
                "{\"variables\":[\"a\"],\"means\":[],\"deviations\":[1],\"smoothing\":0.2,\"precisionRoot\":[[1]],"
                        + "\"limit\":1}");
        assertThat(store.read("demo:filler-1")).isEmpty();
    }
}
