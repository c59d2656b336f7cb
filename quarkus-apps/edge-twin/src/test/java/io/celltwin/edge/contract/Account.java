package io.celltwin.edge.contract;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Somebody who may sign in to the twin service under test. */
public record Account(String name, String password, String subject) {
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
