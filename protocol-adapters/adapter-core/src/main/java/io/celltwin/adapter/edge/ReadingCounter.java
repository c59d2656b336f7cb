package io.celltwin.adapter.edge;

/** Is told what the readings of a cycle are worth, once it is known. */
@FunctionalInterface
public interface ReadingCounter {

    /**
     * @param good how many were good
     * @param notGood how many were bad or uncertain, by the device's word or by that of its model
     */
    void counted(int good, int notGood);
}
