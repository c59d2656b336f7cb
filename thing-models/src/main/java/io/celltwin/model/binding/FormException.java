package io.celltwin.model.binding;

import java.util.List;
import java.util.stream.Collectors;

/** A form makes no sense. The message names each faulty term and is fit for whoever wrote the form. */
public final class FormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FormProblem> problems;

    /** @param problems what is wrong, at least one */
    FormException(List<FormProblem> problems) {
        super(problems.stream().map(FormProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Every fault found. */
    public List<FormProblem> problems() {
        return problems;
    }
}
