package io.celltwin.adapter.opcua.value;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.core.types.codec.DynamicCodecFactory;
import org.eclipse.milo.opcua.sdk.core.typetree.DataType;
import org.eclipse.milo.opcua.sdk.core.typetree.DataTypeTree;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.encoding.DataTypeCodec;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jboss.logging.Logger;

/**
 * Decodes structures by the {@code DataTypeDefinition} attributes of the server's data types (OPC 10000-3, 5.8.3), which are read
 * when a type is met for the first time. Servers older than OPC-UA 1.04 have none; of their structures only the name is known.
 */
public final class ServerStructures implements StructureSource {

    private static final Logger LOG = Logger.getLogger(ServerStructures.class);

    /** A server may make up ever new ones. */
    private static final int MOST_NAMES = 1000;

    private final OpcUaClient client;
    private final Map<NodeId, String> names = new ConcurrentHashMap<>();

    /**
     * @param client a client with an open session, which reads types one by one as they are needed
     */
    public ServerStructures(OpcUaClient client) {
        this.client = client;
    }

    @Override
    public UaStructuredType decode(ExtensionObject value) throws NotConvertibleException {
        if (value.isNull()) {
            throw new NotConvertibleException("no value");
        }
        NodeId type = value.getEncodingOrTypeId();
        if (!(value instanceof ExtensionObject.Binary)) {
            throw new NotConvertibleException(
                    "structure of type %s is not sent in the binary encoding".formatted(name(type)));
        }
        try {
            return value.decode(client.getDynamicEncodingContext());
        } catch (UaException | RuntimeException e) {
            // Milo tells what it cannot decode by several kinds of unchecked exceptions, and the bytes are the
            // server's.
            LOG.debugf(e, "a structure of type %s cannot be decoded", type);
            throw new NotConvertibleException(
                    "the server does not describe the structure type %s as it sends it".formatted(name(type)));
        }
    }

    @Override
    public UaStructuredType describe(UaStructuredType value) throws NotConvertibleException {
        try {
            NodeId typeId =
                    value.getTypeId().toNodeId(client.getNamespaceTable()).orElse(NodeId.NULL_VALUE);
            DataTypeTree tree = client.getDataTypeTree();
            DataType type = tree.getDataType(typeId);
            if (type == null || type.getDataTypeDefinition() == null) {
                throw new NotConvertibleException("the server does not describe the structure type "
                        + value.getClass().getSimpleName());
            }
            DataTypeCodec codec = DynamicCodecFactory.create(type, tree);
            ExtensionObject encoded = ExtensionObject.encode(client.getStaticEncodingContext(), value);
            ByteBuf bytes = Unpooled.wrappedBuffer(((ByteString) encoded.getBody()).bytesOrEmpty());
            return codec.decode(
                    client.getDynamicEncodingContext(),
                    new OpcUaBinaryDecoder(client.getDynamicEncodingContext()).setBuffer(bytes));
        } catch (UaException | RuntimeException e) {
            LOG.debugf(e, "a structure of type %s cannot be described", value.getClass());
            throw new NotConvertibleException("the server does not describe the structure type "
                    + value.getClass().getSimpleName());
        }
    }

    private String name(NodeId encoding) {
        if (names.size() >= MOST_NAMES && !names.containsKey(encoding)) {
            return encoding.toParseableString();
        }
        return names.computeIfAbsent(
                encoding,
                id -> typeName(id)
                        .map(known -> "%s (%s)".formatted(known, id.toParseableString()))
                        .orElseGet(id::toParseableString));
    }

    private Optional<String> typeName(NodeId encoding) {
        try {
            BrowseResult described = client.browse(new BrowseDescription(
                    encoding,
                    BrowseDirection.Inverse,
                    NodeIds.HasEncoding,
                    false,
                    uint(NodeClass.DataType.getValue()),
                    uint(BrowseResultMask.BrowseName.getValue())));
            if (described.getReferences() != null && described.getReferences().length > 0) {
                return Optional.ofNullable(
                        described.getReferences()[0].getBrowseName().name());
            }
            Object own = client.read(
                            0,
                            TimestampsToReturn.Neither,
                            java.util.List.of(new ReadValueId(
                                    encoding, AttributeId.BrowseName.uid(), null, QualifiedName.NULL_VALUE)))
                    .getResults()[0]
                    .value()
                    .value();
            return own instanceof QualifiedName name ? Optional.ofNullable(name.name()) : Optional.empty();
        } catch (UaException | RuntimeException e) {
            LOG.debugf(e, "the name of structure type %s is not known", encoding);
            return Optional.empty();
        }
    }
}
