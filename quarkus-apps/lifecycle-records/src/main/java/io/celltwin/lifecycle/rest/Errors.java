package io.celltwin.lifecycle.rest;

import com.mongodb.MongoException;
import io.celltwin.lifecycle.evidence.RecordLogException;
import io.celltwin.lifecycle.evidence.UnknownRecord;
import io.celltwin.lifecycle.state.StateConflict;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.twin.error.TwinException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what went wrong into a status and one sentence that says what to do. */
class Errors {
    /** MongoDB's code for it. */
    private static final int OUT_OF_DISK_SPACE = 14031;

    @ServerExceptionMapper
    Response badRequest(IllegalArgumentException e) {
        return answer(400, e.getMessage());
    }

    @ServerExceptionMapper
    Response badThingId(DittoRuntimeException e) {
        return answer(400, e.getMessage());
    }

    @ServerExceptionMapper
    Response conflict(StateConflict e) {
        return answer(409, e.getMessage());
    }

    @ServerExceptionMapper
    Response unknown(UnknownThing e) {
        return answer(404, e.getMessage());
    }

    @ServerExceptionMapper
    Response unknownRecord(UnknownRecord e) {
        return answer(404, e.getMessage());
    }

    /** Nothing that the caller could do differently, and nothing that ends by itself. */
    @ServerExceptionMapper
    Response recordsDoNotFitTheirLog(RecordLogException e) {
        return answer(500, e.getMessage());
    }

    /** What is not permitted is not permitted a moment later either. */
    @ServerExceptionMapper
    Response twinServiceRefusesOrIsAway(TwinException e) {
        return answer(e.forbidden() ? 403 : 503, e.getMessage());
    }

    @ServerExceptionMapper
    Response databaseAway(MongoException e) {
        return answer(
                503,
                e.getCode() == OUT_OF_DISK_SPACE
                        ? "The disk of the record database is full and nothing was recorded; try again when it has room."
                        : "The record database does not answer; try again later.");
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        return answer(e.getResponse().getStatus(), e.getMessage());
    }

    private static Response answer(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new ErrorBody(status, message))
                .build();
    }

    /** The body of every answer that is an error. */
    record ErrorBody(int status, String message) {}
}
