package io.celltwin.edge.connection;

/** Messages of the Ditto protocol as adapters and apps send them. */
final class TestMessages {
    private TestMessages() {}

    /** Creates a thing that the adapter may write, engineers may read and a partner may read a part of. */
    static String create(String id) {
        return command(id, "create", "", "/", """
                {"thingId":"%s","policyId":"%s","features":{"pump":{"properties":{}}},"_policy":{"entries":{
                 "adapter":{"subjects":{"integration:hono":{"type":"adapter"}},
                  "resources":{"thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                   "message:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                 "engineer":{"subjects":{"celltwin:role:engineer":{"type":"people"}},
                  "resources":{"thing:/":{"grant":["READ"],"revoke":[]},
                   "policy:/":{"grant":["READ","WRITE"],"revoke":[]},
                   "message:/inbox":{"grant":["WRITE"],"revoke":[]}}},
                 "partner":{"subjects":{"celltwin:role:partner":{"type":"people"}},
                  "resources":{"thing:/features/pump/properties/flow":{"grant":["READ"],"revoke":[]}}}}}}""".formatted(id, id));
    }

    static String merge(String id, int flow) {
        return command(
                id,
                "merge",
                ",\"content-type\":\"application/merge-patch+json\"",
                "/features",
                "{\"pump\":{\"properties\":{\"flow\":%d,\"secret\":%d}}}".formatted(flow, flow));
    }

    static String merge(String id, String path, String patch) {
        return command(id, "merge", ",\"content-type\":\"application/merge-patch+json\"", path, patch);
    }

    static String mergeAttribute(String id, String attribute, int value) {
        return command(
                id,
                "merge",
                ",\"content-type\":\"application/merge-patch+json\"",
                "/attributes/" + attribute,
                Integer.toString(value));
    }

    private static String command(String id, String action, String header, String path, String value) {
        return """
                {"topic":"%s/things/twin/commands/%s",
                 "headers":{"response-required":false,"allow-policy-lockout":true%s},
                 "path":"%s","value":%s}""".formatted(id.replace(':', '/'), action, header, path, value);
    }
}
