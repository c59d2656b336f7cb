/** The adapter's settings. */
package io.celltwin.adapter.opcua.config;
