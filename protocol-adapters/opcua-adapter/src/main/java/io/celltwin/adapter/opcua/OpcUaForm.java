package io.celltwin.adapter.opcua;

import io.celltwin.adapter.device.FormTerms;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/**
 * What a form of OPC 10101 "OPC UA Binding for WoT" says of reading a property. The binding has no terms for how often, so
 * those are our own.
 *
 * @param node the node whose value is read
 * @param samplingInterval {@code cell:samplingInterval}: how often the server looks at the node
 * @param publishingInterval {@code cell:publishingInterval}: how often the server tells of changes
 */
public record OpcUaForm(
        ExpandedNodeId node, Optional<Duration> samplingInterval, Optional<Duration> publishingInterval) {

    /** The scheme of OPC-UA addresses. */
    public static final String SCHEME = "opc.tcp";

    private static final String QUERY = "?id=";

    /**
     * Reads a form.
     *
     * @param endpoint the device's address, {@code opc.tcp://host:port[/path]}
     * @param terms the form, with an absolute href
     * @return what it says
     * @throws io.celltwin.adapter.device.DeviceConfigurationException if it makes no sense, naming the property and the term
     */
    public static OpcUaForm parse(String endpoint, FormTerms terms) {
        // Not a java.net.URI: the binding lets node ids have characters that a URI must not.
        var href = terms.href();
        int query = href.indexOf(QUERY);
        if (query < 0) {
            throw terms.problem("href %s is not of the form opc.tcp://host:port/?id=<node id>".formatted(href));
        }
        if (!normal(href.substring(0, query)).equals(normal(endpoint))) {
            throw terms.problem("href %s leads away from the server at %s".formatted(href, endpoint));
        }
        return new OpcUaForm(
                node(href.substring(query + QUERY.length()), terms),
                terms.milliseconds("cell:samplingInterval"),
                terms.milliseconds("cell:publishingInterval"));
    }

    private static ExpandedNodeId node(String encoded, FormTerms terms) {
        try {
            // URLDecoder is made for forms of HTML, in which a plus is a space.
            return ExpandedNodeId.parse(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (UaRuntimeException | IllegalArgumentException e) {
            throw terms.problem("%s is not a node id".formatted(encoded));
        }
    }

    private static String normal(String endpoint) {
        return endpoint.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    }
}
