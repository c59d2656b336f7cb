package io.celltwin.edge.precondition;

import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PolicyTooLargeException;
import org.eclipse.ditto.things.model.ThingTooLargeException;

/**
 * How large things and policies may become, as Ditto limits them.
 *
 * @param thingBytes the length of a thing's JSON at most
 * @param policyBytes the length of a policy's JSON at most
 */
public record SizeLimits(long thingBytes, long policyBytes) {

    /** @throws ThingTooLargeException if the thing is larger than may be */
    public void checkThing(JsonObject thing, DittoHeaders headers) {
        if (isLonger(thing, thingBytes)) {
            throw ThingTooLargeException.newBuilder(thing.toString().length(), thingBytes)
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /** @throws PolicyTooLargeException if the policy is larger than may be */
    public void checkPolicy(JsonObject policy, DittoHeaders headers) {
        if (isLonger(policy, policyBytes)) {
            throw PolicyTooLargeException.newBuilder(policy.toString().length(), policyBytes)
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private static boolean isLonger(JsonObject json, long limit) {
        return json.getUpperBoundForStringSize() > limit && json.toString().length() > limit;
    }
}
