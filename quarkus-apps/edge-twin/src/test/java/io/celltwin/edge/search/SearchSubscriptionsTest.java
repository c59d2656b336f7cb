package io.celltwin.edge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.search.index.SearchIndex;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.thing.ThingViews;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.CreateSubscription;
import org.eclipse.ditto.thingsearch.model.signals.commands.subscription.RequestFromSubscription;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionCreated;
import org.eclipse.ditto.thingsearch.model.signals.events.SubscriptionFailed;
import org.junit.jupiter.api.Test;

class SearchSubscriptionsTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final List<Signal<?>> told = new ArrayList<>();
    private final CommittedState state = new CommittedState();
    private final PolicyEnforcerCache enforcers = new PolicyEnforcerCache(clock);
    private final SearchSubscriptions searches = new SearchSubscriptions(
            new ThingSearch(
                    state,
                    new SearchIndex(state::alive),
                    new ThingEnforcers(state, enforcers),
                    new ThingViews(enforcers)),
            told::add,
            clock);

    @Test
    void aSearchThatNobodyGoesOnWithEnds() {
        searches.execute(CreateSubscription.of(DittoHeaders.empty()));
        now = now.plus(SearchSubscriptions.LONGEST_IDLE).minusSeconds(1);
        assertThat(searches.endIdle()).isTrue();

        now = now.plus(Duration.ofSeconds(1));
        assertThat(searches.endIdle()).isFalse();
        assertThat(told.get(1))
                .isInstanceOfSatisfying(
                        SubscriptionFailed.class,
                        failed -> assertThat(failed.getError().getErrorCode())
                                .isEqualTo("thing-search:subscription.timeout"));
    }

    @Test
    void whatIsNoListOfOptionsIsAnInvalidOptionHere() {
        JsonObject json =
                JsonObject.empty().setValue("type", CreateSubscription.TYPE).setValue("options", "size=3");
        searches.execute(CreateSubscription.fromJson(json, DittoHeaders.empty()));
        String id = ((SubscriptionCreated) told.get(0)).getSubscriptionId();

        searches.execute(RequestFromSubscription.of(id, 1, DittoHeaders.empty()));

        assertThat(told.get(1))
                .isInstanceOfSatisfying(
                        SubscriptionFailed.class,
                        failed -> assertThat(failed.getError().getErrorCode())
                                .isEqualTo("thing-search:search.option.invalid"));
    }
}
