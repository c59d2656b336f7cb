package io.celltwin.adapter.opcua.browse;

import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;

/**
 * A variable that was found in a server.
 *
 * @param node the node as this server numbers it
 * @param path the browse names that lead to it from where browsing began, its own last; never empty
 * @param builtInType the number of the built-in type of its values (OPC 10000-6, 5.1.2): 22 for a structure, 29 for an enumeration, 0
 *            where that is not known
 * @param dimensions how many dimensions its values have: 0 for a scalar, and where the server leaves that open
 * @param writable whether the account may write it
 * @param unit its engineering unit
 * @param range what its instrument can tell at all; a value beyond is none
 */
record ServerVariable(
        NodeId node,
        List<String> path,
        int builtInType,
        int dimensions,
        boolean writable,
        Optional<EUInformation> unit,
        Optional<Range> range) {

    String name() {
        return path.get(path.size() - 1);
    }
}
