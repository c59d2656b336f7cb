package io.celltwin.benchmark.modbus;

/** One connection by which registers are read. */
interface RegisterReader extends AutoCloseable {

    /**
     * Reads all registers once.
     *
     * @return something made of them, so that nothing can be left out
     */
    int read() throws Exception;
}
