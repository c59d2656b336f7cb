package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.genealogy.Assembly;
import io.celltwin.lifecycle.genealogy.Disassembly;
import io.celltwin.lifecycle.genealogy.Genealogy;
import io.celltwin.lifecycle.genealogy.GenealogyBook;
import io.celltwin.lifecycle.genealogy.KnownParts;
import io.celltwin.lifecycle.genealogy.Lineage;
import io.celltwin.lifecycle.genealogy.Link;
import io.celltwin.lifecycle.genealogy.Lot;
import io.celltwin.lifecycle.genealogy.Measurement;
import io.celltwin.lifecycle.genealogy.PartKind;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.state.UnknownThing;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.ditto.things.model.ThingId;

/** {@code /lifecycle/genealogy/{thing}}: material lots, what was made of what, and measurements. */
@Path("/lifecycle/genealogy/{thing}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"engineer", "service"})
public class GenealogyResource {
    private static final int MOST_PARTS = 20_000;
    private static final int MOST_VALUES = 200;

    private final GenealogyBook book;
    private final KnownParts known;
    private final Genealogy genealogy;
    private final SecurityIdentity caller;

    @Inject
    GenealogyResource(GenealogyBook book, KnownParts known, Genealogy genealogy, SecurityIdentity caller) {
        this.book = book;
        this.known = known;
        this.genealogy = genealogy;
        this.caller = caller;
    }

    /** What the thing was made of and what was made of it, as a list and as a graph. */
    @GET
    public Family family(@PathParam("thing") String thing) {
        ThingId.of(thing);
        Optional<PartKind> kind = known.kindOf(thing);
        Lineage origins = genealogy.originsOf(Set.of(thing));
        Lineage uses = genealogy.usesOf(Set.of(thing));
        if (kind.isEmpty() && origins.links().isEmpty() && uses.links().isEmpty()) {
            throw new UnknownThing("No lot, batch, cell, module or pack " + thing + " is known.");
        }
        List<Link> links = new ArrayList<>(origins.links());
        links.addAll(uses.links());
        return new Family(
                thing,
                kind.or(() -> Optional.ofNullable(origins.kinds().get(thing)))
                        .orElseGet(() -> uses.kinds().get(thing)),
                others(thing, origins),
                others(thing, uses),
                links,
                origins.complete() && uses.complete());
    }

    /** A lot of material has come in. */
    @POST
    @CustomDeserialization(StrictJson.class)
    @Path("lot")
    @Consumes(MediaType.APPLICATION_JSON)
    public LifecycleRecord lot(@PathParam("thing") String thing, LotBody body) {
        LotBody told = required(body, "{\"material\":\"NMC 811\",\"supplier\":\"...\",\"certificate\":\"...\"}");
        ThingId.of(thing);
        return book.take(new Lot(
                thing,
                RequestTime.told(told.at()),
                by(),
                RequestText.of("material", told.material()),
                RequestText.of("supplier", told.supplier()),
                RequestText.of("certificate", told.certificate())));
    }

    /** The thing was made of others. */
    @POST
    @CustomDeserialization(StrictJson.class)
    @Path("assembly")
    @Consumes(MediaType.APPLICATION_JSON)
    public LifecycleRecord assembly(@PathParam("thing") String thing, AssemblyBody body) {
        AssemblyBody told = required(body, "{\"kind\":\"cell\",\"parts\":[\"demo:batch-7\"]}");
        ThingId.of(thing);
        return book.take(new Assembly(
                thing,
                PartKind.of(RequestText.of("kind", told.kind())),
                RequestTime.told(told.at()),
                by(),
                parts(told.parts())));
    }

    /** Parts were taken out of the thing. */
    @POST
    @CustomDeserialization(StrictJson.class)
    @Path("disassembly")
    @Consumes(MediaType.APPLICATION_JSON)
    public LifecycleRecord disassembly(@PathParam("thing") String thing, DisassemblyBody body) {
        DisassemblyBody told = required(body, "{\"parts\":[\"demo:cell-7\"],\"reason\":\"rework\"}");
        ThingId.of(thing);
        return book.take(new Disassembly(
                thing,
                RequestTime.told(told.at()),
                by(),
                RequestText.of("reason", told.reason()),
                parts(told.parts())));
    }

    private static SortedSet<String> parts(List<String> told) {
        if (told == null || told.isEmpty() || told.size() > MOST_PARTS) {
            throw new IllegalArgumentException("parts must name 1 to " + MOST_PARTS + " things.");
        }
        TreeSet<String> parts = new TreeSet<>();
        for (String part : told) {
            parts.add(ThingId.of(RequestText.of("each of parts", part)).toString());
        }
        return parts;
    }

    /** A test has measured the thing. */
    @POST
    @CustomDeserialization(StrictJson.class)
    @Path("measurements")
    @Consumes(MediaType.APPLICATION_JSON)
    public LifecycleRecord measurement(@PathParam("thing") String thing, MeasurementBody body) {
        MeasurementBody told =
                required(body, "{\"test\":\"end of line\",\"values\":{\"capacity\":{\"value\":5.02,\"unit\":\"Ah\"}}}");
        ThingId.of(thing);
        if (told.values() == null || told.values().isEmpty() || told.values().size() > MOST_VALUES) {
            throw new IllegalArgumentException("values must name 1 to " + MOST_VALUES + " values.");
        }
        Map<String, Measurement.Value> values = new TreeMap<>();
        told.values()
                .forEach((name, value) -> values.put(RequestText.of("the name of a value", name), value(name, value)));
        return book.take(new Measurement(
                thing,
                RequestTime.told(told.at()),
                by(),
                RequestText.of("test", told.test()),
                RequestText.optional("instrument", told.instrument()),
                values));
    }

    private static Measurement.Value value(String name, ValueBody value) {
        if (value == null || value.value() == null || !Double.isFinite(value.value())) {
            throw new IllegalArgumentException(name + " must have a value that is a number.");
        }
        Optional<Double> minimum = Optional.ofNullable(value.minimum());
        Optional<Double> maximum = Optional.ofNullable(value.maximum());
        boolean finite = minimum.map(Double::isFinite).orElse(true)
                && maximum.map(Double::isFinite).orElse(true);
        if (!finite || (minimum.isPresent() && maximum.isPresent() && minimum.get() > maximum.get())) {
            throw new IllegalArgumentException(name + " must have a minimum that is not above its maximum.");
        }
        return new Measurement.Value(
                value.value(), RequestText.of("the unit of " + name, value.unit()), minimum, maximum);
    }

    private static <T> T required(T body, String example) {
        if (body == null) {
            throw new IllegalArgumentException("The body must be JSON such as " + example + ".");
        }
        return body;
    }

    private String by() {
        return caller.getPrincipal().getName();
    }

    private static List<Member> others(String thing, Lineage lineage) {
        return lineage.kinds().entrySet().stream()
                .filter(member -> !member.getKey().equals(thing))
                .map(member -> new Member(member.getKey(), member.getValue()))
                .toList();
    }

    /**
     * A thing's genealogy.
     *
     * @param thing its id
     * @param kind what it is
     * @param origins what it was made of, the nearest first
     * @param uses what was made of it, the nearest first
     * @param links the edges of the graph, from part to whole
     * @param complete false if there is more than could be followed
     */
    public record Family(
            String thing, PartKind kind, List<Member> origins, List<Member> uses, List<Link> links, boolean complete) {}

    /**
     * One thing of it.
     *
     * @param thing its id
     * @param kind what it is
     */
    public record Member(String thing, PartKind kind) {}

    /**
     * A material lot.
     *
     * @param material what it is
     * @param supplier who delivered it
     * @param certificate number of the supplier's certificate
     * @param at when it came in, ISO-8601
     */
    public record LotBody(String material, String supplier, String certificate, String at) {}

    /**
     * What something was made of.
     *
     * @param kind what it is: batch, cell, module or pack
     * @param parts ids of what went into it
     * @param at when, ISO-8601
     */
    public record AssemblyBody(String kind, List<String> parts, String at) {}

    /**
     * What was taken out of something.
     *
     * @param parts ids of cells and modules
     * @param reason why, such as rework
     * @param at when, ISO-8601
     */
    public record DisassemblyBody(List<String> parts, String reason, String at) {}

    /**
     * What a test has measured.
     *
     * @param test which test
     * @param instrument what measured; may be absent
     * @param values by name
     * @param at when, ISO-8601
     */
    public record MeasurementBody(String test, String instrument, Map<String, ValueBody> values, String at) {}

    /**
     * One value.
     *
     * @param value the number
     * @param unit its unit
     * @param minimum the least that the test takes; may be absent
     * @param maximum the most that it takes; may be absent
     */
    public record ValueBody(Double value, String unit, Double minimum, Double maximum) {}
}
