package io.celltwin.edge.search;

import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.error.UnsupportedFeature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.thingsearch.model.signals.commands.ThingSearchCommand;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.InvalidOptionException;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionNotFoundException;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionProtocolErrorException;
import org.eclipse.ditto.thingsearch.model.signals.commands.exceptions.SubscriptionTimeoutException;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.CancelSubscription;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.CreateSubscription;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.RequestFromSubscription;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionComplete;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionCreated;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionFailed;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionHasNextPage;

/**
 * The searches that are under way in one session: page by page as the peer asks for them, in the Ditto protocol. For
 * one thread at a time.
 */
public final class SearchSubscriptions {
    private static final int MOST_AT_A_TIME = 32;
    /** How long a search waits for who searches, as Ditto's does. */
    public static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

    private static final Pattern SIZE = Pattern.compile("size\\([^()]*\\)");

    private final ThingSearch search;
    private final Consumer<Signal<?>> peer;
    private final Clock clock;
    private final Map<String, Running> running = new HashMap<>();

    /** @param peer takes what is to be told to who searches */
    public SearchSubscriptions(ThingSearch search, Consumer<Signal<?>> peer, Clock clock) {
        this.search = search;
        this.peer = peer;
        this.clock = clock;
    }

    /**
     * Executes a command of the search protocol; its outcome is told to the peer.
     *
     * @throws DittoRuntimeException if a search is not even begun
     */
    public void execute(ThingSearchCommand<?> command) {
        if (command instanceof CreateSubscription create) {
            create(create);
        } else if (command instanceof RequestFromSubscription request) {
            request(request);
        } else if (command instanceof CancelSubscription cancel) {
            running.remove(cancel.getSubscriptionId());
        } else {
            throw UnsupportedFeature.COMMAND.error(command.getType()).setDittoHeaders(command.getDittoHeaders());
        }
    }

    private void create(CreateSubscription command) {
        DittoHeaders headers = command.getDittoHeaders();
        if (running.size() >= MOST_AT_A_TIME) {
            throw EdgeTwinException.badRequest(
                            "More than " + MOST_AT_A_TIME + " searches are under way.",
                            "Let some come to their end, or cancel them.")
                    .setDittoHeaders(headers);
        }
        String id = command.getPrefix().orElse("") + UUID.randomUUID();
        SearchRequest request = new SearchRequest(
                command.getFilter(),
                command.getNamespaces().filter(names -> !names.isEmpty()),
                command.getOptions(),
                command.getSelectedFields(),
                headers);
        running.put(id, new Running(request, Optional.empty(), clock.instant()));
        peer.accept(SubscriptionCreated.of(id, headers));
    }

    private void request(RequestFromSubscription command) {
        String id = command.getSubscriptionId();
        DittoHeaders headers = command.getDittoHeaders();
        Running current = running.get(id);
        if (current == null) {
            fail(id, SubscriptionNotFoundException.of(id, headers), headers);
            return;
        }
        if (command.getDemand() < 1) {
            running.remove(id);
            fail(
                    id,
                    SubscriptionProtocolErrorException.newBuilder()
                            .message("The demand must be positive.")
                            .build(),
                    headers);
            return;
        }
        for (long sent = 0; sent < command.getDemand(); sent++) {
            try {
                checkOptions(current);
                SearchPage page = search.page(current.next());
                if (!page.items().isEmpty()) {
                    peer.accept(SubscriptionHasNextPage.of(id, page.itemsAsJson(), headers));
                }
                if (page.cursor().isEmpty()) {
                    running.remove(id);
                    peer.accept(SubscriptionComplete.of(id, headers));
                    return;
                }
                current = new Running(current.request(), page.cursor(), clock.instant());
                running.put(id, current);
            } catch (DittoRuntimeException e) {
                running.remove(id);
                fail(id, e, headers);
                return;
            }
        }
    }

    /**
     * Ends the searches that nobody has gone on with for some time.
     *
     * @return whether others are under way
     */
    public boolean endIdle() {
        Instant limit = clock.instant().minus(LONGEST_IDLE);
        for (Map.Entry<String, Running> search : List.copyOf(running.entrySet())) {
            if (!search.getValue().used().isAfter(limit)) {
                running.remove(search.getKey());
                DittoHeaders headers = search.getValue().request().headers();
                fail(search.getKey(), SubscriptionTimeoutException.of(search.getKey(), headers), headers);
            }
        }
        return !running.isEmpty();
    }

    /** What is no list of options is told here by another code than over HTTP, as in Ditto. */
    private static void checkOptions(Running search) {
        try {
            SearchOptions.parse(search.request().options().orElse(""));
        } catch (InvalidRqlExpressionException e) {
            throw InvalidOptionException.newBuilder().message(e.getMessage()).build();
        }
    }

    private void fail(String id, DittoRuntimeException error, DittoHeaders headers) {
        peer.accept(SubscriptionFailed.of(id, error, headers));
    }

    private record Running(SearchRequest request, Optional<String> cursor, Instant used) {
        /** The request for the next page. */
        SearchRequest next() {
            return cursor.map(last -> request.after(last, request.options().flatMap(Running::size)))
                    .orElse(request);
        }

        private static Optional<String> size(String options) {
            Matcher size = SIZE.matcher(options);
            return size.find() ? Optional.of(size.group()) : Optional.empty();
        }
    }
}
