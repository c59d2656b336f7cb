package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What a passport lacks.
 *
 * @param path where it would stand in the document
 * @param mandatory whether the document is not valid without it
 * @param tier who would see it
 * @param source the point of the law that asks for it
 * @param reason what was known of it and is of no use; absent if nothing was
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MissingAttribute(
        String path, boolean mandatory, AccessTier tier, String source, Optional<String> reason) {}
