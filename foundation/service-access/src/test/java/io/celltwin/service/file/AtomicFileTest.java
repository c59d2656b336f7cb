package io.celltwin.service.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path directory;

    @Test
    void aFileIsReplacedAsAWholeAndNothingElseIsLeft() throws IOException {
        Path file = directory.resolve("users.properties");
        AtomicFile.write(file, "a long first text");
        AtomicFile.write(file, "zweite Fassung: ü");
        assertThat(file).hasContent("zweite Fassung: ü");
        assertThat(names()).containsExactly("users.properties");
    }

    @Test
    void aContentThatCannotBeWrittenLeavesTheFileAsItWas() throws IOException {
        Path file = directory.resolve("state");
        AtomicFile.write(file, "before");
        assertThatThrownBy(() -> AtomicFile.write(file, output -> {
                    output.write(new byte[100_000]);
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("state");
    }

    @Test
    void theFileAndWhatIsMadeForItBelongToTheirOwnerAlone() throws IOException {
        Path file = directory.resolve("new").resolve("deep").resolve("secret");
        AtomicFile.write(file, "x");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(permissions(file.getParent().getParent())).isEqualTo("rwx------");
    }

    @Test
    void aFileThatOthersCouldReadIsPrivateAfterwards() throws IOException {
        Path file = Files.writeString(directory.resolve("old"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        AtomicFile.write(file, "y");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void whereThereIsNoDirectoryToBeHadAnErrorSaysSo() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> AtomicFile.write(file.resolve("below"), "x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AtomicFile.write(Path.of("/"), "x")).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsThereAlreadyIsRestrictedButALinkIsLeftAlone() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "x");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        OwnerOnly.restrict(link);
        assertThat(permissions(target)).isEqualTo("rw-r--r--");
        OwnerOnly.restrict(target);
        assertThat(permissions(target)).isEqualTo("rw-------");
        Path below = Files.createDirectory(directory.resolve("below"));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxr-xr-x"));
        OwnerOnly.createDirectories(below);
        assertThat(permissions(below)).isEqualTo("rwxr-xr-x");
        OwnerOnly.restrict(below);
        assertThat(permissions(below)).isEqualTo("rwx------");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
