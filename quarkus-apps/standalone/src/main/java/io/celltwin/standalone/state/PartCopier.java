package io.celltwin.standalone.state;

import java.io.IOException;
import java.nio.file.Path;

/** Copies a part of the state directory as it is at one moment. */
@FunctionalInterface
public interface PartCopier {

    /**
     * @param target a new directory that is there
     * @throws IOException if it could not be copied
     */
    void copyTo(Path target) throws IOException;
}
