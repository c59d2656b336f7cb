/**
 * What an app knows of a thing: values found by their semantic type, with their quality and time.
 */
package io.celltwin.twin.values;
