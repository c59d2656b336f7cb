package io.celltwin.edge.error;

/**
 * All of Ditto that this twin service does not have: the one table from which the answers with status 501, the
 * headers that are refused and the table of the documentation come.
 */
public enum UnsupportedFeature {
    ACKNOWLEDGEMENT("The acknowledgement '%s'", "`acknowledgementRequests` of a source other than `twin-persisted`"),
    DRY_RUN("A dry run", "`dry-run` of a connection; header `dry-run` of a write other than `migrateDefinition`"),
    THING_DESCRIPTION("A WoT Thing Description", "`accept: application/td+json`"),
    EVENT_STREAM(
            "A stream of server-sent events of this",
            "`accept: text/event-stream` for anything but things, their messages and searches"),
    RESOURCE("The resource '%s'", "`/cloudevents`, `/devops`"),
    COMMAND("The command '%s'", "other commands of the Ditto protocol"),
    SIGNAL("A message of type '%s'", "other kinds of messages of the Ditto protocol"),
    CONNECTION_TYPE("The connection type '%s'", "`connectionType` other than `kafka`"),
    SSH_TUNNEL("An SSH tunnel", "`sshTunnel`"),
    CREDENTIALS("Signing in with 'credentials' other than in the URI", "`credentials`"),
    NO_FAILOVER("A connection that is not opened again ('failoverEnabled': false)", "`failoverEnabled: false`"),
    PAYLOAD_MAPPING("A payload mapping other than %s", "`payloadMapping`, `mappingDefinitions`"),
    TARGET_ACKNOWLEDGEMENT("An acknowledgement issued by a target", "`issuedAcknowledgementLabel`"),
    TARGET_TOPIC("The topic '%s' of a target", "`topics` other than twin events and live messages"),
    ANY_CERTIFICATE(
            "Trusting any certificate ('validateCertificates': false)", "`validateCertificates: false` with `ssl`"),
    SPECIFIC_CONFIG("The specific configuration '%s'", "`specificConfig` other than named here");

    private final String title;
    private final String askedBy;

    UnsupportedFeature(String title, String askedBy) {
        this.title = title;
        this.askedBy = askedBy;
    }

    /**
     * The error that tells of it.
     *
     * @param details what takes the places that the feature's name leaves open
     */
    public EdgeTwinException error(Object... details) {
        return EdgeTwinException.notSupported(title.formatted(details));
    }

    /** The error that tells of it to somebody who asked by a header. */
    EdgeTwinException errorOfHeader(String header) {
        return EdgeTwinException.notSupported(title + " (header '" + header + "')");
    }

    /** The row of the documentation's table. */
    public String documentation() {
        String name = title.replace("%s", "...").replaceAll(",$", "");
        return "| " + name + " | " + askedBy + " |";
    }
}
