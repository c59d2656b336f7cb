/** What went wrong, in words fit for a user. */
package io.celltwin.adapter.opcua.failure;
