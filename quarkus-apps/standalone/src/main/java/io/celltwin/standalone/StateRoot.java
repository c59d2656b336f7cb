package io.celltwin.standalone;

import java.nio.file.Path;

/**
 * Where the state directory is.
 *
 * @param path absolute
 */
record StateRoot(Path path) {}
