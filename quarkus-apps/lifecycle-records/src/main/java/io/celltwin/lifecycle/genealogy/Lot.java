package io.celltwin.lifecycle.genealogy;

import java.time.Instant;

/**
 * A lot of material has come in.
 *
 * @param thing id of the lot
 * @param at when it came in
 * @param by who says so
 * @param material what it is
 * @param supplier who delivered it
 * @param certificate number of the supplier's certificate
 */
public record Lot(String thing, Instant at, String by, String material, String supplier, String certificate) {}
