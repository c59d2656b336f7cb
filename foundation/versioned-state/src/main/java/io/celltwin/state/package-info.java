/**
 * State that outlives the process that wrote it: a record of the part that keeps it, as JSON with a version, by Jackson. The
 * record's own constructor checks every value; {@link io.celltwin.state.StateCodec} sees to version, migration and damage.
 */
package io.celltwin.state;
