package io.celltwin.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.service.disk.DiskSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.client.ServerErrorException;
import org.eclipse.hono.service.management.credentials.Credentials;
import org.eclipse.hono.service.management.device.Device;
import org.eclipse.hono.service.management.device.DeviceDto;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry's file after stops, orderly and hard. */
class RecordsOnDiskTest {
    private static final int CHANGES_BEFORE_THE_KILL = 300;

    @TempDir
    Path directory;

    /** Registers devices for ever and prints the id of each when it is stored. */
    static final class Writer {
        public static void main(String[] arguments) {
            RegistryFile file = RegistryFile.open(Path.of(arguments[0]), DiskSpace.UNWATCHED);
            DeviceRecords devices = new DeviceRecords(file, new CredentialsRecords(file));
            for (int i = 0; ; i++) {
                String id = "demo:device-" + i;
                devices.create("demo", id, new Device().setExtensions(Map.of("number", i)));
                System.out.println(id);
            }
        }
    }

    @Test
    void everyAcknowledgedDeviceIsThereAfterAKill() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            while (acknowledged.size() < CHANGES_BEFORE_THE_KILL) {
                acknowledged.add(output.readLine());
            }
            writer.destroyForcibly().waitFor();
        }
        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            DeviceRecords devices = new DeviceRecords(file, new CredentialsRecords(file));
            assertThat(acknowledged)
                    .allSatisfy(id -> assertThat(devices.find("demo", id))
                            .hasValueSatisfying(device -> assertThat(
                                            device.getData().getExtensions())
                                    .containsEntry("number", Integer.valueOf(id.substring("demo:device-".length())))));
        }
    }

    @Test
    void recordsAreThereAfterAnOrderlyStop() {
        String version;
        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            version = new DeviceRecords(file, new CredentialsRecords(file))
                    .create("demo", "demo:pack-1", new Device().setEnabled(false));
        }
        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            assertThat(new DeviceRecords(file, new CredentialsRecords(file)).find("demo", "demo:pack-1"))
                    .hasValueSatisfying(device -> {
                        assertThat(device.getVersion()).isEqualTo(version);
                        assertThat(device.getData().isEnabled()).isFalse();
                    });
        }
    }

    @Test
    void aChangeThatFailsHalfWayLeavesNothing() {
        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            CredentialsRecords credentials = new CredentialsRecords(file);
            DeviceRecords devices = new DeviceRecords(file, credentials);
            devices.create("demo", "demo:one", new Device());
            devices.create("demo", "demo:two", new Device());
            credentials.update(
                    "demo",
                    "demo:one",
                    List.of(Credentials.createPasswordCredential("taken", "hush")),
                    Optional.empty());
            assertThatThrownBy(() -> credentials.update(
                            "demo",
                            "demo:two",
                            List.of(
                                    Credentials.createPasswordCredential("free", "hush"),
                                    Credentials.createPasswordCredential("taken", "hush")),
                            Optional.empty()))
                    .isInstanceOf(ClientErrorException.class);
            assertThat(credentials.findByAuthId("demo", "hashed-password", "free"))
                    .isEmpty();
            assertThat(credentials.findByAuthId("demo", "hashed-password", "taken"))
                    .isPresent();
        }
    }

    @Test
    void aTenantsDevicesAreCountedWithoutThoseOfItsNeighbours() {
        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            DeviceRecords devices = new DeviceRecords(file, new CredentialsRecords(file));
            for (String tenant : List.of("demo", "demo-2", "demo.3", "dem")) {
                devices.create(tenant, "one", new Device());
            }
            devices.create("demo", "two", new Device());
            assertThat(devices.count("demo")).isEqualTo(2);
            assertThat(devices.count("nowhere")).isZero();
            assertThat(devices.count()).isEqualTo(5);
        }
    }

    @Test
    void aFileFromBeforeThereWereVersionsIsUsedAndGetsOne() {
        MVStore before = MVStore.open(directory.resolve("registry.mv.db").toString());
        before.openMap("devices").put("demo/one", "{\"enabled\":true}");
        before.close();

        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            assertThat(file.map("devices").find("demo/one")).contains("{\"enabled\":true}");
        }

        MVStore after = MVStore.open(directory.resolve("registry.mv.db").toString());
        assertThat(after.getStoreVersion()).isEqualTo(1);
        after.close();
    }

    @Test
    void aFileOfANewerProgramIsRefusedWithWhatToDo() {
        MVStore newer = MVStore.open(directory.resolve("registry.mv.db").toString());
        newer.setStoreVersion(2);
        newer.close();

        assertThatThrownBy(() -> RegistryFile.open(directory, DiskSpace.UNWATCHED))
                .isInstanceOf(RegistryStoreException.class)
                .hasMessageContaining("it is of version 2")
                .hasMessageContaining("Start the program that wrote it");
    }

    @Test
    void aDamagedRecordIsRefusedWithoutItsSecrets() {
        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            RecordMap<DeviceDto> devices = file.map("devices", DeviceDto.class);
            file.change(() -> {
                file.map("devices").put("demo/one", "[\"hush\"]");
                file.map("devices").put("demo/two", "{\"data\":\"hush");
                return null;
            });

            for (String key : List.of("demo/one", "demo/two")) {
                assertThatThrownBy(() -> devices.find(key))
                        .isInstanceOf(ServerErrorException.class)
                        .hasMessageContaining("DeviceDto in the registry's file cannot be read")
                        .hasMessageNotContaining("hush");
            }
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path blocked = Files.createFile(directory.resolve("file")).resolve("registry");
        assertThatThrownBy(() -> RegistryFile.open(blocked, DiskSpace.UNWATCHED))
                .isInstanceOf(RegistryStoreException.class)
                .hasMessageStartingWith("The device registry cannot use its file " + blocked);
    }

    @Test
    void aFileThatIsInUseIsNotOpenedAgain() {
        try (RegistryFile file = RegistryFile.open(directory, DiskSpace.UNWATCHED)) {
            assertThat(file.isOpen()).isTrue();
            assertThatThrownBy(() -> RegistryFile.open(directory, DiskSpace.UNWATCHED))
                    .isInstanceOf(RegistryStoreException.class)
                    .hasMessageContaining("registry.mv.db");
        }
    }

    @Test
    void othersCannotReadTheSecrets() throws IOException {
        Path records = directory.resolve("records");
        RegistryFile.open(records, DiskSpace.UNWATCHED).close();
        assertThat(Files.getPosixFilePermissions(records)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
}
