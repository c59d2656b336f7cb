/** OPC-UA's values as JSON has them, and back. */
package io.celltwin.adapter.opcua.value;
