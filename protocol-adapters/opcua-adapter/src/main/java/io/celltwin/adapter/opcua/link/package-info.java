/** One device: what it gives, kept up to date through everything that happens to its server. */
package io.celltwin.adapter.opcua.link;
