/** What a server has, and a Thing Model proposed of it. */
package io.celltwin.adapter.opcua.browse;
