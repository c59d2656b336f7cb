package io.celltwin.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A Thing Model cannot be used. The message has one line {@code <file>#<json-pointer>: <reason>} for each problem and is
 * fit to be shown to the model's author.
 */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int IN_SUMMARY = 3;

    private final transient List<ModelProblem> problems;

    public ModelException(String file, String pointer, String reason) {
        this(List.of(new ModelProblem(file, pointer, reason)));
    }

    /** @param problems what is wrong, at least one */
    public ModelException(List<ModelProblem> problems) {
        super(problems.stream().map(ModelProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /**
     * The first problems in one line, and how many more there are: for a log or a twin, where a mistake that is repeated with each
     * property would be a page of text.
     */
    public String summary() {
        String first =
                problems.stream().limit(IN_SUMMARY).map(ModelProblem::toString).collect(Collectors.joining("; "));
        int more = problems.size() - IN_SUMMARY;
        return more <= 0 ? first : "%s; and %d more".formatted(first, more);
    }

    /** Every problem found, in the order of the document. */
    public List<ModelProblem> problems() {
        return problems;
    }
}
