package io.celltwin.twin.topic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A replica of an app in a process of its own, which can be killed hard. */
public final class ReplicaProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ReplicaProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "replica-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a main class that begins with {@link AppReplica#of}.
     *
     * @param more further arguments
     */
    public static ReplicaProcess start(
            Class<?> main, String servers, TwinEventTopic topic, Path things, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName(),
                servers,
                topic.name(),
                things.toString()));
        command.addAll(List.of(more));
        try {
            return new ReplicaProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(this::take);
        } catch (IOException | UncheckedIOException e) {
            // The process is gone.
        }
    }

    private void take(String line) {
        lines.add(line);
        if (line.startsWith("Exception") || line.startsWith("Caused by")) {
            System.err.println("replica: " + line);
        }
    }

    /** What it printed so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The things that are this replica's. */
    public Set<String> things() {
        Set<String> things = new HashSet<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words[0].equals("released")) {
                things.remove(words[1]);
            } else if (words[0].equals("told") || words[0].equals("resumed")) {
                things.add(words[1]);
            }
        }
        return things;
    }

    /** Whether these replicas know all the things, none knows one that another knows, and none knows none. */
    public static boolean divide(Set<String> all, ReplicaProcess... replicas) {
        List<Set<String>> known =
                Stream.of(replicas).map(ReplicaProcess::things).toList();
        return known.stream().noneMatch(Set::isEmpty)
                && known.stream().mapToInt(Set::size).sum() == all.size()
                && known.stream()
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet())
                        .equals(all);
    }

    /** Whether one of these replicas or another was told of each of the things up to that revision. */
    public static boolean told(Set<String> all, long revision, ReplicaProcess... replicas) {
        Set<String> told =
                Stream.of(replicas).flatMap(replica -> replica.lines.stream()).collect(Collectors.toSet());
        return all.stream().allMatch(thing -> told.contains("told " + thing + " " + revision));
    }

    /** What these replicas merged into a thing, in the order in which each came first. */
    public static Set<String> merges(String thing, ReplicaProcess... replicas) {
        return Stream.of(replicas)
                .flatMap(replica -> replica.lines.stream())
                .filter(line -> line.startsWith("merge " + thing + " "))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM; returns whether the process ended in time. */
    public boolean stop(long seconds) throws InterruptedException {
        // Process.destroy would close the pipe from which the last lines are still to be read.
        process.toHandle().destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
