package io.celltwin.signin;

import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The sessions that were signed out of and whose cookie would still be good. Each is forgotten when no copy of its cookie
 * can be good any more. Where there is a file, they are known after a restart too; it holds ids of sessions, which let
 * nobody in. Thread-safe.
 */
final class EndedSessions {
    private static final Logger LOG = Logger.getLogger(EndedSessions.class);
    /** More sign-outs than these within the life of a cookie let the oldest be forgotten. */
    private static final int MOST = 100_000;

    private final Optional<Path> file;
    private final Duration cookieLife;
    private final Clock clock;
    /** When each may be forgotten, in the order of their end. */
    private final Map<String, Instant> forgetAt = new LinkedHashMap<>();

    /**
     * @param file where they are kept; it need not exist yet
     * @param cookieLife how long a cookie is good at most after it was handed out
     */
    EndedSessions(Optional<Path> file, Duration cookieLife, Clock clock) {
        this.file = file;
        this.cookieLife = cookieLife;
        this.clock = clock;
        file.filter(Files::exists).ifPresent(this::load);
    }

    /** Ends the session for good. May write a file: not for an event loop. */
    synchronized void end(String id) {
        forgetOld();
        if (forgetAt.putIfAbsent(id, clock.instant().plus(cookieLife)) == null) {
            file.ifPresent(this::save);
        }
    }

    synchronized boolean contains(String id) {
        return forgetAt.containsKey(id);
    }

    private void forgetOld() {
        Instant now = clock.instant();
        forgetAt.values().removeIf(now::isAfter);
        while (forgetAt.size() >= MOST) {
            forgetAt.remove(forgetAt.keySet().iterator().next());
        }
    }

    private void load(Path from) {
        try {
            for (String line : Files.readAllLines(from)) {
                String[] parts = line.split(" ", 2);
                if (parts.length == 2) {
                    forgetAt.put(parts[0], Instant.parse(parts[1]));
                }
            }
            forgetOld();
        } catch (IOException | DateTimeException e) {
            LOG.warnf(
                    "Which sessions were signed out of before the start is not known: %s cannot be read: %s", from, e);
        }
    }

    private void save(Path to) {
        String text = forgetAt.entrySet().stream()
                .map(ended -> ended.getKey() + " " + ended.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            AtomicFile.write(to, text);
        } catch (IOException e) {
            LOG.warnf("A session that was signed out of now would be good again after a restart: %s", e.toString());
        }
    }
}
