package io.celltwin.lifecycle.passport;

import java.time.Instant;

/**
 * What everybody may see of a kept revision of a passport.
 *
 * @param revision its number
 * @param keptAt when its owner kept it
 * @param record id of its record, which is in the record log
 * @param passport the public tier of it
 */
public record PublishedPassport(long revision, Instant keptAt, String record, BatteryPassport passport) {}
