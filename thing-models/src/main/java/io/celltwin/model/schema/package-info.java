/**
 * What a model says that a value may be, compiled for the many values that are held against it. Knows no protocol and no JSON text:
 * a value is what a device's driver makes of it.
 */
package io.celltwin.model.schema;
