package io.celltwin.lifecycle.twin;

import io.celltwin.model.ThingModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;

/**
 * What a twin says of the thing itself. A thing whose model is not known may be anything.
 *
 * @param id thing id
 * @param model its model, if it names one that is known
 * @param earliest before this it cannot have been made: the day that its attribute {@value #MANUFACTURED_ON} names, wherever on
 *     Earth that day began; empty if it names none
 * @param twinMadeAt when its twin was made
 */
public record KnownThing(
        String id, Optional<ThingModel> model, Optional<Instant> earliest, Optional<Instant> twinMadeAt) {
    private static final String MANUFACTURED_ON = "manufacturedOn";
    private static final String CELL_BATCH = "cell:CellBatch";
    private static final String LIFECYCLE_STATE = "cell:LifecycleState";
    private static final String PASSPORT = "passport";
    /** The first time zone in which a day begins. */
    private static final ZoneOffset FIRST_ZONE = ZoneOffset.ofHours(14);

    static KnownThing of(String id, Thing thing, Optional<ThingModel> model) {
        Optional<Instant> earliest = thing.getAttributes()
                .flatMap(attributes -> attributes.getValue(JsonPointer.of(MANUFACTURED_ON)))
                .filter(JsonValue::isString)
                .flatMap(date -> startOfDay(date.asString()));
        return new KnownThing(id, model, earliest, thing.getCreated());
    }

    /** Whether it is a cell batch, as far as is known. */
    public boolean mayBeCellBatch() {
        return model.map(kind -> kind.types().contains(CELL_BATCH)).orElse(true);
    }

    /** Whether its model says that it is of that semantic type. */
    public boolean isA(String type) {
        return model.filter(kind -> kind.types().contains(type)).isPresent();
    }

    /** Whether it passes through the states of a life, as far as is known. */
    public boolean mayHaveLifecycle() {
        return model.map(kind -> !kind.propertiesOfType(LIFECYCLE_STATE).isEmpty())
                .orElse(true);
    }

    /** Whether it is a battery with a passport, as far as is known. */
    public boolean mayHavePassport() {
        return model.map(kind -> kind.properties().stream()
                        .anyMatch(property ->
                                property.feature().filter(PASSPORT::equals).isPresent()))
                .orElse(true);
    }

    /** What kind of thing it is, for people. */
    public String kind() {
        return model.map(ThingModel::title).orElse("thing of an unknown kind");
    }

    private static Optional<Instant> startOfDay(String date) {
        try {
            return Optional.of(LocalDate.parse(date).atStartOfDay(FIRST_ZONE).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
