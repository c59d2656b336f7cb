package io.celltwin.lifecycle.genealogy;

/**
 * A part went into a whole.
 *
 * @param part id of the part
 * @param partKind what it is
 * @param whole id of what was made of it
 * @param wholeKind what that is
 * @param record id of the record that says so
 */
public record Link(String part, PartKind partKind, String whole, PartKind wholeKind, String record) {}
