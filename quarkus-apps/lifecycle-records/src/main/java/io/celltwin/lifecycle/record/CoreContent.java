package io.celltwin.lifecycle.record;

import java.util.List;
import java.util.Set;

/** Says which parts of a record's content are trade secrets. */
@FunctionalInterface
public interface CoreContent {
    /** Where they stand in the content: the names on the way, one or more. */
    Set<List<String>> of(LifecycleRecord record);
}
