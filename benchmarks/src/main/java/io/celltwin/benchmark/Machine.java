package io.celltwin.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a figure was measured on. */
final class Machine {
    private Machine() {}

    /** One line: processor, cores, memory, kernel, Java. */
    static String describe() {
        return String.format(
                "%s, %d cores, %s memory, %s %s, Java %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                field("/proc/meminfo", "MemTotal"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    private static String processor() {
        return field("/proc/cpuinfo", "model name");
    }

    private static String field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
