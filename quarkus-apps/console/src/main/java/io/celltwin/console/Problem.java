package io.celltwin.console;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** An error as Ditto writes it, so that clients need to know one form only. */
record Problem(int status, String error, String message, String description) {

    static Response response(int status, String error, String message, String description) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Problem(status, error, message, description))
                .build();
    }
}
