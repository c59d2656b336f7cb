package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known about the parts of a thing beside their values. */
public abstract class MetadataContract {
    private static final String LAMP = """
            {"features":{"lamp":{"properties":{"color":{"r":1,"g":2},"on":true}}}}""";

    private TwinHttp owner;
    private TwinHttp other;
    private String thing;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may create things. */
    protected abstract Account ownerAccount();

    /** Somebody else. */
    protected abstract Account otherAccount();

    @BeforeEach
    void connect() {
        owner = new TwinHttp(url(), ownerAccount());
        other = new TwinHttp(url(), otherAccount());
        thing = "/things/contract:" + UUID.randomUUID();
    }

    @AfterEach
    void remove() {
        owner.delete(thing);
        owner.delete(thing.replace("things", "policies"));
    }

    @Test
    void itIsWrittenWithThePartThatItIsAbout() {
        owner.put(thing, LAMP);
        assertThat(owner.put(
                                thing + "/features/lamp/properties/color/r",
                                "3",
                                "put-metadata",
                                "[{\"key\":\"unit\",\"value\":\"lm\"}]")
                        .status())
                .isEqualTo(204);

        assertThat(metadata()).isEqualTo(JsonObject.of("""
                {"features":{"lamp":{"properties":{"color":{"r":{"unit":"lm"}}}}}}"""));
        assertThat(owner.get(thing).object().contains("_metadata")).isFalse();
    }

    @Test
    void itIsWrittenWithTheWholeByStars() {
        assertThat(owner.put(
                                thing,
                                LAMP,
                                "put-metadata",
                                "[{\"key\":\"features/*/properties/*/by\",\"value\":1},{\"key\":\"attributes/*/by\",\"value\":2}]")
                        .status())
                .isEqualTo(201);

        assertThat(metadata()).isEqualTo(JsonObject.of("""
                {"features":{"lamp":{"properties":{"color":{"by":1},"on":{"by":1}}}}}"""));
        assertThat(owner.patch(thing, LAMP, "put-metadata", "[{\"key\":\"*/leaf\",\"value\":true}]")
                        .status())
                .isEqualTo(204);
        assertThat(metadata()).isEqualTo(JsonObject.of("""
                {"features":{"lamp":{"properties":{"color":{"by":1,"r":{"leaf":true},"g":{"leaf":true}},
                "on":{"by":1,"leaf":true}}}}}"""));
    }

    @Test
    void aConditionMayAskAboutIt() {
        owner.put(thing, LAMP);
        owner.put(
                thing + "/features/lamp/properties/on",
                "true",
                "put-metadata",
                "[{\"key\":\"unit\",\"value\":\"lm\"}]");

        String unit = "_metadata/features/lamp/properties/on/unit";
        assertThat(owner.get(thing, "condition", "eq(" + unit + ",\"lm\")").status())
                .isEqualTo(200);
        assertThat(owner.get(thing, "condition", "eq(" + unit + ",\"cd\")").status())
                .isEqualTo(412);
        assertThat(owner.get(thing, "condition", "exists(" + unit + ")").status())
                .isEqualTo(200);
    }

    @Test
    void aStarInTheWrongPlaceIsRefused() {
        TwinHttp.Reply refused =
                owner.put(thing, LAMP, "put-metadata", "[{\"key\":\"features/*/properties/*/*/by\",\"value\":1}]");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("header.invalid");
        assertThat(owner.get(thing, "get-metadata", "a//b").status()).isEqualTo(400);
    }

    @Test
    void itIsSaidOnceInARequest() {
        String inline = LAMP.replaceFirst("\\{", "{\"_metadata\":{\"features\":{\"lamp\":{\"by\":1}}},");

        assertThat(owner.put(thing, inline, "put-metadata", "[{\"key\":\"*/by\",\"value\":1}]")
                        .error())
                .isEqualTo("things:metadata.notmodifiable");
        assertThat(owner.put(thing, inline).status()).isEqualTo(201);
        assertThat(metadata()).isEqualTo(JsonObject.of("{\"features\":{\"lamp\":{\"by\":1}}}"));
        assertThat(owner.get(thing, "get-metadata", "features/lamp/by", "delete-metadata", "features/lamp/by")
                        .error())
                .isEqualTo("things:metadata.headersconflict");
    }

    @Test
    void itIsToldInAHeaderAndRemovedByOne() {
        owner.put(thing, LAMP, "put-metadata", "[{\"key\":\"features/lamp/properties/*/by\",\"value\":1}]");

        assertThat(JsonObject.of(owner.get(thing, "get-metadata", "features/lamp/properties/*/by")
                        .header("ditto-metadata")))
                .isEqualTo(metadata());
        owner.put(thing + "/features/lamp/properties/on", "false", "delete-metadata", "by");
        assertThat(metadata()).isEqualTo(JsonObject.of("""
                {"features":{"lamp":{"properties":{"color":{"by":1},"on":{}}}}}"""));
    }

    @Test
    void itGoesWithThePart() {
        owner.put(thing, LAMP, "put-metadata", "[{\"key\":\"features/lamp/properties/*/by\",\"value\":1}]");
        owner.delete(thing + "/features/lamp/properties/on");
        assertThat(metadata()).isEqualTo(JsonObject.of("""
                {"features":{"lamp":{"properties":{"color":{"by":1}}}}}"""));
        owner.put(thing + "/features/lamp/properties", "{}");
        assertThat(metadata()).isEqualTo(JsonObject.of("{\"features\":{\"lamp\":{\"properties\":{}}}}"));
    }

    @Test
    void itIsSeenByWhoSeesThePart() {
        String shared = LAMP.replaceFirst(
                "\\{", """
                {"_policy":{"entries":{
                  "owner":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "other":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/features/lamp/properties/on":{"grant":["READ"],"revoke":[]}}}}},""".formatted(ownerAccount().subject(), otherAccount().subject()));
        owner.put(thing, shared, "put-metadata", "[{\"key\":\"features/lamp/properties/*/by\",\"value\":1}]");

        assertThat(other.get(thing + "?fields=_metadata").object())
                .isEqualTo(JsonObject.of(
                        "{\"_metadata\":{\"features\":{\"lamp\":{\"properties\":{\"on\":{\"by\":1}}}}}}"));
        assertThat(JsonObject.of(other.get(thing, "get-metadata", "features/lamp/properties/color/by")
                        .header("ditto-metadata")))
                .isEqualTo(JsonObject.empty());
    }

    private JsonObject metadata() {
        return owner.get(thing + "?fields=_metadata")
                .object()
                .getValue("_metadata")
                .orElseThrow()
                .asObject();
    }
}
