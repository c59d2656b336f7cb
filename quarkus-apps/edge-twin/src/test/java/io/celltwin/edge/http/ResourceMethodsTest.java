package io.celltwin.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seen at a Ditto 3.9.6: the header {@code allow} of its status 405, and what it answers with status 404. */
class ResourceMethodsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            things                                     | GET, POST
            things/a:b                                 | GET, PUT, PATCH, DELETE
            things/a:b/policyId                        | GET, PUT, PATCH
            things/a:b/attributes//x                   | GET, PUT, PATCH, DELETE
            things/a:b/definition                      | GET, PUT, PATCH, DELETE
            things/a:b/features/f/properties/p/q       | GET, PUT, PATCH, DELETE
            things/a:b/features/f/inbox                | POST
            things/a:b/outbox/messages/a//b            | POST
            policies                                   | POST
            policies/a:b                               | GET, PUT, DELETE
            policies/a:b/entries                       | GET, PUT
            policies/a:b/entries/r/subjects            | GET, PUT
            policies/a:b/entries/r/subjects/x:y        | GET, PUT, DELETE
            policies/a:b/entries/r/resources/thing:/a  | GET, PUT, DELETE
            policies/a:b/entries/r/importable          | GET, PUT
            policies/a:b/entries/r/references          | GET, PUT, DELETE
            policies/a:b/imports/c:d/transitiveImports | GET, PUT
            policies/a:b/actions/activateTokenIntegration | POST
            search/things/count                        | GET, POST
            checkPermissions                           | POST
            whoami                                     | GET
            """)
    void resourceHasTheMethodsThatDittoNames(String path, String methods) {
        assertThat(methods(path)).contains(List.of(methods.split(", ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "things//a:b",
                "things/a:b/bogus",
                "things/a:b/_policy",
                "things/a:b/policyId/x",
                "things/a:b/definition/x",
                "things/a:b/features//properties",
                "things/a:b/features/f/bogus",
                "policies/a:b/policyId",
                "policies/a:b/entries//subjects",
                "policies/a:b/entries/r/allowedImportAdditions",
                "policies/a:b/imports/c:d/entriesAdditions",
                "policies/a:b/actions",
                "search/bogus",
                "whoami/x",
                "bogus"
            })
    void whatDittoDoesNotHaveIsNowhere(String path) {
        assertThat(methods(path)).isEmpty();
    }

    private static Optional<List<String>> methods(String path) {
        return ResourceMethods.of(List.of(path.split("/", -1)));
    }
}
