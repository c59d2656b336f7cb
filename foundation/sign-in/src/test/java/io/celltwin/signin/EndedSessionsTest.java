package io.celltwin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedSessionsTest {
    private static final Duration COOKIE_LIFE = Duration.ofHours(8);
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void theyAreKnownAfterARestart() throws IOException {
        Path file = directory.resolve("ended-sessions");
        at(NOW, file).end("a");

        assertThat(at(NOW.plusSeconds(60), file).contains("a")).isTrue();
        assertThat(at(NOW.plusSeconds(60), file).contains("b")).isFalse();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theyAreForgottenWhenNoCopyOfTheCookieCanBeGoodAnyMore() throws IOException {
        Path file = directory.resolve("ended-sessions");
        at(NOW, file).end("a");
        EndedSessions later = at(NOW.plus(COOKIE_LIFE).plusSeconds(1), file);

        later.end("b");

        assertThat(later.contains("a")).isFalse();
        assertThat(Files.readString(file)).startsWith("b ").doesNotContain("a ");
    }

    @Test
    void aFileThatCannotBeReadKeepsNobodyFromSigningOut() throws IOException {
        Path file = Files.writeString(directory.resolve("ended-sessions"), "a yesterday\n");
        EndedSessions sessions = at(NOW, file);

        sessions.end("b");

        assertThat(at(NOW, file).contains("b")).isTrue();
    }

    private static EndedSessions at(Instant now, Path file) {
        return new EndedSessions(Optional.of(file), COOKIE_LIFE, Clock.fixed(now, ZoneOffset.UTC));
    }
}
