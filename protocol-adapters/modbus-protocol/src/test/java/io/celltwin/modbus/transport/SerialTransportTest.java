package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a pair of pseudo terminals that {@code socat} makes; left out where it is not installed. */
class SerialTransportTest extends TransportContract {

    private static final SerialSettings SETTINGS = new SerialSettings(115_200, SerialSettings.Parity.NONE, 1);

    @TempDir
    private Path directory;

    @Override
    ScriptedPeer newPeer() throws Exception {
        return new TerminalPeer(directory);
    }

    @Test
    void saysThatThereIsNoSuchLine() {
        SerialLine line = new SerialLine(directory.resolve("none").toString(), SETTINGS);

        assertThatThrownBy(() -> line.open(LONG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("serial line");
    }

    private static final class TerminalPeer implements ScriptedPeer {

        private final Path near;
        private final Path far;
        private final Process socat;

        TerminalPeer(Path directory) throws Exception {
            near = directory.resolve("near");
            far = directory.resolve("far");
            socat = start();
            for (int tries = 0; !(Files.exists(near) && Files.exists(far)); tries++) {
                if (tries > 100 || socat.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException("socat made no terminals");
                }
            }
        }

        private Process start() {
            try {
                return new ProcessBuilder(List.of("socat", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far))
                        .start();
            } catch (IOException e) {
                return abort("socat is not installed");
            }
        }

        @Override
        public void serve(Script script) throws IOException {
            FileInputStream in = new FileInputStream(far.toFile());
            FileOutputStream out = new FileOutputStream(far.toFile());
            Thread thread = new Thread(
                    () -> {
                        try (in;
                                out) {
                            new StreamPeer(true).serve(in, out, script);
                        } catch (IOException e) {
                            // Ended by the test.
                        }
                    },
                    "scripted-peer");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public ModbusTransport transport(RejectionListener listener) {
            return new RtuTransport(new SerialLine(near.toString(), SETTINGS), SETTINGS.silence(), listener);
        }

        @Override
        public void close() throws InterruptedException {
            socat.destroy();
            socat.waitFor();
        }
    }
}
