package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a form of OPC 10101 "OPC UA Binding for WoT" says of one property. The binding has no terms for how often, so those are
 * our own.
 *
 * @param server the server that an absolute {@code href} names, {@code opc.tcp://host:port[/path]} in lower case and without a
 *        slash at its end; empty for one that is relative to the device's address
 * @param node the node whose value it is
 * @param indexRange {@code cell:indexRange}: which part of the node's array it is; empty for the whole value
 * @param samplingInterval {@code cell:samplingInterval}: how often the server looks at the node
 * @param publishingInterval {@code cell:publishingInterval}: how often the server tells of changes
 */
public record OpcUaForm(
        Optional<String> server,
        OpcUaNodeId node,
        Optional<OpcUaIndexRange> indexRange,
        Optional<Duration> samplingInterval,
        Optional<Duration> publishingInterval) {

    /** The scheme of OPC-UA addresses. */
    public static final String SCHEME = "opc.tcp";

    private static final String HREF = "href";
    private static final String INDEX_RANGE = "cell:indexRange";
    private static final String QUERY = "?id=";

    /**
     * Reads and checks a form.
     *
     * @param form the form, its {@code href} absolute or relative to the device's address
     * @return what the form says
     * @throws FormException if it makes no sense
     */
    public static OpcUaForm parse(JsonNode form) {
        FormTerms terms = new FormTerms(form);
        // Not a java.net.URI: the binding lets node ids have characters that a URI must not.
        String href = terms.text(HREF).orElse("");
        if (!terms.has(HREF)) {
            terms.problem("needs 'href'");
        }
        int query = href.indexOf(QUERY);
        if (query < 0 && terms.has(HREF)) {
            terms.problem(HREF, "'%s' is not of the form /?id=<node id>".formatted(href));
        }
        Optional<String> server = query < 0 ? Optional.empty() : server(terms, href.substring(0, query));
        Optional<OpcUaNodeId> node = query < 0 ? Optional.empty() : node(terms, href.substring(query + QUERY.length()));
        Optional<OpcUaIndexRange> range = terms.text(INDEX_RANGE).flatMap(OpcUaIndexRange::parse);
        if (terms.has(INDEX_RANGE) && form.get(INDEX_RANGE).isTextual() && range.isEmpty()) {
            terms.problem(
                    INDEX_RANGE,
                    "'%s' is no range of an array; expected for example 3, 2:4 or 0,1:2"
                            .formatted(form.get(INDEX_RANGE).asText()));
        }
        Optional<Duration> sampling = terms.milliseconds("cell:samplingInterval", 1);
        Optional<Duration> publishing = terms.milliseconds("cell:publishingInterval", 1);
        terms.throwIfAny();
        return new OpcUaForm(server, node.orElseThrow(), range, sampling, publishing);
    }

    /** Whether the form leads to the server at this address: it names that one, or none. */
    public boolean leadsTo(String address) {
        return server.filter(own -> !own.equals(normal(address))).isEmpty();
    }

    private static Optional<String> server(FormTerms terms, String before) {
        Optional<String> scheme = FormProtocol.schemeOf(before);
        if (scheme.isPresent()) {
            if (!scheme.get().equals(SCHEME)) {
                terms.problem(HREF, "'%s' is no address of an OPC-UA server".formatted(before));
            }
            return Optional.of(normal(before));
        }
        if (!before.isEmpty() && !before.equals("/")) {
            terms.problem(HREF, "relative to the server an href begins with /?id=, not with '%s'".formatted(before));
        }
        return Optional.empty();
    }

    private static Optional<OpcUaNodeId> node(FormTerms terms, String encoded) {
        Optional<OpcUaNodeId> node = decoded(encoded).flatMap(OpcUaNodeId::parse);
        if (node.isEmpty()) {
            terms.problem(HREF, "'%s' is no node id; expected ?id=nsu=<namespace URI>;s=<name>".formatted(encoded));
        }
        return node;
    }

    private static Optional<String> decoded(String encoded) {
        try {
            // URLDecoder is made for forms of HTML, in which a plus is a space.
            return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String normal(String address) {
        return address.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    }
}
