package io.celltwin.modbus.transport;

import java.io.IOException;

/** The other end of a line: frames and unframes as its transport does, and answers as a test says. */
interface ScriptedPeer extends AutoCloseable {

    /** What to do with a request: send anything, or nothing, now or later. */
    @FunctionalInterface
    interface Script {

        /** @param number how many requests came before this one */
        void answer(int number, Request request) throws IOException;
    }

    /** A request that has come. */
    interface Request {

        int unit();

        byte[] pdu();

        /** Sends a frame that answers this request, of any unit. */
        void answer(int unit, byte[] pdu) throws IOException;

        /** Sends bytes as they are. */
        void send(byte[] bytes) throws IOException;
    }

    /** Begins to serve. */
    void serve(Script script) throws Exception;

    /** A new transport to this end, not yet open. */
    ModbusTransport transport(RejectionListener listener) throws Exception;

    @Override
    void close() throws Exception;
}
