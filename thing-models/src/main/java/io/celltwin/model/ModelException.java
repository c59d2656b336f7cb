package io.celltwin.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A Thing Model cannot be used. The message has one line {@code <file>#<json-pointer>: <reason>} for each problem and is
 * fit to be shown to the model's author.
 */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ModelProblem> problems;

    public ModelException(String file, String pointer, String reason) {
        this(List.of(new ModelProblem(file, pointer, reason)));
    }

    /** @param problems what is wrong, at least one */
    public ModelException(List<ModelProblem> problems) {
        super(problems.stream().map(ModelProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem found, in the order of the document. */
    public List<ModelProblem> problems() {
        return problems;
    }
}
