package io.celltwin.mongodb;

import java.util.List;

/**
 * What is in a store's file, or was brought out of it.
 *
 * @param entries how many documents or records are there
 * @param losses what is lost, a sentence each; none if all could be read
 */
public record StoreReport(long entries, List<String> losses) {
    public StoreReport {
        losses = List.copyOf(losses);
    }
}
