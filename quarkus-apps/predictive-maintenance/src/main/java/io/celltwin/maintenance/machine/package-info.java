/**
 * Machines as their twins show them: which values tell of their condition, in which regime they run, what is written back.
 */
package io.celltwin.maintenance.machine;
