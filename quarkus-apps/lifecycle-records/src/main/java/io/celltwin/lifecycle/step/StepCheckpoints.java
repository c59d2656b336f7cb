package io.celltwin.lifecycle.step;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.encryption.ChangedValueException;
import io.celltwin.lifecycle.encryption.CoreCipher;
import io.celltwin.lifecycle.encryption.LostKeyException;
import io.celltwin.state.NewerStateException;
import io.celltwin.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.types.Binary;
import org.jboss.logging.Logger;

/** The steps under way as they were last saved, one document a machine. */
@ApplicationScoped
class StepCheckpoints {
    private static final String MEMORY = "memory";

    private static final Logger LOG = Logger.getLogger(StepCheckpoints.class);

    private final MongoCollection<Document> steps;
    private final CoreCipher cipher;
    /** Machines whose step a newer program saved; it is kept until this program has one of its own to save. */
    private final Set<String> newer = ConcurrentHashMap.newKeySet();

    @Inject
    StepCheckpoints(MongoClient client, LifecycleConfig config, CoreCipher cipher) {
        this.cipher = cipher;
        this.steps = client.getDatabase(config.database()).getCollection("steps_under_way");
    }

    /** Saves these machines' steps and forgets those of machines that have none. */
    void save(Map<String, MachineState> underWay) {
        underWay.forEach((machine, state) -> steps.replaceOne(
                Filters.eq(machine),
                new Document("_id", machine).append(MEMORY, encrypted(machine, MachineState.CODEC.write(state))),
                new ReplaceOptions().upsert(true)));
        Set<String> kept = new HashSet<>(underWay.keySet());
        kept.addAll(newer);
        newer.removeAll(underWay.keySet());
        steps.deleteMany(Filters.nin("_id", kept));
    }

    /** The steps as last saved, by machine; without those that cannot be read, which it says. */
    Map<String, MachineState> load() {
        Map<String, MachineState> underWay = new HashMap<>();
        steps.find(Filters.exists(MEMORY)).forEach(step -> {
            String machine = String.valueOf(step.get("_id"));
            try {
                underWay.put(machine, MachineState.CODEC.read(decrypted(machine, step.get(MEMORY))));
            } catch (LostKeyException | ChangedValueException e) {
                LOG.warnf("The step under way on %s is recorded from now on: %s", machine, e.getMessage());
            } catch (StateException e) {
                LOG.warnf("%s: %s", machine, e.getMessage());
                if (e instanceof NewerStateException) {
                    newer.add(machine);
                }
            }
        });
        return underWay;
    }

    /** It holds values of all data classes, so all of it is treated as a trade secret. */
    private Binary encrypted(String machine, String memory) {
        return new Binary(cipher.encrypt(memory.getBytes(StandardCharsets.UTF_8), machine));
    }

    /** A former version encrypted nothing. */
    private String decrypted(String machine, Object memory) {
        return memory instanceof Binary binary
                ? new String(cipher.decrypt(binary.getData(), machine), StandardCharsets.UTF_8)
                : String.valueOf(memory);
    }
}
