/**
 * Changes of things, each once and in order, whatever the road: gaps are found by revision and read again.
 */
package io.celltwin.twin.subscription;
