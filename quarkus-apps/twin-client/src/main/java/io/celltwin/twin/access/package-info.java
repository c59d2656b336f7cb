/**
 * As whom an app comes to the twin service.
 */
package io.celltwin.twin.access;
