package io.celltwin.edge.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {

    /** As the connection that brings desired properties to devices has it: what a device measures must not come by it. */
    private static final EventFilter DESIRED = EventFilter.of(
            "or(eq(resource:path,'/'),and(like(resource:path,'/features/*'),not(like(resource:path,'/features/*/properties*'))))",
            DittoHeaders.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            /features/web/desiredProperties/speed | {'features':{'web':{'desiredProperties':{'speed':1}}}}          | true
            /features/web/desiredProperties       | {'features':{'web':{'desiredProperties':{'speed':1}}}}          | true
            /features/web/desiredProperties/speed | {}                                                              | true
            /features/web                         | {'features':{'web':{'desiredProperties':{'speed':1}}}}          | true
            /                                     | {'features':{'web':{'desiredProperties':{'speed':1}}}}          | true
            /features                             | {'features':{'web':{'properties':{'speed':1}}}}                 | false
            /features/web/properties/speed        | {'features':{'web':{'properties':{'speed':1}}}}                 | false
            /attributes/a                         | {'attributes':{'a':1}}                                          | false
            """)
    void findsChangesOfDesiredPropertiesAmongAllOthers(String path, String content, boolean passes) {
        assertThat(DESIRED.passes(
                        ThingsModelFactory.newThing(content.replace('\'', '"')),
                        ProtocolFactory.newTopicPath("test/pump/things/twin/events/merged"),
                        JsonPointer.of(path)))
                .isEqualTo(passes);
    }
}
