/**
 * A registered device: its model, its address, its settings and the forms that its model has for its protocol.
 */
package io.celltwin.adapter.device;
