package io.celltwin.lifecycle.passport;

/**
 * One attribute of a passport.
 *
 * @param path where it stands in the document, an RFC 6901 pointer
 * @param mandatory whether a document without it is not valid
 * @param tier who may see it
 * @param source the point of the law that says so; {@code none} if no law asks for the attribute
 * @param form what its values are like
 */
record PassportAttribute(String path, boolean mandatory, AccessTier tier, String source, Form form) {

    static PassportAttribute mandatory(String path, AccessTier tier, String source, Form form) {
        return new PassportAttribute(path, true, tier, source, form);
    }

    static PassportAttribute optional(String path, AccessTier tier, String source, Form form) {
        return new PassportAttribute(path, false, tier, source, form);
    }
}
