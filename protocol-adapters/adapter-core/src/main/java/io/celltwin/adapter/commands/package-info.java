/**
 * Commands to devices: decided by tenant, model and registration, carried out by the device's link, answered by what it holds.
 */
package io.celltwin.adapter.commands;
