package io.celltwin.maintenance.learned;

import io.celltwin.state.StateCodec;
import java.util.List;
import java.util.Optional;

/**
 * A failure model as its file holds it.
 *
 * @param name as a Thing Model's {@code cell:failureModel} names it
 * @param modelVersion its version
 * @param source data set, split, seed and library of the training
 * @param inputs what it needs
 * @param events how likely the machine fails as it runs now, if it says that
 * @param life how many cycles are left, if it says that
 */
public record FailureModel(
        String name,
        String modelVersion,
        String source,
        List<ModelInput> inputs,
        Optional<EventModel> events,
        Optional<LifeModel> life) {

    private static final StateCodec<FailureModel> CODEC = StateCodec.of(
                    "The failure model", FailureModel.class, "Train it anew, as docs/predictive-maintenance.md says")
            .version()
            .build();

    /** Rejects a model that says nothing, or two things. */
    public FailureModel {
        inputs = List.copyOf(inputs);
        if (events.isPresent() == life.isPresent()) {
            throw new IllegalArgumentException("a failure model says either what happens or how long it lasts");
        }
        int width = inputs.size();
        boolean fits = events.map(
                        model -> model.ranges().size() - model.derived().size() == width)
                .or(() -> life.map(model -> model.width() == width))
                .orElseThrow();
        if (!fits) {
            throw new IllegalArgumentException("the failure model is made for other inputs");
        }
    }

    /** Reads what {@link #json} gave. */
    public static FailureModel read(String json) {
        return CODEC.read(json);
    }

    /** The file's content. */
    public String json() {
        return CODEC.write(this);
    }
}
