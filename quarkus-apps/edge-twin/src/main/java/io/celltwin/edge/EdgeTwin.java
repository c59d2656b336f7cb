package io.celltwin.edge;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.CreationRules.Rule;
import io.celltwin.edge.access.NamespacePolicies;
import io.celltwin.edge.access.PermissionChecks;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.announcement.AnnouncementHub;
import io.celltwin.edge.announcement.SubjectExpiry;
import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.commit.CommandMetrics;
import io.celltwin.edge.commit.CommitLoop;
import io.celltwin.edge.commit.MemoryReserve;
import io.celltwin.edge.commit.TwinService;
import io.celltwin.edge.config.EdgeTwinConfig;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.history.EntityHistory;
import io.celltwin.edge.history.HistoricalReads;
import io.celltwin.edge.history.PersistedEvents;
import io.celltwin.edge.live.LiveChannel;
import io.celltwin.edge.live.LiveViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.policy.SubjectTimes;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.search.ThingSearch;
import io.celltwin.edge.search.index.SearchIndex;
import io.celltwin.edge.sse.EventStreams;
import io.celltwin.edge.state.CommittedState;
import io.celltwin.edge.state.TwinEvent;
import io.celltwin.edge.store.JournalCopy;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.RetentionPolicy;
import io.celltwin.edge.store.RocksJournal;
import io.celltwin.edge.store.StorageReserves;
import io.celltwin.edge.thing.LiveChannelConditions;
import io.celltwin.edge.thing.ThingViews;
import io.celltwin.edge.wot.HttpModels;
import io.celltwin.edge.wot.ThingSkeletons;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.policies.model.PolicyId;
import org.jboss.logging.Logger;

/**
 * Puts the twin together from its parts, starts it before anybody can reach it and stops it when nobody can any more.
 */
@ApplicationScoped
public class EdgeTwin {
    private static final Logger LOG = Logger.getLogger(EdgeTwin.class);
    /** The part of the heap that twins may take; the rest is for the work on them. */
    private static final double HEAP_FOR_TWINS = 0.9;
    /** Before the ways in. */
    static final int START_PRIORITY = 100;
    /** Who creates things and policies where nothing is configured: not partners. */
    private static final Rule CREATORS =
            Rule.of(List.of(), List.of(), List.of("celltwin:role:engineer", "celltwin:role:service", "integration:*"));
    /** After the ways in. */
    static final int STOP_PRIORITY = 10_000;

    private final EdgeTwinConfig config;
    private final CommittedState state = new CommittedState();
    private final SearchIndex index = new SearchIndex(state::alive);
    private final EventHub events = new EventHub();
    private final PolicyEnforcerCache enforcers;
    private final ThingEnforcers thingEnforcers;
    private final DittoProtocol protocol = new DittoProtocol();
    private final LiveMessages messages;
    private final LiveViews liveViews;
    private final LiveChannel live;
    private final AcknowledgementHub acknowledgements;
    private final AnnouncementHub announcements = new AnnouncementHub();
    private final SubjectExpiry expiry;
    private final ThingSkeletons skeletons;
    private final CommandExecutor executor;
    private final CommandMetrics metrics;
    private final RocksJournal journal;
    private final CommitLoop commits;
    private final EntityHistory history;
    private final TwinService service;

    @Inject
    EdgeTwin(EdgeTwinConfig config, MeterRegistry registry, StorageReserves reserves) {
        this.config = config;
        enforcers = new PolicyEnforcerCache(Clock.systemUTC(), namespacePolicies(config));
        thingEnforcers = new ThingEnforcers(state, enforcers);
        liveViews = new LiveViews(thingEnforcers);
        skeletons =
                new ThingSkeletons(new HttpModels(config.thingModels().urls().orElse(List.of())));
        executor = new CommandExecutor(
                enforcers,
                new SizeLimits(config.limits().thingBytes(), config.limits().policyBytes()),
                creationRules(config.entityCreation()),
                new SubjectTimes(
                        config.policies().subjectExpiryGranularity(),
                        config.policies().subjectDeletionAnnouncementGranularity()),
                skeletons);
        metrics = new CommandMetrics(registry);
        journal = new RocksJournal(
                config.directory(),
                new RetentionPolicy(
                        config.history().changesPerSnapshot(),
                        config.history().changesKept(),
                        config.history().keptFor()));
        commits = new CommitLoop(
                journal,
                reserves::allowWrites,
                MemoryReserve.ofHeap(HEAP_FOR_TWINS),
                state,
                executor,
                this::publish,
                Clock.systemUTC(),
                metrics,
                config.limits().waitingWrites());
        history = new EntityHistory(journal, state);
        service = new TwinService(
                state, executor, commits, metrics, new HistoricalReads(executor, history, state), skeletons);
        messages = new LiveMessages(state, thingEnforcers, config.limits().waitingForResponse());
        live = new LiveChannel(thingEnforcers, liveViews, config.limits().waitingForResponse());
        acknowledgements = new AcknowledgementHub(config.limits().waitingForResponse());
        expiry = new SubjectExpiry(state, announcements, acknowledgements, service::execute, Clock.systemUTC());
    }

