package io.celltwin.model.binding;

/**
 * One fault of a form.
 *
 * @param pointer RFC 6901 JSON pointer of the faulty term within the form, for example {@code /modv:type}; empty for the whole
 *        form
 * @param reason what is wrong, in words
 */
public record FormProblem(String pointer, String reason) {

    @Override
    public String toString() {
        return pointer.isEmpty() ? reason : pointer.substring(1) + ": " + reason;
    }
}
