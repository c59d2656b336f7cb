package io.celltwin.adapter.registry;

import io.celltwin.model.ThingModel;
import java.util.Optional;

/**
 * A registration makes no sense. The message says what is wrong and is fit for the person who registered the device.
 */
public class InvalidRegistrationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<ThingModel> model;

    InvalidRegistrationException(String message, Optional<ThingModel> model) {
        super(message);
        this.model = model;
    }

    /**
     * @return the device's model, if that part of the registration makes sense
     */
    public Optional<ThingModel> model() {
        return model;
    }
}
