/**
 * When a machine is to be expected to fail: trends of its condition indicators towards the alarm limits of its model.
 */
package io.celltwin.maintenance.failure;
