package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * A passport as somebody may see it.
 *
 * @param thing id of the battery
 * @param tiers whose attributes these are
 * @param document what is known, in the form of {@value BatteryPassAttributes#SPECIFICATION}; not valid by its schema where something
 *     mandatory is missing or withheld
 * @param missing what of these tiers is not known
 * @param withheld the attributes of other tiers
 */
public record BatteryPassport(
        String thing,
        Set<AccessTier> tiers,
        JsonNode document,
        List<MissingAttribute> missing,
        List<WithheldAttribute> withheld) {}
