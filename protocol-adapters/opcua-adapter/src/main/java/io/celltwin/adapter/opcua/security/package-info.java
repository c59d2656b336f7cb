/** Whom the adapter trusts, and how it proves who it is. */
package io.celltwin.adapter.opcua.security;
