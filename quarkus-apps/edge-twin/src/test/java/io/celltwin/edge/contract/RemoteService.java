package io.celltwin.edge.contract;

import java.net.URI;
import java.util.Optional;

/**
 * A twin service that runs somewhere else, Eclipse Ditto say, as system properties name it: {@code ditto.url} and, if its accounts
 * show tokens, {@code ditto.token-url}; each account as {@code <name>:<password>:<subject>}.
 */
final class RemoteService {

    /** Without it there is none. */
    static final String URL = "ditto.url";

    private RemoteService() {}

    static URI url() {
        return URI.create(System.getProperty(URL));
    }

    /** Somebody who may create things. */
    static Account owner() {
        return account("ditto.owner", "engineer:engineer:celltwin:engineer", tokenUrl());
    }

    /** Somebody else. */
    static Account other() {
        return account("ditto.other", "partner:partner:celltwin:partner", tokenUrl());
    }

    /** Who manages connections, by name and password as Ditto has it. */
    static Account operator() {
        return account("ditto.operator", "devops:foobar:celltwin:devops", Optional.empty());
    }

    private static Optional<URI> tokenUrl() {
        return Optional.ofNullable(System.getProperty("ditto.token-url")).map(URI::create);
    }

    private static Account account(String property, String otherwise, Optional<URI> tokenUrl) {
        String[] parts = System.getProperty(property, otherwise).split(":", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException(property + " must be <name>:<password>:<subject>");
        }
        return new Account(parts[0], parts[1], parts[2], tokenUrl);
    }
}
