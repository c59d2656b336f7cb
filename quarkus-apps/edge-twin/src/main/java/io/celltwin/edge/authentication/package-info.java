/**
 * By which subjects policies know who calls.
 */
package io.celltwin.edge.authentication;
