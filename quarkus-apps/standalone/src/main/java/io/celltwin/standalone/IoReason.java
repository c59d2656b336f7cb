package io.celltwin.standalone;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file could not be used, since the exceptions say little more than their names and the path. */
final class IoReason {
    private IoReason() {}

    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file in its place";
        }
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (e instanceof NotDirectoryException) {
            return "it is no directory";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "no directory can be made there" : reason;
    }
}
