package io.celltwin.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Kubernetes gives the container of a part.
 *
 * @param environment its variables
 * @param directories where volumes are mounted
 * @param files what is in them at the start, by absolute path
 */
public record PartContainer(Map<String, String> environment, Set<Path> directories, Map<Path, String> files) {

    public PartContainer {
        environment = Map.copyOf(environment);
        directories = Set.copyOf(directories);
        files = Map.copyOf(files);
    }

    /**
     * The same under another root, so that the part can be run without a container. The part's working directory is
     * {@code deployments} there.
     *
     * @param root a directory, in which everything that volumes hold is written
     * @return the container, its environment speaking of the paths under the root
     * @throws IOException if the directory cannot be written
     */
    public PartContainer under(Path root) throws IOException {
        Files.createDirectories(moved(root, Path.of("/deployments")));
        for (Path directory : directories) {
            Files.createDirectories(moved(root, directory));
        }
        Map<Path, String> written = new LinkedHashMap<>();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = moved(root, file.getKey());
            Files.createDirectories(path.getParent());
            written.put(Files.writeString(path, file.getValue()), file.getValue());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach((name, value) -> variables.put(name, moved(root, value)));
        return new PartContainer(
                variables,
                Set.copyOf(directories.stream().map(each -> moved(root, each)).toList()),
                written);
    }

    private String moved(Path root, String value) {
        // The longest first, since one volume may be mounted inside another.
        List<Path> longestFirst = directories.stream()
                .sorted(Comparator.comparing(
                        Path::toString, Comparator.comparingInt(String::length).reversed()))
                .toList();
        for (Path directory : longestFirst) {
            if (value.contains(directory.toString())) {
                return value.replace(
                        directory.toString(), moved(root, directory).toString());
            }
        }
        return value;
    }

    private static Path moved(Path root, Path path) {
        return root.resolve(path.toString().substring(1));
    }
}
