package io.celltwin.adapter.opcua.value;

import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;

/**
 * Decodes the structures of one server by what that server says of their types. May block until the server has answered.
 */
public interface StructureSource {

    /** Knows no type: for values that hold no structure. */
    StructureSource NONE = new StructureSource() {
        @Override
        public UaStructuredType decode(ExtensionObject value) throws NotConvertibleException {
            throw new NotConvertibleException("structure of type %s is not known"
                    .formatted(value.getEncodingOrTypeId().toParseableString()));
        }

        @Override
        public UaStructuredType describe(UaStructuredType value) throws NotConvertibleException {
            throw new NotConvertibleException("structure of type %s is not known"
                    .formatted(value.getClass().getSimpleName()));
        }
    };

    /**
     * @param value a structure as it was sent
     * @return the structure
     * @throws NotConvertibleException if the server does not describe its type, or sent what does not fit the description
     */
    UaStructuredType decode(ExtensionObject value) throws NotConvertibleException;

    /**
     * @param value a structure of one of OPC-UA's own types, whose fields are only known to its class
     * @return the same with its fields by name
     * @throws NotConvertibleException if the server does not describe its type
     */
    UaStructuredType describe(UaStructuredType value) throws NotConvertibleException;
}
