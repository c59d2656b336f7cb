package io.celltwin.edge.placeholder;

import java.util.List;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.placeholders.Placeholder;

/** {@code request:subjectId}: the first subject of a sender. */
public final class RequestPlaceholder implements Placeholder<AuthorizationContext> {
    public static final RequestPlaceholder INSTANCE = new RequestPlaceholder();
    private static final String SUBJECT_ID = "subjectId";

    private RequestPlaceholder() {}

    @Override
    public String getPrefix() {
        return "request";
    }

    @Override
    public List<String> getSupportedNames() {
        return List.of(SUBJECT_ID);
    }

    @Override
    public boolean supports(String name) {
        return SUBJECT_ID.equals(name);
    }

    @Override
    public List<String> resolveValues(AuthorizationContext sender, String name) {
        return supports(name)
                ? sender.getFirstAuthorizationSubject().map(AuthorizationSubject::getId).stream()
                        .toList()
                : List.of();
    }
}
