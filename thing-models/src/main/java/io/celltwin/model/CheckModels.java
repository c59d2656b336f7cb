package io.celltwin.model;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks model files on the command line: {@code java -cp ... io.celltwin.model.CheckModels FILE...} prints {@code OK} or
 * each problem, and ends with status 1 if there was one. A model may refer to files beside it and to those in the jar.
 */
public final class CheckModels {

    private CheckModels() {}

    public static void main(String[] files) {
        System.exit(check(files, System.out) ? 0 : 1);
    }

    static boolean check(String[] files, PrintStream out) {
        if (files.length == 0) {
            out.println("Give the model files to check: CheckModels FILE...");
            return false;
        }
        boolean good = true;
        for (String file : files) {
            try {
                out.println(file + ": OK, " + read(Path.of(file)).properties().size() + " properties");
            } catch (ModelException e) {
                good = false;
                out.println(e.getMessage());
            }
        }
        return good;
    }

    private static ThingModel read(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file.toString(), "", "there is no such file");
        }
        if (!ModelFileName.matches(name)) {
            throw new ModelException(name, "", "must be named " + ModelFileName.FORM);
        }
        Path directory = file.toAbsolutePath().getParent();
        return new ModelCatalog(new DirectoryModels(directory).or(new BundledModels())).get(name);
    }
}
