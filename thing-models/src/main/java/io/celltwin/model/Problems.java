package io.celltwin.model;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a model, so that its author sees all of it at once. */
final class Problems {

    private static final int MAX = 100;

    private final List<ModelProblem> found = new ArrayList<>();

    void add(String file, String pointer, String reason) {
        if (found.size() < MAX) {
            found.add(new ModelProblem(file, pointer, reason));
        }
    }

    /** A view on the same collection that knows the file and the place. */
    Place at(String file, String pointer) {
        return new Place(this, file, pointer);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ModelException(found);
        }
    }

    /** A place in a document at which problems are found. */
    record Place(Problems problems, String file, String pointer) {

        Place child(String name) {
            return new Place(problems, file, JsonText.pointer(pointer, name));
        }

        Place child(int index) {
            return new Place(problems, file, pointer + "/" + index);
        }

        void problem(String reason) {
            problems.add(file, pointer, reason);
        }
    }
}
