package io.celltwin.model;

import io.celltwin.model.binding.FormProblem;
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

    /** A place in a file at which problems can be found. */
    Place at(String file, String pointer) {
        return new Place(this, file, null, pointer);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ModelException(found);
        }
    }

    /**
     * A place in a document. Its JSON pointer is put together when it is asked for, which for a good model is never.
     *
     * @param parent the place above, null at the top
     * @param step the pointer of the top, else the name or index below the parent
     */
    record Place(Problems problems, String file, Place parent, String step) {

        Place child(String name) {
            return new Place(problems, file, this, name);
        }

        Place child(int index) {
            return child(Integer.toString(index));
        }

        String pointer() {
            return parent == null ? step : JsonText.pointer(parent.pointer(), step);
        }

        void problem(String reason) {
            problems.add(file, pointer(), reason);
        }

        /** Takes over what is wrong with the form that stands here. */
        void problem(FormProblem inside) {
            problems.add(file, pointer() + inside.pointer(), inside.reason());
        }
    }
}
