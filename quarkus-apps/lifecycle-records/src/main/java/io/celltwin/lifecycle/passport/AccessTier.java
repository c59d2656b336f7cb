package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Who may see a part of a passport. */
public enum AccessTier {
    /** Everybody: Annex XIII point 1 of Regulation (EU) 2023/1542. */
    PUBLIC("/features/passport"),
    /** Who repairs, repurposes, trades or recycles the battery: points 2 and 4. */
    LEGITIMATE_INTEREST("/features/passportLegitimateInterest"),
    /** Notified bodies, market surveillance authorities and the Commission: point 3. */
    AUTHORITY("/features/passportAuthority"),
    /** Who may read the whole twin. */
    OWNER("/");

    private final String resource;

    AccessTier(String resource) {
        this.resource = resource;
    }

    /** The part of the thing on which whoever has the tier has the permission {@code READ}. There need not be such a feature. */
    String resource() {
        return resource;
    }

    /** All that somebody with this tier may see. */
    Set<AccessTier> visible() {
        return this == OWNER ? EnumSet.allOf(AccessTier.class) : EnumSet.of(PUBLIC, this);
    }

    /** The name in answers, such as {@code legitimate interest}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
