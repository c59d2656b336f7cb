/**
 * The words in which a form says how a device gives a value: the W3C WoT Modbus binding and OPC 10101 "OPC UA Binding for
 * WoT", with our own terms for what they cannot say. Parsing a form is checking it: what a record of this package holds makes
 * sense, and what makes none is a {@link io.celltwin.model.binding.FormException} that names the place. The check of models,
 * the Thing Description, the adapters and the simulators all read forms by this package and no other way.
 */
package io.celltwin.model.binding;
