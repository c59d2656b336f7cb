package io.celltwin.modbus.codec;

/** There are no bytes of an encoding that mean a value. The message says why and is fit for whoever wanted to write it. */
public final class NotEncodableException extends Exception {

    private static final long serialVersionUID = 1L;

    NotEncodableException(String message) {
        super(message);
    }
}
