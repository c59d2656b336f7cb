package io.celltwin.service.oauth2;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a token request by the Java runtime's HTTP client, which has the caller's TLS and can be interrupted. Whatever the
 * other side does, it waits no longer and takes no more than it should.
 */
record TokenTransport(HttpClient http, Duration timeout) implements HTTPRequestSender {

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpRequest.Builder toSend = HttpRequest.newBuilder(request.getURI())
                .timeout(timeout)
                .method(request.getMethod().name(), HttpRequest.BodyPublishers.ofString(request.getBody()));
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> toSend.header(name, value)));
        HttpResponse<String> answer = answer(http.sendAsync(toSend.build(), info -> new LimitedText()));
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        try {
            response.setContentType(answer.headers().firstValue("Content-Type").orElse("application/json"));
        } catch (ParseException e) {
            throw new IOException("it answered with a content type that makes no sense");
        }
        response.setBody(answer.body());
        return response;
    }

    // A timeout of the request ends with the first byte of the body: only this one holds for the whole.
    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> sent) throws IOException {
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException("no answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw new InterruptedIOException();
        }
    }
}
