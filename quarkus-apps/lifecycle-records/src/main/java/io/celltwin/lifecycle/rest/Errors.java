package io.celltwin.lifecycle.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.mongodb.MongoException;
import io.celltwin.lifecycle.encryption.ChangedValueException;
import io.celltwin.lifecycle.encryption.LostKeyException;
import io.celltwin.lifecycle.evidence.RecordLogException;
import io.celltwin.lifecycle.evidence.UnknownRecord;
import io.celltwin.lifecycle.state.StateConflict;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.twin.error.TwinException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
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

    /** As above: somebody has changed the database. */
    @ServerExceptionMapper
    Response valueWasChanged(ChangedValueException e) {
        return answer(500, e.getMessage());
    }

    /** As above: somebody has to put the key back. */
    @ServerExceptionMapper
    Response keyIsLost(LostKeyException e) {
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
                        ? "The disk of the record database is full and nothing was recorded; try again when it has"
                                + " room."
                        : "The record database does not answer; try again later.");
    }

    /** A value of the body is of another type than it should be. */
    @ServerExceptionMapper
    Response badBody(MismatchedInputException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return answer(
                    400,
                    "The body must not have a field '%s': it has %s."
                            .formatted(
                                    unknown.getPropertyName(),
                                    unknown.getKnownPropertyIds().stream()
                                            .map(String::valueOf)
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("/"));
        return answer(
                400,
                path.isEmpty()
                        ? "The body must be a JSON object."
                        : "The value of " + path + " in the body is not of the type that it should be.");
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        if (e.getCause() instanceof MismatchedInputException mismatch) {
            return badBody(mismatch);
        }
        return answer(
                e.getResponse().getStatus(),
                e.getCause() instanceof JsonProcessingException ? "The body is no valid JSON." : e.getMessage());
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
