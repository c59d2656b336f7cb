package io.celltwin.adapter.commands;

/**
 * Names a desired property of a twin.
 *
 * @param feature its feature
 * @param property its name
 */
public record DesiredKey(String feature, String property) {

    /**
     * @return the place in the twin of the property that is to become so
     */
    String twinPath() {
        return "/features/%s/properties/%s".formatted(feature, property);
    }
}
