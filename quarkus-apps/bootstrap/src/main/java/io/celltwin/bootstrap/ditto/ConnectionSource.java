package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.job.RefusedException;
import java.util.Set;
import org.eclipse.ditto.json.JsonObject;

/** Says what a connection should be. */
public interface ConnectionSource {

    /** The connection's id. */
    String id();

    /**
     * The connection, checked and ready to be sent.
     *
     * @throws RefusedException if it cannot be said, since a setting or a file is wrong
     */
    JsonObject connection() throws RefusedException;

    /** What in it must not be told to anybody. */
    Set<String> secrets();
}
