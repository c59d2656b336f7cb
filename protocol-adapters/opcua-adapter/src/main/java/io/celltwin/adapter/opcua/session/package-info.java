/** One session with each server and account, which all devices behind it share. */
package io.celltwin.adapter.opcua.session;
