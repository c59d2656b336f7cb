package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * One aspect of a passport as somebody may see it.
 *
 * @param thing id of the battery
 * @param aspect name of the aspect
 * @param model the URN of the aspect's model
 * @param tiers whose attributes these are
 * @param document what is known, in the form of the model; not valid by its schema where something mandatory is missing or withheld
 * @param missing what of these tiers is not known
 * @param withheld the attributes of other tiers
 */
public record PassportAspect(
        String thing,
        String aspect,
        String model,
        Set<AccessTier> tiers,
        JsonNode document,
        List<MissingAttribute> missing,
        List<WithheldAttribute> withheld) {}
