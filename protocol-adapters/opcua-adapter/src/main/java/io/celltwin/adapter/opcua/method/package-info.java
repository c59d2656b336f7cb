/** Actions of the model as methods of the server. */
package io.celltwin.adapter.opcua.method;
