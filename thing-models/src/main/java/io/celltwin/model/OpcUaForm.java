package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Checks a form by OPC 10101, "OPC UA Binding for WoT", clause 6.2. */
final class OpcUaForm {

    private static final String SCHEME = "opc.tcp";
    private static final Pattern NODE_ID =
            Pattern.compile("(?:nsu=[^;]+;|ns=\\d{1,5};)?(?:s=.+|i=\\d{1,10}|g=[0-9A-Fa-f-]{36}|b=.+)");
    private static final List<String> INTERVALS = List.of("cell:samplingInterval", "cell:publishingInterval");

    private OpcUaForm() {}

    static boolean applies(URI href) {
        return SCHEME.equals(href.getScheme())
                || (href.getQuery() != null && href.getQuery().startsWith("id="));
    }

    static void check(JsonNode form, URI href, Problems.Place place) {
        String query = href.getQuery() == null ? "" : href.getQuery();
        String nodeId = query.startsWith("id=") ? query.substring("id=".length()) : "";
        if (!NODE_ID.matcher(nodeId).matches()) {
            place.child("href").problem("'" + nodeId + "' is no node id; expected ?id=nsu=<namespace URI>;s=<name>");
        }
        for (String interval : INTERVALS) {
            JsonNode value = form.get(interval);
            if (value != null && (!value.isNumber() || value.doubleValue() < 0)) {
                place.child(interval).problem("must be a number of milliseconds, 0 or more");
            }
        }
    }
}
