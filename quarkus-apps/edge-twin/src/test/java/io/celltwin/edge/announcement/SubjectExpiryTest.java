package io.celltwin.edge.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.ExpiredSubjectRemoval;
import io.celltwin.edge.state.TwinEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgement;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of subjects that go, and that they are removed when their time is over. */
class SubjectExpiryTest {
    private static final PolicyId ID = PolicyId.of("test:policy");
    private static final EntityKey KEY = EntityKey.of(ID);
    private static final EntityKey MARKER = EntityKey.of(PolicyId.of("test:marker"));
    private static final AcknowledgementLabel LABEL = AcknowledgementLabel.of("app:done");
    private static final String PEER = "ws:peer";

    private final List<SubjectDeletionAnnouncement> announced = new CopyOnWriteArrayList<>();
    private final List<ExpiredSubjectRemoval> removals = new CopyOnWriteArrayList<>();
    private final AnnouncementHub announcements = new AnnouncementHub();
    private final AcknowledgementHub acknowledgements = new AcknowledgementHub(10);
    private volatile Optional<Entity> policy = Optional.empty();
    private volatile Optional<Entity> marker = Optional.empty();
    private int markers;
    private final SubjectExpiry expiry = new SubjectExpiry(
            key -> key.equals(MARKER) ? marker : policy,
            announcements,
            acknowledgements,
            removals::add,
            Clock.systemUTC());

    SubjectExpiryTest() {
        announcements.add(announced::add);
        acknowledgements.declare(Set.of(LABEL), PEER);
    }

    @AfterEach
    void close() {
        expiry.close();
    }

    @Test
    void aSubjectWhoseTimeIsOverIsRemoved() {
        write("{\"type\":\"t\",\"expiry\":\"" + Instant.now().minusSeconds(1) + "\"}");

        await().until(() -> !removals.isEmpty());
        assertThat(removals.get(0).subject().getId()).hasToString("ditto:paul");
        assertThat(announced).isEmpty();
    }

    @Test
    void aStartFindsTheSubjectsThatAreThere() {
        policy = Optional.of(entity("{\"type\":\"t\",\"expiry\":\"2000-01-01T00:00:00Z\"}", 1));
        expiry.load(policy.get());

        await().until(() -> !removals.isEmpty());
    }

    @Test
    void itIsAnnouncedBeforeAndStaysUntilItsTimeIsOver() {
        Instant end = Instant.now().plus(Duration.ofHours(1));
        write("{\"type\":\"t\",\"expiry\":\"" + end + "\",\"announcement\":{\"beforeExpiry\":\"2h\"}}");

        await().until(() -> !announced.isEmpty());
        assertThat(announced.get(0).getDeleteAt()).isEqualTo(end);
        assertThat(announced.get(0).getSubjectIds()).hasToString("[ditto:paul]");
        assertThat(removals).isEmpty();
    }

    @Test
    void whoAsksForItIsToldWhenSomebodyRemovesHimButNotWhenHeIsRenewed() {
        write("{\"type\":\"t\",\"announcement\":{\"whenDeleted\":true}}");
        awaitLooked();
        write("{\"type\":\"renewed\",\"announcement\":{\"whenDeleted\":true}}");
        awaitLooked();
        write("");

        await().until(() -> !announced.isEmpty());
        assertThat(announced).hasSize(1);
        assertThat(announced.get(0).getDeleteAt()).isBefore(Instant.now().plusSeconds(1));
    }

    @Test
    void anAnnouncementThatIsNotAcknowledgedIsRepeatedAndTheSubjectStaysUntilItIs() {
        write("{\"type\":\"t\",\"expiry\":\"" + Instant.now().minusSeconds(1) + "\",\"announcement\":"
                + "{\"beforeExpiry\":\"5s\",\"requestedAcks\":{\"labels\":[\"app:done\"],\"timeout\":\"10s\"}}}");

        await().until(() -> announced.size() == 1);
        acknowledge(announced.get(0), HttpStatus.REQUEST_TIMEOUT);
        await().until(() -> announced.size() == 2);
        assertThat(removals).isEmpty();

        acknowledge(announced.get(1), HttpStatus.OK);
        await().until(() -> !removals.isEmpty());
    }

    private void acknowledge(SubjectDeletionAnnouncement announcement, HttpStatus status) {
        DittoHeaders headers =
                announcement.getDittoHeaders().toBuilder().origin(PEER).build();
        acknowledgements.receive(Acknowledgement.of(LABEL, ID, status, headers));
    }

    /** What was written before was seen: of another policy, written after it, a subject that is over is removed. */
    private void awaitLooked() {
        markers++;
        marker = Optional.of(entity("{\"type\":\"t\",\"expiry\":\"2000-01-01T00:00:0" + markers + "Z\"}", markers));
        removals.clear();
        expiry.load(new Entity(MARKER, marker.get().json(), 1, Instant.EPOCH, Instant.EPOCH, false));
        await().until(() -> !removals.isEmpty());
    }

    /** Writes one subject, or none. */
    private void write(String subject) {
        Optional<Entity> before = policy;
        Entity after = entity(subject, before.map(Entity::revision).orElse(0L) + 1);
        policy = Optional.of(after);
        Change change = new Change(
                KEY,
                after.revision(),
                ChangeAction.MODIFIED,
                JsonPointer.empty(),
                Optional.of(after.json()),
                after.modified());
        expiry.update(List.of(new TwinEvent(change, before, after, DittoHeaders.empty())));
    }

    private static Entity entity(String subject, long revision) {
        String subjects = subject.isEmpty() ? "" : "\"ditto:paul\":" + subject;
        JsonObject json = JsonObject.of("{\"policyId\":\"" + ID + "\",\"entries\":{\"line\":{\"subjects\":{" + subjects
                + "},\"resources\":{}}}}");
        return new Entity(KEY, json, revision, Instant.EPOCH, Instant.EPOCH, false);
    }
}
