/**
 * The HTTP API.
 */
package io.celltwin.history.rest;
