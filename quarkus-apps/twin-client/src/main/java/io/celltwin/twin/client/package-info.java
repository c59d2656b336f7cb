/**
 * What an app may ask of the twin service: read, search, create, merge.
 */
package io.celltwin.twin.client;
