package io.celltwin.mongodb;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a connection do nothing but say hello until it has signed in by MongoDB's commands {@code saslStart} and {@code
 * saslContinue} with SCRAM-SHA-256.
 *
 * <p>
 * A connection is new, in an exchange, or signed in; an exchange that fails makes it new again. What is kept of it is
 * forgotten when it closes.
 */
final class ConnectionGuard {
    /** What drivers ask before they sign in, and what ends a connection. */
    private static final Set<String> OPEN_TO_ALL = Set.of("hello", "ismaster", "ping", "buildinfo", "endsessions");

    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;
    private static final int MECHANISM_UNAVAILABLE = 334;
    private static final int CONVERSATION = 1;

    private final ScramCredentials credentials;
    private final Map<Channel, Exchange> exchanges = new ConcurrentHashMap<>();
    private final Set<Channel> signedIn = ConcurrentHashMap.newKeySet();

    /**
     * How far a connection is that signs in.
     *
     * @param scram what was said
     * @param brief whether the client wants no empty message after the server's last one
     * @param proven whether it has shown that it knows the password
     */
    private record Exchange(ScramExchange scram, boolean brief, boolean proven) {}

    ConnectionGuard(Account account) {
        credentials = new ScramCredentials(account);
    }

    /**
     * Answers a command that belongs to signing in, or that nobody may give who has not.
     *
     * @return empty if the command may be done
     */
    Optional<Document> answer(Channel channel, Document command) {
        String name = command.keySet().iterator().next().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "saslstart" -> Optional.of(start(channel, command));
            case "saslcontinue" -> Optional.of(goOn(channel, command));
            default ->
                OPEN_TO_ALL.contains(name) || isSignedIn(channel)
                        ? Optional.empty()
                        : Optional.of(
                                error(UNAUTHORIZED, "Unauthorized", "Command " + name + " requires authentication"));
        };
    }

    boolean isSignedIn(Channel channel) {
        return signedIn.contains(channel);
    }

    void forget(Channel channel) {
        exchanges.remove(channel);
        signedIn.remove(channel);
    }

    private Document start(Channel channel, Document command) {
        forget(channel);
        if (!MECHANISM.equals(command.get("mechanism"))) {
            return error(MECHANISM_UNAVAILABLE, "MechanismUnavailable", "Sign in with " + MECHANISM);
        }
        ScramExchange scram = new ScramExchange(credentials);
        boolean brief = command.get("options") instanceof Document options
                && Boolean.TRUE.equals(options.get("skipEmptyExchange"));
        return scram.serverFirst(payload(command))
                .map(text -> {
                    exchanges.put(channel, new Exchange(scram, brief, false));
                    return next(text, false);
                })
                .orElseGet(ConnectionGuard::failed);
    }

    private Document goOn(Channel channel, Document command) {
        Exchange exchange = exchanges.remove(channel);
        if (exchange == null) {
            return failed();
        }
        if (exchange.proven()) {
            signedIn.add(channel);
            return next("", true);
        }
        Optional<String> signature = exchange.scram().serverFinal(payload(command));
        if (signature.isEmpty()) {
            return failed();
        }
        if (exchange.brief()) {
            signedIn.add(channel);
        } else {
            exchanges.put(channel, new Exchange(exchange.scram(), false, true));
        }
        return next(signature.get(), exchange.brief());
    }

    private static String payload(Document command) {
        return command.get("payload") instanceof BinData bytes
                ? new String(bytes.getData(), StandardCharsets.UTF_8)
                : "";
    }

    private static Document next(String text, boolean done) {
        return new Document("conversationId", CONVERSATION)
                .append("done", done)
                .append("payload", new BinData(text.getBytes(StandardCharsets.UTF_8)))
                .append("ok", 1.0);
    }

    private static Document failed() {
        return error(AUTHENTICATION_FAILED, "AuthenticationFailed", "Authentication failed.");
    }

    private static Document error(int code, String name, String message) {
        return new Document("ok", 0.0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", name);
    }
}
