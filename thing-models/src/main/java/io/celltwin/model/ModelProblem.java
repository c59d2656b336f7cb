package io.celltwin.model;

/**
 * One fault in a Thing Model, said so that its author can mend it.
 *
 * @param file the model file's name, without a directory
 * @param pointer RFC 6901 JSON pointer of the faulty place, empty for the whole document
 * @param reason what is wrong, in words
 */
public record ModelProblem(String file, String pointer, String reason) {

    @Override
    public String toString() {
        return file + "#" + pointer + ": " + reason;
    }
}