    private static NamespacePolicies namespacePolicies(EdgeTwinConfig config) {
        Map<String, List<PolicyId>> byPattern = new HashMap<>();
        config.namespacePolicies()
                .forEach((pattern, ids) ->
                        byPattern.put(pattern, ids.stream().map(PolicyId::of).toList()));
        return new NamespacePolicies(byPattern);
    }

    private static CreationRules creationRules(EdgeTwinConfig.EntityCreation config) {
        List<Rule> granted = rules(config.grant());
        return new CreationRules(granted.isEmpty() ? List.of(CREATORS) : granted, rules(config.revoke()));
    }

    private static List<Rule> rules(List<EdgeTwinConfig.CreationRule> rules) {
        return rules.stream()
                .map(rule -> Rule.of(
                        rule.resourceTypes().orElse(List.of()),
                        rule.namespaces().orElse(List.of()),
                        rule.authSubjects().orElse(List.of())))
                .toList();
    }

    /** Reads the twins; a directory that cannot be used ends the start. */
    void start(@Observes @Priority(START_PRIORITY) StartupEvent event) throws JournalException {
        journal.open();
        journal.load(entity -> {
            state.put(entity);
            index.load(entity);
            expiry.load(entity);
        });
        commits.start();
        LOG.infof("%d things were found in %s", state.things().count(), config.directory());
    }

    void stop(@Observes @Priority(STOP_PRIORITY) ShutdownEvent event) {
        commits.close();
        expiry.close();
        skeletons.close();
        journal.close();
    }

    private void publish(List<TwinEvent> changes) {
        changes.forEach(index::update);
        events.publish(changes);
        expiry.update(changes);
    }

    @Produces
    @Singleton
    JournalCopy journalCopy() {
        return journal;
    }

    @Produces
    @Singleton
    CommitLoop commits() {
        return commits;
    }

    @Produces
    @Singleton
    SignalRouter router() {
        return new SignalRouter(
                service, messages, live, new LiveChannelConditions(thingEnforcers), acknowledgements, protocol);
    }

    @Produces
    @Singleton
    AcknowledgementHub acknowledgements() {
        return acknowledgements;
    }

    @Produces
    @Singleton
    AnnouncementHub announcements() {
        return announcements;
    }

    @Produces
    @Singleton
    LiveChannel live() {
        return live;
    }

    @Produces
    @Singleton
    LiveViews liveViews() {
        return liveViews;
    }

    @Produces
    @Singleton
    LiveMessages messages() {
        return messages;
    }

    @Produces
    @Singleton
    PermissionChecks permissionChecks() {
        return new PermissionChecks(state, enforcers);
    }

    @Produces
    @Singleton
    DittoProtocol protocol() {
        return protocol;
    }

    @Produces
    @Singleton
    EventHub events() {
        return events;
    }

    @Produces
    @Singleton
    EventViews eventViews() {
        return new EventViews(thingEnforcers);
    }

    @Produces
    @Singleton
    EntityHistory history() {
        return history;
    }

    @Produces
    @Singleton
    PersistedEvents persistedEvents(EventViews views) {
        return new PersistedEvents(history, views, state, thingEnforcers);
    }

    @Produces
    @Singleton
    EventStreams eventStreams(EventViews views, ThingSearch search, PersistedEvents persisted) {
        return new EventStreams(
                events,
                views,
                messages,
                liveViews,
                search,
                persisted,
                config.limits().waitingMessages());
    }

    @Produces
    @Singleton
    ThingSearch search() {
        return new ThingSearch(state, index, thingEnforcers, new ThingViews(enforcers));
    }
}
