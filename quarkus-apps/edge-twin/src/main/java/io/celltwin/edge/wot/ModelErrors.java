package io.celltwin.edge.wot;

import io.celltwin.edge.error.EdgeTwinException;
import org.eclipse.ditto.base.model.common.HttpStatus;

/** What is wrong with a Thing Model, by Ditto's codes, whose classes are not among the libraries. */
final class ModelErrors {
    private ModelErrors() {}

    static EdgeTwinException notFound(String url, String description) {
        return EdgeTwinException.ofDitto(
                "wot:tm.notfound",
                HttpStatus.MISDIRECTED_REQUEST,
                "The WoT ThingModel at URI '" + url + "' could not be accessed.",
                description);
    }

    static EdgeTwinException invalid(String message) {
        return EdgeTwinException.ofDitto(
                "wot:tm.invalid",
                HttpStatus.BAD_REQUEST,
                message,
                "Please ensure that the linked ThingModel is valid regarding to the WoT (Web of Things) specification.");
    }

    static EdgeTwinException noSkeleton(String definition) {
        return EdgeTwinException.ofDitto(
                "wot:skeleton.generation.failed",
                HttpStatus.BAD_REQUEST,
                "Failed to generate a valid skeleton for the definition: " + definition + ".",
                "The provided ThingDefinition could not be used to generate a valid skeleton. Ensure the definition is"
                        + " correct and reachable.");
    }
}
