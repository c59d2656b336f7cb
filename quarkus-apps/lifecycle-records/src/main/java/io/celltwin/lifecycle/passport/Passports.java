package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.twin.KnownThing;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.twin.error.TwinException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.eclipse.ditto.things.model.Thing;

/** Makes the passport of a battery from its twin and its records, as they are now. */
@ApplicationScoped
public class Passports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Twins twins;
    private final StateBook states;
    private final RecordStore records;

    /**
     * @param twins what batteries measure and say of themselves
     * @param states what became of them
     * @param records what else happened to them
     */
    @Inject
    public Passports(Twins twins, StateBook states, RecordStore records) {
        this.twins = twins;
        this.states = states;
        this.records = records;
    }

    /**
     * The passport of a battery.
     *
     * @param tiers whose attributes are wanted
     * @throws UnknownThing if there is no such thing
     * @throws IllegalArgumentException if it is nothing that has a passport, with a message for the caller
     * @throws TwinException if the twin service does not answer
     */
    public BatteryPassport of(String thing, Set<AccessTier> tiers) {
        Thing twin = battery(thing);
        return PassportDocument.of(thing, PassportSources.of(json(twin), life(thing)), tiers);
    }

    /**
     * One aspect of it by the BatteryPass data model 1.2.
     *
     * @param aspect name of the aspect
     * @param tiers whose attributes are wanted
     * @throws UnknownThing if there is no such thing
     * @throws IllegalArgumentException if it is nothing that has a passport, or there is no such aspect, with a message for the caller
     * @throws TwinException if the twin service does not answer
     */
    public PassportAspect aspect(String thing, String aspect, Set<AccessTier> tiers) {
        BatteryPassAspect wanted = BatteryPassAspects.of(aspect);
        JsonNode twin = json(battery(thing));
        return PassportDocument.of(thing, wanted, BatteryPassSources.of(wanted, twin, life(thing)), tiers);
    }

    private Thing battery(String thing) {
        Thing twin = twins.read(thing).orElseThrow(() -> new UnknownThing("There is no thing " + thing + "."));
        KnownThing known = twins.known(twin);
        if (!known.mayHavePassport()) {
            throw new IllegalArgumentException(
                    "%s is a %s, and only batteries have a passport.".formatted(thing, known.kind()));
        }
        return twin;
    }

    private RecordedLife life(String thing) {
        return new RecordedLife(states.history(thing).records(), records.about(thing, RecordType.ALARM));
    }

    private static JsonNode json(Thing twin) {
        try {
            return JSON.readTree(twin.toJsonString());
        } catch (JsonProcessingException e) {
            throw new TwinException("The twin service told of a twin that is no JSON", e);
        }
    }
}
