package io.celltwin.model;

import java.util.regex.Pattern;

/** What a model file is called: {@code <name>-<major>.<minor>.<patch>.tm.jsonld}, lower case, no directory. */
final class ModelFileName {

    static final String SUFFIX = ".tm.jsonld";
    static final String FORM = "<name>-<major>.<minor>.<patch>" + SUFFIX;

    private static final Pattern PATTERN =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,63}-\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}" + Pattern.quote(SUFFIX));

    private ModelFileName() {}

    static boolean matches(String text) {
        return PATTERN.matcher(text).matches();
    }

    /** The name without the suffix, as a registration has it. */
    static String stem(String fileName) {
        return fileName.substring(0, fileName.length() - SUFFIX.length());
    }
}
