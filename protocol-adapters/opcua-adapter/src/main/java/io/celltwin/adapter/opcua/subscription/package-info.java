/** What a session has a server watch, and what the server publishes of it. */
package io.celltwin.adapter.opcua.subscription;
