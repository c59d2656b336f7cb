package io.celltwin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void anOpenDirectoryOfAFormerVersionIsClosedToOthers() throws IOException {
        Path state = directory.resolve("state");
        Path records = Files.createDirectories(state.resolve("kafka/topic-0")).resolve("0.log");
        Files.writeString(records, "");
        Files.writeString(state.resolve("users.properties"), "");
        for (Path path : new Path[] {state, state.resolve("kafka"), records.getParent()}) {
            setPermissions(path, "rwxr-xr-x");
        }
        setPermissions(records, "rw-r--r--");

        StateDirectory.take(state).close();

        for (Path path : new Path[] {state, state.resolve("kafka"), records.getParent()}) {
            assertThat(permissions(path)).as("%s", path).isEqualTo("rwx------");
        }
        assertThat(permissions(records)).isEqualTo("rw-------");
    }

    @Test
    void whatSomebodyElseKeepsInTheDirectoryIsLeftAlone() throws IOException {
        Path script = Files.writeString(directory.resolve("script.sh"), "");
        setPermissions(script, "rwxr-xr-x");
        setPermissions(directory, "rwxr-xr-x");
        Files.createDirectory(directory.resolve("documents"));

        StateDirectory.take(directory).close();

        assertThat(permissions(script)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(directory)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(directory.resolve("documents"))).isEqualTo("rwx------");
    }

    private static void setPermissions(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
