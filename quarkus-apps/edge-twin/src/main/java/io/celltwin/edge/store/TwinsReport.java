package io.celltwin.edge.store;

import java.util.List;

/**
 * What is in a twins' directory, or was brought out of it.
 *
 * @param entities how many things and policies are there, with those that are deleted and known for their revision alone
 * @param damaged whether something could not be read: the twin service does not start with it, even if nothing is lost
 * @param losses what is lost, a sentence each
 */
public record TwinsReport(long entities, boolean damaged, List<String> losses) {
    public TwinsReport {
        losses = List.copyOf(losses);
    }
}
